import Bookkeeping
import Companies
import Foundation
import Testing

struct SetUpTests {
    private let password = "en lang setning"

    @Test func `the first user owns every company, and the link is good once`() async throws {
        let companies = try await CompaniesFixture().companies()
        let link = try #require(try await companies.beginSetUp()).reveal()
        #expect(try await companies.isSetUpLink(link))

        try await companies.makeFirstUser(" Eier@Nordlys.example", password: password, link: link)

        #expect(try await companies.users().first?.roles == ["nordlys": .owner])
        #expect(try await companies.beginSetUp() == nil)
        await #expect(throws: CompanyError.deadLink) {
            try await companies.makeFirstUser("b@c.example", password: password, link: link)
        }
        _ = try await companies.signIn(
            email: "eier@nordlys.example",
            password: password,
            address: "192.0.2.1"
        )
    }

    @Test func `a newer link and time end an older one`() async throws {
        let fixture = try CompaniesFixture()
        let companies = try fixture.open()
        let old = try #require(try await companies.beginSetUp()).reveal()
        let new = try #require(try await companies.beginSetUp()).reveal()
        #expect(try await !companies.isSetUpLink(old))
        #expect(try await companies.isSetUpLink(new))
        fixture.clock.advance(seconds: 24 * 3_600)
        #expect(try await !companies.isSetUpLink(new))
    }

    @Test func `a company is made without a file, once`() async throws {
        let companies = try CompaniesFixture().open()
        let link = try #require(try await companies.beginSetUp()).reveal()
        try await companies.makeFirstUser("a@b.example", password: password, link: link)
        let company = try Companies.company([
            "id": "fjell", "name": "Fjell Foto AS", "organizationNumber": "910 667 574",
        ])

        try await companies.addCompany(company, owner: "a@b.example")

        #expect(company.timeZone == "Europe/Oslo" && company.baseCurrency == .nok)
        #expect(try await companies.rules(of: "fjell")?.version == 1)
        #expect(try await companies.users().first?.roles == ["fjell": .owner])
        await #expect(throws: CompanyError.companyExists("fjell")) {
            try await companies.addCompany(company, owner: "a@b.example")
        }
    }

    @Test func `what is wrong with a company is named`() {
        let error = #expect(throws: CompanyDocumentError.self) {
            try Companies.company(["id": "Fjell", "name": "", "organizationNumber": "1"])
        }
        #expect(Set(error?.errors.map(\.path) ?? []) == ["id", "name", "organizationNumber"])
    }
}
