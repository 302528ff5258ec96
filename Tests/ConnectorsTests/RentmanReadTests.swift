import Bookkeeping
import Connectors
import Foundation
import Projects
import Remote
import Testing

struct RentmanReadTests {
    private let account: RentmanAccount

    init() throws {
        account = try RentmanAccount.withFestival()
    }

    private func project() async throws -> RentalProject {
        guard case .project(let project) = try await account.read("project/12") else {
            throw NoProject()
        }
        return project
    }

    private struct NoProject: Error {}

    @Test func `a project is read with all that decides what becomes of it`() async throws {
        try account.putInvoice()
        let project = try await project()

        #expect(project.number == "12" && project.name == "Fest" && project.reference == "PO-1")
        #expect(project.customer?.name == "Kongressen AS")
        #expect(project.customer?.invoiceEmail == "faktura@kongressen.example")
        #expect(project.customer?.organizationNumber == "910667574")
        #expect(project.accountManager?.id == 40)
        #expect(project.createdOn == LocalDate("2026-02-20"))
        #expect(project.period.start == LocalDate("2026-05-11"))
        #expect(project.period.end == LocalDate("2026-05-13"))
        #expect(project.subprojects.map(\.id) == [120, 121])
        #expect(project.subprojects.map(\.status) == [3, 1])
        #expect(project.subprojects.map(\.price) == [UnroundedAmount("1350.4567"), nil])
        #expect(project.crew.map(\.member.id) == [40, 41, 40])
        #expect(project.crew.map(\.isPublished) == [true, false, true])
        #expect(project.crew.allSatisfy { $0.subproject == 120 })
        #expect(project.crew[0].member.externalReference == "1000")
        #expect(project.url == "https://nordlyslyd.rentmanapp.com/#/projects/12/details")
        let invoice = try #require(project.invoices.first)
        #expect(invoice.gross.rounded.minor == 1_622_557 && invoice.share?.basisPoints == 7_000)
        #expect(invoice.date == LocalDate("2026-05-14") && invoice.isFinalized)
        #expect(invoice.contactPerson?.id == 72 && invoice.reference == "PO-1")
        #expect(invoice.lines.map(\.ledger) == ["Rental"])
        #expect(
            Set(project.parts).isSuperset(of: [
                "subproject/120", "subproject/121", "projectfunction/3001", "projectcrew/5001",
                "projectequipmentgroup/601", "projectequipment/77", "crew/40", "crew/41",
                "contact/501", "invoice/215", "invoiceline/2151",
            ])
        )
    }

    @Test func `a project costs few calls`() async throws {
        _ = try await project()
        let confirmed = account.fake.callCount
        try account.put(
            "subprojects",
            #"{"id":120,"project":"/projects/12","name":"Scene","status":"/statuses/1"}"#
        )
        _ = try await project()

        #expect(confirmed == 9)
        #expect(account.fake.callCount - confirmed == 5)
    }

    @Test func `what is gone: a project ends, a part never seen is nothing`() async throws {
        guard case .deletedProject(13) = try await account.read("project/13") else {
            Issue.record("not deleted")
            return
        }
        for subject in [
            "subproject/9", "projectcrew/9", "projectequipment/9", "projectcost/9", "invoice/9",
            "invoiceline/9", "contact/9", "contactperson/9", "crew/9", "order/1", "x", "project/0",
            "changes/abc",
        ] {
            guard case .absent(let text) = try await account.read(subject) else {
                Issue.record("\(subject) is not absent")
                continue
            }
            #expect(!text.nb.isEmpty && !text.en.isEmpty)
        }
    }

    @Test func `a refused token or right is an error, never a deletion`() async throws {
        await #expect(throws: RemoteError.self) {
            try await account.rentman.read("project/12", from: account.access(token: "wrong"))
        }
    }

    @Test(arguments: [
        ("subproject/120", "project/12"), ("projectfunction/3001", "project/12"),
        ("projectcrew/5001", "project/12"), ("projectequipmentgroup/601", "project/12"),
        ("projectequipment/77", "project/12"), ("contactperson/72", "contact/501"),
        ("invoice/215", "project/12"), ("invoiceline/2151", "invoice/215"),
    ])
    func `a part leads to what it belongs to, also before that was ever read`(
        part: String,
        owner: String
    ) async throws {
        try account.putInvoice()
        guard case .concerns([owner]) = try await account.read(part) else {
            Issue.record("\(part) does not lead to \(owner)")
            return
        }
    }

    @Test func `a quotation's line is no invoice's`() async throws {
        try account.put("invoicelines", #"{"id":8,"item":215,"parent_api_path":"/quotes/215"}"#)
        guard case .absent = try await account.read("invoiceline/8") else {
            Issue.record("not absent")
            return
        }
    }

    @Test func `an invoice without project is a fact of its own`() async throws {
        try account.putInvoice(300, project: "null")
        guard case .invoice(let invoice) = try await account.read("invoice/300") else {
            Issue.record("no invoice")
            return
        }
        #expect(invoice.customer?.id == 501 && invoice.project == nil)
    }

    @Test func `an amount that cannot be read holds the project`() async throws {
        try account.putInvoice()
        try account.put(
            "invoicelines",
            #"{"id":2151,"base":"much","parent_api_path":"/invoices/215"}"#
        )
        guard case .held(let alert) = try await account.read("project/12") else {
            Issue.record("not held")
            return
        }
        #expect(alert.code == .totalMismatch && alert.message.nb.contains("base"))
    }

    @Test func `a contact is read with its people and the projects that have it`() async throws {
        _ = try await project()
        guard case .contact(let contact, let subjects) = try await account.read("contact/501")
        else {
            Issue.record("no contact")
            return
        }
        #expect(contact.persons.map(\.id) == [72] && subjects == ["project/12"])
        #expect(contact.postalAddress?.line1 == "Storgata 1" && contact.country == "NO")
    }

    @Test func `the ledger's number is written onto a contact that has none`() async throws {
        for code in ["10001", "10002"] {
            guard case .contact(let contact, _) = try await account.read("contact/501") else {
                Issue.record("no contact")
                return
            }
            try await account.rentman.noteAccountingCode(
                code,
                of: contact,
                through: account.client()
            )
        }
        guard case .contact(let contact, _) = try await account.read("contact/501") else { return }
        #expect(contact.accountingCode == "10001")
    }

    @Test func `a private customer has a person's name`() async throws {
        guard case .contact(let contact, _) = try await account.read("contact/503") else {
            Issue.record("no contact")
            return
        }
        #expect(contact.kind == .private && contact.name == "Privat Person")
    }

    @Test func `long lists are read to the end, each row once`() async throws {
        for id in 6_000..<6_700 {
            try account.put(
                "projectcrew",
                #"{"id":\#(id),"function":"/projectfunctions/3001","crewmember":"/crew/42","visible":true}"#
            )
        }
        #expect(try await project().crew.count == 703)
    }
}
