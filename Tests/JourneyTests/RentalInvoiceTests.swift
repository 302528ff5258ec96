import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Testing

@testable import App

/// What becomes of Rentman's invoices in Tripletex, by the company's settings.
struct RentalInvoiceTests {
    private func journey(_ settings: String) async throws -> Journey {
        let journey = try await Journey(rules: "rules: {projects: {\(settings)}}")
        journey.prepareRentals()
        try await journey.live(.init())
        return journey
    }

    /// What the newest event about the project came to.
    private func tell(
        of invoice: Int,
        about project: Int = 812,
        _ journey: Journey
    ) async throws -> EventState {
        try await journey.told("update", "Factuur", invoice)
        return try await journey.event(about: "project/\(project)").state
    }

    @Test func `a draft is an order where the company wants drafts, once`() async throws {
        let journey = try await journey("drafts: true")
        for isFinal in [false, true] {
            try journey.putInvoice(isFinal: isFinal)
            #expect(try await tell(of: 215, journey) == .done)
            #expect(journey.world.ledger.ordersSnapshot().map(\.gross) == [1_622_557])
        }
        try journey.end()
    }

    @Test(arguments: ["order", "invoice"])
    func `a credit note takes back what its invoice asked for`(mode: String) async throws {
        let journey = try await journey("invoices: \(mode)")
        try journey.putInvoice(isFinal: true)
        #expect(try await tell(of: 215, journey) == .done)
        try journey.putInvoice(216, isFinal: true, type: "C", sign: "-")
        #expect(try await tell(of: 216, journey) == .done)

        let orders = journey.world.ledger.ordersSnapshot()
        #expect(orders.map(\.gross) == [1_622_557, -1_622_557])
        let ledger = journey.world.ledger.snapshot()
        #expect(ledger.creditNotes.map(\.amount) == (mode == "invoice" ? [-1_622_557] : []))
        #expect(ledger.balances.values.allSatisfy { $0 == 0 })
        try journey.end()
    }

    @Test func `a private customer without an address has an account of their own`() async throws {
        let journey = try await journey("invoices: invoice")
        for (id, name) in [(777, "Kari Privat"), (778, "Ola Privat")] {
            try journey.put(
                "contacts",
                #"{"id":\#(id),"type":"private","name":"\#(name)","country":"no","email_1":"","admin_contactperson":null}"#
            )
            try await journey.live(.init(id: 100 + id, customer: "\"/contacts/\(id)\""))
        }
        #expect(
            journey.projects.map(\.customerName) == ["Kongressen AS", "Kari Privat", "Ola Privat"]
        )
        #expect(Set(journey.projects.map(\.customer)).count == 3)
        try journey.end()
    }

    @Test func `a deposit is owed to the customer, and has no VAT`() async throws {
        let journey = try await journey("invoices: invoice")
        try journey.putInvoice(isFinal: true)
        try journey.put(
            "invoices",
            #"{"id":217,"number":"2026-217","customer":"/contacts/501","contact":null,"project":"/projects/812","date":"2026-03-20T00:00:00+01:00","expiration":"2026-03-28T00:00:00+01:00","procent":1,"finalized":true,"invoicetype":"F","price":1000,"vat_amount":0,"price_invat":1000}"#
        )
        try journey.put(
            "invoicelines",
            #"{"id":2171,"item":217,"base":1000,"ledger":"/ledgercodes/1","ledgercode":"Deposit","vatrate":0,"vatamount":0,"priceincl":1000,"parent_api_path":"/invoices/217"}"#
        )
        #expect(try await tell(of: 217, journey) == .done)
        let balances = journey.world.ledger.snapshot().balances
        #expect(balances.first { $0.key.account == 2_990 }?.value == -100_000)
        try journey.end()
    }
}
