import Companies
import Foundation
import GRDB
import Testing

struct CompaniesTests {
    @Test func `applying the same file twice changes nothing`() async throws {
        let companies = try CompaniesFixture().open()
        let first = try await companies.apply(Sample.document(), actor: "test")
        #expect(first.isNewCompany && first.rulesVersion == 1)
        #expect(first.addedConnections == ["tripletex", "shop", "rentman"])
        let revision = try await companies.revision()
        let second = try await companies.apply(Sample.document(), actor: "test")
        #expect(second.isEmpty)
        #expect(try await companies.revision() == revision)
        #expect(try await companies.rulesHistory(of: "nordlys").count == 1)
        #expect(try await companies.auditEntries(company: nil).count == 1)
    }

    @Test func `a changed secret, a removed connection and new rules are told`() async throws {
        let companies = try await CompaniesFixture().companies()
        var environment = Sample.environment
        environment["SHOPIFY"] = "another"
        let lines = Sample.yaml.split(separator: "\n").filter { !$0.contains("id: rentman") }
        let yaml = lines.joined(separator: "\n").replacing("3100", with: "3110")
        let document = try Sample.document(yaml, environment: environment)
        let changes = try await companies.apply(document, actor: "test")
        #expect(changes.changedConnections == ["shop"])
        #expect(changes.removedConnections == ["rentman"])
        #expect(changes.rulesVersion == 2)
        #expect(try await companies.connection("nordlys", "rentman") == nil)
        let back = try await companies.apply(Sample.document(), actor: "test")
        #expect(back.addedConnections == ["rentman"])
        #expect(try await companies.connection("nordlys", "rentman")?.isEnabled == true)
    }

    @Test func `an absent section is left alone and a refused file changes nothing`() async throws {
        let companies = try await CompaniesFixture().companies()
        let head = String(Sample.yaml.prefix { $0 != "-" }).components(separatedBy: "connections:")[
            0
        ]
        #expect(try await companies.apply(Sample.document(head), actor: "test").isEmpty)
        let yaml =
            head.replacing("Nordlys Lyd", with: "Annet") + """
                connections:
                  - {id: shop, service: standard-webhooks, webhookSecret: x}
                """
        await #expect(throws: CompanyError.self) {
            try await companies.apply(Sample.document(yaml), actor: "test")
        }
        #expect(try await companies.company("nordlys")?.name == "Nordlys Lyd AS")
        #expect(try await companies.connections(of: "nordlys").count == 3)
    }

    @Test func `an export holds no secret and gives the same company elsewhere`() async throws {
        let companies = try await CompaniesFixture().companies()
        let yaml = try await companies.export("nordlys")
        #expect(!yaml.contains("-clear"))
        #expect(yaml.contains("${NORDLYS_SHOP_WEBHOOK_SECRET_2}"))
        let elsewhere = try CompaniesFixture().open()
        let document = try CompanyDocument(
            yaml: yaml,
            environment: { "value of \($0)" },
            validateRules: { _ in [] }
        )
        _ = try await elsewhere.apply(document, actor: "test")
        #expect(try await elsewhere.export("nordlys") == yaml)
        #expect(
            try await elsewhere.rules(of: "nordlys")?.json == companies.rules(of: "nordlys")?.json
        )
        #expect(
            try await elsewhere.connections(of: "nordlys") == companies.connections(of: "nordlys")
        )
    }

    @Test func `secrets stay hidden in descriptions and in the database`() async throws {
        let fixture = try CompaniesFixture()
        let companies = try await fixture.companies()
        let connection = try #require(try await companies.connection("nordlys", "shop"))
        #expect(connection.secrets["accessToken"]?.first?.reveal() == "shopify-clear")
        var dumped = ""
        dump(connection, to: &dumped)
        for text in ["\(connection)", String(reflecting: connection), dumped, "\(fixture.key)"] {
            #expect(!text.contains("-clear") && !text.contains(fixture.key.base64()))
        }
        let sealed = try await fixture.queue.read {
            try Data.fetchAll($0, sql: "SELECT sealed FROM secret")
        }
        #expect(sealed.count == 7)
        #expect(sealed.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("clear") })
    }

    @Test func `a wrong key is refused at start and a moved secret does not open`() async throws {
        let fixture = try CompaniesFixture()
        let companies = try await fixture.companies()
        let other = MasterKey.generate()
        #expect(throws: CompanyError.wrongMasterKey(expected: fixture.key.id, given: other.id)) {
            try fixture.open(key: other)
        }
        #expect(throws: CompanyError.unusableMasterKey) { try MasterKey(base64: "c2hvcnQ=") }
        try await fixture.queue.write { db in
            let sql = """
                UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE name = 'employeeToken')
                WHERE name = 'consumerToken'
                """
            try db.execute(sql: sql)
        }
        await #expect(throws: CompanyError.secretDoesNotOpen("nordlys/tripletex/consumerToken")) {
            try await companies.connection("nordlys", "tripletex")
        }
    }

    @Test func `after rotation only the new key opens the secrets`() async throws {
        let fixture = try CompaniesFixture()
        _ = try await fixture.companies()
        let new = try MasterKey(base64: MasterKey.generate().base64())
        let count = try await Companies.reseal(
            fixture.queue,
            from: fixture.key,
            to: new,
            actor: "test",
            now: fixture.clock.now
        )
        #expect(count == 7)
        #expect(throws: CompanyError.self) { try fixture.open() }
        let connection = try await fixture.open(key: new).connection("nordlys", "shop")
        #expect(connection?.secrets["accessToken"]?.first?.reveal() == "shopify-clear")
    }

    @Test func `rules are saved only on top of the version that was read`() async throws {
        let companies = try await CompaniesFixture().companies()
        let json = Data(#"{ "b": 1.50, "a": "x" }"#.utf8)
        let saved = try await companies.saveRules(
            json,
            of: "nordlys",
            expected: 1,
            author: "user:a",
            reason: "ny konto"
        )
        #expect(saved.version == 2)
        await #expect(throws: CompanyError.staleRules(current: 2)) {
            try await companies.saveRules(
                Data("{}".utf8),
                of: "nordlys",
                expected: 1,
                author: "user:b",
                reason: ""
            )
        }
        await #expect(throws: CompanyError.rulesNotJSON) {
            try await companies.saveRules(
                Data("[]".utf8),
                of: "nordlys",
                expected: 2,
                author: "user:b",
                reason: ""
            )
        }
        #expect(
            try await companies.rulesHistory(of: "nordlys").map(\.author) == ["user:a", "test"]
        )
    }

    @Test func `a waiting server hears of a change`() async throws {
        let companies = try await CompaniesFixture().companies()
        let before = try await companies.revision()
        async let heard = companies.change(after: before)
        try await companies.setEnabled(false, company: "nordlys", connection: "shop", actor: "test")
        #expect(try await heard == before + 1)
        #expect(try await companies.export("nordlys").contains("enabled: false"))
    }

    @Test func `a removed company is gone with its secrets and tokens`() async throws {
        let fixture = try CompaniesFixture()
        let companies = try await fixture.companies()
        let token = try await companies.createToken(
            company: "nordlys",
            role: .viewer,
            name: "t",
            actor: "test"
        )
        try await companies.remove("nordlys", actor: "test")
        #expect(try await companies.list().isEmpty)
        #expect(try await companies.token(token.text.reveal()) == nil)
        let left = try await fixture.queue.read {
            try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM secret")
        }
        #expect(left == 0)
        #expect(try await companies.apply(Sample.document(), actor: "test").isNewCompany)
    }
}
