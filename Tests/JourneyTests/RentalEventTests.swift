import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Testing

@testable import App

/// Which webhook of Rentman does what, from its bytes to Tripletex and Slack: a test for each row of the table.
struct RentalEventTests {
    private func journey(
        _ rules: String = "rules: {projects: {crewLeaves: remove}}"
    ) async throws
        -> Journey
    {
        let journey = try await Journey(rules: rules)
        journey.prepareRentals()
        return journey
    }

    @Test
    func
        `a project gets its channel on first sight, and its Tripletex project when it is confirmed`()
        async throws
    {
        let journey = try await journey()
        try journey.put(.init(status: "1"))
        try await journey.told("create", "Project", 812)
        #expect(journey.projects.isEmpty)
        #expect(journey.channels.map(\.name) == ["p-812-vaarkonferansen-2026"])

        try await journey.live(.init())
        let project = try #require(journey.projects.first)
        #expect(project.number == "812" && project.mark == "rentman:812" && !project.isClosed)
        #expect(project.customerName == "Kongressen AS")
        #expect(project.lines.map(\.amount) == [4_090_000])

        try await journey.live(.init(name: "Høstfesten"))
        #expect(journey.projects.map(\.name) == ["Høstfesten"])
        #expect(journey.channels.map(\.name) == ["p-812-hoestfesten"])
        try journey.end()
    }

    @Test func `a template or a concept gets neither`() async throws {
        let journey = try await journey()
        try await journey.live(.init(status: "8"))
        #expect(journey.projects.isEmpty && journey.channels.isEmpty)
        #expect(try await journey.event(about: "project/812").state == .done)
        try journey.end()
    }

    @Test func `subprojects become lines; their change and deletion follow by the stored map`()
        async throws
    {
        let journey = try await journey()
        try await journey.live(.init(parts: 2))
        #expect(journey.projects.first?.lines.count == 2)

        try journey.put(.init(price: "1350.4567", parts: 2))
        try await journey.told("update", "Subproject", 8_120, parent: ("Project", 812))
        #expect(journey.projects.first?.lines.map(\.amount) == [135_046, 135_046])

        journey.remove("subprojects", 8_121)
        try await journey.told("delete", "Subproject", 8_121)
        #expect(journey.projects.first?.lines.map(\.description) == ["Scene 1 [rm:8120]"])

        try journey.put(.init(status: "2"))
        try await journey.told("update", "Subproject", 8_120, parent: ("Project", 812))
        #expect(journey.projects.first?.lines.isEmpty == true)
        #expect(journey.projects.first?.isClosed == true)
        try journey.end()
    }

    @Test
    func `crew become participants and members; who is taken off leaves, told by a bare number`()
        async throws
    {
        let journey = try await journey()
        try await journey.live(.init(crew: [41]))
        #expect(journey.projects.first?.participants == ["1000", "1001"])
        #expect(journey.channels.first?.members == ["crew41@nordlyslyd.example"])

        try journey.put(.init(crew: [41, 42]))
        try await journey.told(
            "create",
            "ProjectCrew",
            812_042,
            parent: ("ProjectFunction", 81_200)
        )
        #expect(journey.projects.first?.participants == ["1000", "1001", "1002"])
        #expect(journey.channels.first?.members.count == 2)

        journey.remove("projectcrew", 812_041)
        try await journey.told("delete", "ProjectCrew", 812_041)
        #expect(journey.projects.first?.participants == ["1000", "1002"])
        #expect(journey.channels.first?.members == ["crew42@nordlyslyd.example"])

        try await journey.told("update", "ProjectFunction", 81_200, parent: ("Project", 812))
        #expect(try await journey.event(about: "project/812").state == .done)
        try journey.end()
    }

    @Test func `a crew member who now matches somebody is taken onto the projects that wait`()
        async throws
    {
        let journey = try await journey()
        try await journey.live(.init(crew: [46]))
        #expect(journey.projects.first?.participants == ["1000"])
        let told = journey.world.slack.snapshot().channels.first { $0.name == "regnskap" }
        #expect(told?.messages.count == 1, "one notice for the person")

        try journey.put(
            "crew",
            #"{"id":46,"displayname":"Tekniker 46","firstname":"Tekniker","lastname":"46","email":"","external_reference":"1002","active":true}"#
        )
        try await journey.told("update", "Crew", 46)
        #expect(journey.projects.first?.participants == ["1000", "1002"])
        try journey.end()
    }

    @Test func `crew that matched nobody join when they are employed, and are told of once`()
        async throws
    {
        let journey = try await journey()
        try await journey.live(.init(crew: [46]))
        #expect(journey.projects.first?.participants == ["1000"])
        let sweep = EmployeeSweep(
            company: try #require(journey.installation.live.company("nordlys")),
            outbox: journey.installation.outbox,
            now: { journey.now }
        )
        #expect(try await sweep.run() == 0, "nobody was employed since")

        journey.world.ledger.employ(
            number: "1046",
            firstName: "Tekniker",
            lastName: "46",
            email: "crew46@nordlyslyd.example"
        )
        // What was read of the employees is kept for an hour.
        journey.advance(by: .seconds(3_700))
        #expect(try await sweep.run() == 1)
        try await journey.workOffDue()
        #expect(journey.projects.first?.participants == ["1000", "1046"])
        #expect(try await sweep.run() == 0)
        try journey.end()
    }

    @Test func `a changed contact person follows to Tripletex, on the project and at the customer`()
        async throws
    {
        let journey = try await journey()
        try await journey.live(.init(person: #""/contactpersons/72""#))
        #expect(
            journey.projects.first?.contact == "Regnskap Kontakt <faktura@kongressen.example>"
        )

        try journey.put(
            "contactpersons",
            #"{"id":72,"contact":"/contacts/501","firstname":"Innkjøp","lastname":"Kontakt","email":"innkjop@kongressen.example"}"#
        )
        try await journey.told("update", "ContactPerson", 72, parent: ("Contact", 501))
        #expect(journey.projects.first?.contact == "Innkjøp Kontakt <innkjop@kongressen.example>")
        try journey.end()
    }

    @Test func `a changed customer follows to Tripletex`() async throws {
        let journey = try await journey()
        try await journey.live(.init())
        try journey.put(
            "contacts",
            #"{"id":501,"type":"company","name":"Kongressen Norge AS","commerce_code":"910667574","country":"no","email_1":"post@kongressen.example","admin_contactperson":null}"#
        )
        try await journey.told("update", "Contact", 501)
        #expect(journey.projects.first?.customerName == "Kongressen Norge AS")
        #expect(journey.world.ledger.snapshot().customers == 1)
        try journey.end()
    }

    @Test func `a finalized invoice becomes an order on the project, a draft none`() async throws {
        let journey = try await journey()
        try await journey.live(.init(person: #""/contactpersons/72""#))
        try journey.putInvoice(isFinal: false)
        try await journey.told("create", "Factuur", 215)
        #expect(journey.world.ledger.ordersSnapshot().isEmpty)

        try journey.putInvoice(isFinal: true)
        try await journey.told("update", "Factuur", 215)
        try await journey.told("update", "InvoiceLine", 2_151, parent: ("Factuur", 215))
        let orders = journey.world.ledger.ordersSnapshot()
        #expect(orders.map(\.number) == ["rentman-2026-215"])
        #expect(orders.map(\.gross) == [1_622_557])
        #expect(orders.first?.project == journey.projects.first?.id)
        #expect(orders.first?.contact == "Regnskap Kontakt <faktura@kongressen.example>")
        try journey.end()
    }

    @Test(arguments: ["Status", "TaxClass", "Ledger", "ProjectType", "Equipment", "Noe nytt"])
    func `other kinds are answered 200 and stored nowhere`(type: String) async throws {
        let journey = try await journey()
        let answer = try await journey.tell("update", type, #"{"id":1,"ref":"/x/1","parent":null}"#)
        #expect(answer.contains("ignored"))
        #expect(try await journey.events().isEmpty)
        try journey.end()
    }

    @Test func `a deleted project is closed and its channel archived`() async throws {
        let journey = try await journey("rules: {projects: {archiveAfterDays: 0}}")
        try await journey.live(.init(crew: [41]))
        journey.remove("projects", 812)
        journey.remove("subprojects", 8_120)
        try await journey.told("delete", "Project", 812)

        #expect(journey.projects.map(\.isClosed) == [true])
        #expect(journey.channels.map(\.isArchived) == [true])
        #expect(journey.channels.first?.messages.count == 1, "a closing message")
        try journey.end()
    }

    @Test
    func `what bokbro wrote itself comes back and is not heard; the number stands in Rentman`()
        async throws
    {
        let journey = try await Journey(
            rules: "rules: {projects: {writeAccountingCodes: true}}",
            rentmanOptions: ", integrationUser: [99]"
        )
        journey.prepareRentals()
        try await journey.live(.init())

        let number = try #require(journey.world.ledger.customerNumbers()["Kongressen AS"])
        let contact = try #require(journey.world.rentman.record("contacts", 501))
        #expect(contact["accounting_code"]?.text == number)
        let answer = try await journey.tell(
            "update",
            "Contact",
            #"{"id":501,"ref":"/contacts/501","parent":null}"#,
            user: 99
        )
        #expect(answer.contains("ignored"))
        try journey.end()
    }
}

extension Journey {
    func putInvoice(
        _ id: Int = 215,
        project: Int = 812,
        isFinal: Bool,
        type: String = "F",
        sign: String = ""
    ) throws {
        try put(
            "invoices",
            #"{"id":\#(id),"number":"2026-\#(id)","customer":"/contacts/501","contact":"/contactpersons/72","project":"/projects/\#(project)","date":"2026-03-14T00:00:00+01:00","expiration":"2026-03-28T00:00:00+01:00","procent":1,"finalized":\#(isFinal),"invoicetype":"\#(type)","price":\#(sign)12980.456999999999,"vat_amount":\#(sign)3245.1142499999996,"price_invat":\#(sign)16225.571249999999}"#
        )
        try put(
            "invoicelines",
            #"{"id":\#(id)1,"item":\#(id),"base":\#(sign)12980.456999999999,"ledger":"/ledgercodes/1","ledgercode":"Rental","vatrate":0.25,"vatamount":\#(sign)3245.1142499999996,"priceincl":\#(sign)16225.571249999999,"parent_api_path":"/invoices/\#(id)"}"#
        )
    }
}
