import Connectors
import Destinations
import Foundation
import GRDB
import Outbox
import Testing

@testable import App

/// The crash table of the architecture: wherever the process dies, the order is booked once.
struct CrashTableTests {
    /// An order that is to be booked.
    private static func bookable() throws -> GeneratedOrder {
        var generator = ShopifyOrderGenerator(seed: 11)
        let orders = generator.orders(40)
        return try #require(orders.first { $0.isBookable })
    }

    private static func deliverLast(
        of order: GeneratedOrder,
        to journey: Journey
    ) async throws -> (status: Int, body: String) {
        let last = try #require(order.steps.last)
        try journey.world.shop.put(order: last.order, transactions: last.transactions)
        return try await journey.deliver(last)
    }

    private static func expectBookedOnce(
        _ order: GeneratedOrder,
        _ journey: Journey,
        _ comment: Comment
    ) {
        let ledger = journey.world.ledger.snapshot()
        #expect(ledger.invoices.map(\.orderNumber) == ["shop-\(order.number)"], comment)
        #expect(ledger.invoices.map(\.amount) == [order.totalMinor], comment)
        #expect(ledger.invoices.map(\.outstanding) == [0], comment)
        #expect(ledger.customers == 1, comment)
    }

    @Test func `before the commit: no 200 is sent, and the repeated webhook is booked`()
        async throws
    {
        let journey = try await Journey()
        let order = try Self.bookable()
        try await journey.installation.store.limitSize(isFull: true)

        let refused = try await Self.deliverLast(of: order, to: journey)
        #expect(refused.status == 503)
        #expect(try await journey.installation.outbox.eventCount() == 0)

        try await journey.installation.store.limitSize(isFull: false)
        let accepted = try await Self.deliverLast(of: order, to: journey)
        #expect(accepted.status == 200)
        #expect(accepted.body.contains(#""duplicate":false"#))
        try await journey.workOff()
        Self.expectBookedOnce(order, journey, "after a full disk")
        try journey.end()
    }

    @Test func `after the commit, before the reply: the repeated webhook is a duplicate`()
        async throws
    {
        let journey = try await Journey()
        let order = try Self.bookable()

        let first = try await Self.deliverLast(of: order, to: journey)
        let again = try await Self.deliverLast(of: order, to: journey)

        #expect(first.body.contains(#""duplicate":false"#))
        #expect(again.body == first.body.replacing("false", with: "true"))
        #expect(try await journey.installation.outbox.eventCount() == 1)
        try await journey.workOff()
        Self.expectBookedOnce(order, journey, "after a repeated webhook")
        try journey.end()
    }

    @Test func `while claimed: the event is free again, and the lost attempt is not counted`()
        async throws
    {
        let clock = TestClock(Journey.firstMoment)
        let first = try await Journey(clock: clock)
        let order = try Self.bookable()
        _ = try await Self.deliverLast(of: order, to: first)
        #expect(try await first.installation.outbox.claim(limit: 1).count == 1)
        try first.installation.store.close()

        let copy = try Self.moved(first.directory)
        let second = try await Journey(world: first.world, clock: clock, directory: copy)
        #expect(try await second.installation.outbox.freeInterrupted(all: true) == 1)
        try await second.workOff()

        Self.expectBookedOnce(order, second, "after a claim was lost")
        let event = try #require(try await second.events().first)
        let details = try #require(try await second.installation.outbox.event(event.id))
        #expect(event.state == .done)
        #expect(details.attempts.map(\.verdict) == ["interrupted", "done"])
        try second.end()
    }

    @Test func `at every call, before it acts and after: found again or made, never twice`()
        async throws
    {
        let order = try Self.bookable()
        var deaths = 0
        for call in 1...40 {
            var survived = false
            for isActedOn in [false, true] {
                let death = World.Death(call: call, isActedOn: isActedOn)
                if try await dies(at: death, order: order) { deaths += 1 } else { survived = true }
            }
            if survived { break }
        }
        // Session, look-ups, customer, order with invoice and payment: each before and after.
        #expect(deaths >= 12)
    }

    /// Whether the process died there at all.
    private func dies(at death: World.Death, order: GeneratedOrder) async throws -> Bool {
        let clock = TestClock(Journey.firstMoment)
        let first = try await Journey(clock: clock)
        _ = try await Self.deliverLast(of: order, to: first)
        let kept = Self.newDirectory()
        try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
        let store = first.installation.store
        first.world.dies(death) {
            try store.backUp(to: kept.appending(path: "bokbro.sqlite").path())
        }
        _ = try await first.handleOne()
        let died = first.world.revive()
        try first.end()
        guard died else {
            try FileManager.default.removeItem(at: kept)
            return false
        }

        let second = try await Journey(world: first.world, clock: clock, directory: kept)
        try await second.installation.outbox.freeInterrupted(all: true)
        try await second.workOff()
        Self.expectBookedOnce(order, second, "died \(death.description)")
        #expect(try await second.events().map(\.state) == [.done], "died \(death.description)")
        try second.end()
        return true
    }

    @Test func `before the verdict: the handler runs again and finds everything done`()
        async throws
    {
        let clock = TestClock(Journey.firstMoment)
        let first = try await Journey(clock: clock)
        let order = try Self.bookable()
        _ = try await Self.deliverLast(of: order, to: first)
        let handled = try #require(try await first.handleOne())
        guard case .done = handled.verdict else {
            Issue.record("not booked: \(handled.verdict)")
            return
        }
        try first.installation.store.close()
        let before = first.world.ledger.snapshot()

        let copy = try Self.moved(first.directory)
        let second = try await Journey(world: first.world, clock: clock, directory: copy)
        try await second.installation.outbox.freeInterrupted(all: true)
        try await second.workOff()

        Self.expectBookedOnce(order, second, "handled twice")
        #expect(second.world.ledger.snapshot().balances == before.balances)
        try second.end()
    }

    @Test func `replaying a booked order any number of times changes nothing`() async throws {
        let journey = try await Journey()
        let order = try Self.bookable()
        _ = try await Self.deliverLast(of: order, to: journey)
        try await journey.workOff()
        let booked = journey.world.ledger.snapshot().balances
        let event = try #require(try await journey.events().first)

        for _ in 0..<3 {
            try await journey.installation.outbox.replay(event.id)
            try await journey.workOff()
        }

        #expect(journey.world.ledger.snapshot().balances == booked)
        Self.expectBookedOnce(order, journey, "after three replays")
        let details = try #require(try await journey.installation.outbox.event(event.id))
        #expect(details.attempts.map(\.number) == [1, 2, 3, 4])
        try journey.end()
    }

    private static func newDirectory() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    }

    /// The directory under another name: the lock of the old one is still this process's.
    private static func moved(_ directory: URL) throws -> URL {
        let target = newDirectory()
        try FileManager.default.copyItem(at: directory, to: target)
        try FileManager.default.removeItem(at: directory)
        return target
    }
}

extension Store {
    /// Lets the disk be full, or not.
    func limitSize(isFull: Bool) async throws {
        try await database.writeWithoutTransaction { db in
            let pages = isFull ? 1 : 1_000_000_000
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }
}
