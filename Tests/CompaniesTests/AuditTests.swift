import Companies
import Foundation
import GRDB
import Testing

struct AuditTests {
    private func tampered(_ sql: String) async throws -> AuditVerdict {
        let fixture = try CompaniesFixture()
        let companies = try await fixture.companies()
        for number in 1...4 {
            try await companies.audit(
                company: "nordlys",
                actor: "test",
                action: "event.replayed",
                subject: "event/\(number)"
            )
        }
        try await fixture.queue.write { db in
            try db.execute(
                sql: "DROP TRIGGER auditEntryIsNotChanged; DROP TRIGGER auditEntryIsNotDeleted"
            )
            try db.execute(sql: sql)
        }
        return try await companies.verifyAudit()
    }

    @Test func `an untouched log is intact`() async throws {
        #expect(try await tampered("") == .intact(entries: 5))
    }

    @Test(
        arguments: [
            ("UPDATE auditEntry SET actor = 'someone' WHERE id = 3", 3),
            ("UPDATE auditEntry SET company = NULL WHERE id = 2", 2),
            ("DELETE FROM auditEntry WHERE id = 3", 3),
            ("DELETE FROM auditEntry WHERE id = 5", 5),
            (
                "UPDATE auditEntry SET id = 9 WHERE id = 2; UPDATE auditEntry SET id = 2 WHERE id = 3; UPDATE auditEntry SET id = 3 WHERE id = 9",
                2
            ),
        ] as [(String, Int64)]
    )
    func `an altered, missing or reordered entry is found`(sql: String, broken: Int64) async throws
    {
        #expect(try await tampered(sql) == .broken(at: broken))
    }

    @Test func `the database itself refuses to change an entry`() async throws {
        let fixture = try CompaniesFixture()
        _ = try await fixture.companies()
        await #expect(throws: DatabaseError.self) {
            try await fixture.queue.write { try $0.execute(sql: "DELETE FROM auditEntry") }
        }
    }

    @Test func `entries are paged newest first`() async throws {
        let companies = try await CompaniesFixture().companies()
        for number in 1...4 {
            try await companies.audit(company: nil, actor: "t", action: "a", subject: "\(number)")
        }
        let page = try await companies.auditEntries(company: nil, limit: 3)
        #expect(page.map(\.id) == [5, 4, 3])
        let rest = try await companies.auditEntries(company: nil, after: 3, limit: 3)
        #expect(rest.map(\.id) == [2, 1])
        #expect(
            try await companies.auditEntries(company: "nordlys").map(\.action) == [
                "company.applied"
            ]
        )
    }

    @Test func `entries are found by action, person and time, and signs are signs`() async throws {
        let fixture = try CompaniesFixture()
        let companies = try fixture.open()
        for (action, subject) in [("rules.saved", "a%b"), ("rules.x", "a_b"), ("user.x", "axb")] {
            fixture.clock.advance(seconds: 60)
            try await companies.audit(
                company: nil,
                actor: "user:kari",
                action: action,
                subject: subject
            )
        }
        func subjects(_ filter: AuditFilter) async throws -> [String] {
            try await companies.auditEntries(company: nil, matching: filter).map(\.subject)
        }

        #expect(try await subjects(AuditFilter(action: "rules")) == ["a_b", "a%b"])
        #expect(try await subjects(AuditFilter(text: "a_b")) == ["a_b"])
        #expect(try await subjects(AuditFilter(text: "a%b")) == ["a%b"])
        #expect(try await subjects(AuditFilter(text: "kari")).count == 3)
        let now = fixture.clock.now
        #expect(try await subjects(AuditFilter(since: now)) == ["axb"])
        #expect(try await subjects(AuditFilter(until: now)) == ["a_b", "a%b"])
    }
}
