import Connectors
import Foundation
import Testing

/// Which event does what: each kind of webhook, from its bytes to the subject that is looked at.
struct RentmanEventTests {
    private let account: RentmanAccount

    init() throws {
        account = try RentmanAccount.withFestival()
    }

    private func item(_ id: Int, _ parent: (String, Int)? = nil) -> String {
        let owner = parent.map { #"{"id":\#($0.1),"itemType":"\#($0.0)","ref":"/x/\#($0.1)"}"# }
        return #"{"id":\#(id),"ref":"/x/\#(id)","parent":\#(owner ?? "null")}"#
    }

    private func leads(_ body: Data) async throws -> Set<String> {
        Set(
            try await account.follow(body).filter {
                if case .concerns = $0.value { false } else { true }
            }.keys
        )
    }

    @Test func `events of a project's parts all lead to the project`() async throws {
        try account.putInvoice()
        for (event, type, items) in [
            ("create", "Project", item(12)), ("update", "Project", item(12)),
            ("update", "Subproject", item(120, ("Project", 12))),
            ("update", "ProjectFunction", item(3001, ("Subproject", 120))),
            ("create", "ProjectCrew", item(5001, ("ProjectFunction", 3001))),
            ("update", "ProjectEquipment", item(77, ("ProjectEquipmentGroup", 601))),
            ("create", "Factuur", item(215)), ("update", "Invoice", item(215)),
            ("create", "InvoiceLine", item(2151, ("Factuur", 215))),
        ] {
            #expect(
                try await leads(account.webhook(event, type, items)) == ["project/12"],
                "\(type).\(event)"
            )
        }
    }

    @Test func `deletions with bare numbers lead to the project by what was remembered`()
        async throws
    {
        try account.putInvoice()
        _ = try await account.read("project/12")
        for (collection, id, type) in [
            ("projectequipment", 77, "ProjectEquipment"), ("projectcrew", 5001, "ProjectCrew"),
            ("projectfunctions", 3001, "ProjectFunction"), ("subprojects", 121, "Subproject"),
            ("invoicelines", 2151, "InvoiceLine"), ("invoices", 215, "Factuur"),
        ] {
            account.fake.apply([.remove(collection: collection, id: Int64(id))])
            #expect(
                try await leads(account.webhook("delete", type, "\(id)")) == ["project/12"],
                "\(type)"
            )
        }
        #expect(
            try await leads(account.webhook("delete", "ProjectCrew", "5002,5003,777"))
                == ["project/12", "projectcrew/777"]
        )
    }

    @Test func `a change of crew revisits the projects of that person`() async throws {
        _ = try await account.read("project/12")
        #expect(try await leads(account.webhook("update", "Crew", item(41))) == ["project/12"])
        #expect(try await leads(account.webhook("update", "Crew", item(46))) == ["crew/46"])
    }

    @Test func `contact and contact person are the contact's event`() async throws {
        for (type, items) in [
            ("Contact", item(501)), ("ContactPerson", item(72, ("Contact", 501))),
            ("ContactPerson", "72"),
        ] {
            #expect(try await leads(account.webhook("update", type, items)) == ["contact/501"])
        }
    }

    @Test func `lists of statuses and the like, and everything else, are dropped`() async throws {
        for type in ["Status", "TaxClass", "Ledger", "ProjectType", "TimeRegistration", "New"] {
            #expect(try await account.follow(account.webhook("update", type, item(1))).isEmpty)
        }
        #expect(
            try await account.follow(account.webhook("update", "Project", item(12), user: 99))
                .isEmpty
        )
    }
}
