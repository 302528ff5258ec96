import Destinations
import Foundation
import Outbox
import Testing

@testable import App
@testable import Connectors

/// An order that its shop edits after it was booked, on the whole path.
struct EditedOrderJourneyTests {
    /// An order that is paid and sent, then grows twice; each time it is paid and sent once more.
    private static func life(edits: Int) -> (steps: [[GeneratedStep]], totals: [Int64]) {
        var life = ShopLife(
            number: 4_001,
            createdAt: 1_773_000_000,
            customer: ShopCustomer.all[0]
        )
        var totals: [Int64] = []
        var ends: [Int] = []
        life.buy(ShopCatalogue.articles[0], quantity: 1)
        life.ship(for: 7_900)
        life.tell("orders/create")
        for edit in 0...edits {
            if edit > 0 {
                life.buy(ShopCatalogue.articles[edit * 3], quantity: 2, isAdded: true)
                life.tell("orders/edited", body: edited(life))
            }
            life.pass(600)
            life.pay("Vipps")
            life.tell("orders/paid")
            life.pass(3_600)
            life.fulfill()
            life.tell("orders/fulfilled")
            totals.append(life.currentTotal.customer)
            ends.append(life.steps.count)
        }
        let starts = [0] + ends.dropLast()
        return (zip(starts, ends).map { Array(life.steps[$0..<$1]) }, totals)
    }

    private static func edited(_ life: ShopLife) -> Connectors.JSONText {
        .object([
            ("order_edit", .object([("id", .int(life.number)), ("order_id", .int(life.id))]))
        ])
    }

    private func tell(_ steps: [GeneratedStep], _ journey: Journey) async throws {
        for step in steps {
            try journey.world.shop.put(order: step.order, transactions: step.transactions)
            #expect(try await journey.deliver(step).status == 200)
            try await journey.workOff()
        }
    }

    @Test func `each edit ends with a credit note and a new invoice, and a replay changes nothing`()
        async throws
    {
        let life = Self.life(edits: 2)
        let journey = try await Journey(rules: "rules: {settings: {onChange: correct}}")
        for (edit, steps) in life.steps.enumerated() {
            try await tell(steps, journey)
            let ledger = journey.world.ledger.snapshot()
            #expect(ledger.invoices.count == edit + 1)
            #expect(ledger.creditNotes.count == edit)
            let documents = ledger.invoices + ledger.creditNotes
            #expect(documents.map(\.amount).reduce(0, +) == life.totals[edit])
            #expect(ledger.openItems.isEmpty)
        }

        let before = journey.world.ledger.snapshot()
        let replay = try await journey.installation.outbox.replay(
            EventFilter(),
            describedAs: "everything"
        )
        try await journey.workOff()

        var after = journey.world.ledger.snapshot()
        #expect(replay.matched == life.steps.flatMap { $0 }.count)
        #expect(try await journey.events().allSatisfy { $0.state == .done })
        #expect(before.writes == after.writes)
        after.calls = before.calls
        #expect(after == before)
        try journey.end()
    }

    @Test func `a company that decides by itself finds each edit held, and the invoice as it was`()
        async throws
    {
        let life = Self.life(edits: 2)
        let journey = try await Journey(rules: "rules: {settings: {onChange: hold}}")
        for steps in life.steps { try await tell(steps, journey) }

        let ledger = journey.world.ledger.snapshot()
        #expect(ledger.invoices.map(\.amount) == [life.totals[0]])
        #expect(ledger.creditNotes.isEmpty)
        let last = try #require(try await journey.events().first)
        #expect(last.state == .failed)
        #expect(last.cause == "TOTAL_MISMATCH")
        try journey.end()
    }
}

extension FakeLedgerSnapshot {
    /// How often each address was written to.
    fileprivate var writes: [String: Int] { calls.filter { !$0.key.hasPrefix("GET ") } }
}
