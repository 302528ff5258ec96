import Companies
import Connectors
import Destinations
import Foundation
import Outbox
import Testing

@testable import App

/// An order that neither a webhook nor the list of changes told of is found by its number.
struct GapJourneyTests {
    /// On the day after the generated orders were made, when they are fulfilled.
    private static let noon = Date(timeIntervalSince1970: 1_767_700_800)

    @Test func `a gap in the numbers is searched, and its order booked`() async throws {
        var generator = ShopifyOrderGenerator(seed: 41)
        let orders = generator.orders(6)
        let journey = try await Journey(clock: TestClock(Self.noon))
        for order in orders.prefix(3) { try put(order, into: journey) }
        await journey.sweep()
        try await journey.workOffDue()

        // The fourth is older than what the sweep asks for; the sixth number was never given out.
        journey.advance(by: .seconds(900))
        try put(orders[3], into: journey)
        try put(orders[4], into: journey, changedAt: journey.moment.addingTimeInterval(-300))
        await journey.sweep()
        #expect(!(try await subjects(journey)).contains("order/\(orders[3].id)"))

        journey.advance(by: .seconds(1_900))
        await journey.sweep()
        try await journey.workOffDue()

        #expect(try await subjects(journey) == Set(orders.prefix(5).map { "order/\($0.id)" }))
        let booked = journey.world.ledger.snapshot().invoices.map(\.orderNumber)
        #expect(
            booked.sorted()
                == orders.prefix(5).filter(\.isBookable).map { "shop-\($0.number)" }.sorted()
        )
        #expect(try await absent(journey).isEmpty)
        try journey.end()
    }

    @Test func `a number that the shop has no order of is told, once it was looked for`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 42)
        let orders = generator.orders(4)
        let journey = try await Journey(clock: TestClock(Self.noon))
        try put(orders[0], into: journey, changedAt: journey.moment.addingTimeInterval(-300))
        await journey.sweep()
        journey.advance(by: .seconds(900))
        try put(orders[3], into: journey, changedAt: journey.moment.addingTimeInterval(-300))
        await journey.sweep()
        #expect(try await absent(journey).isEmpty)

        journey.advance(by: .seconds(1_900))
        await journey.sweep()

        #expect(try await absent(journey) == [orders[1].number, orders[2].number])
        let alerts = try await journey.installation.companies.alertList(of: "nordlys")
        let alert = try #require(alerts.first { $0.code == "ORDER_NUMBERS_MISSING" })
        #expect(alert.subject == "\(orders[1].number), \(orders[2].number)")
        try journey.end()
    }

    private func put(
        _ order: GeneratedOrder,
        into journey: Journey,
        changedAt moment: Date? = nil
    ) throws {
        let last = try #require(order.steps.last)
        var text = String(decoding: last.order, as: UTF8.self)
        if let moment {
            text = text.replacing(
                /"updated_at":"[^"]*"/,
                with: "\"updated_at\":\"\(moment.ISO8601Format())\""
            )
        }
        try journey.world.shop.put(order: Data(text.utf8), transactions: last.transactions)
    }

    private func subjects(_ journey: Journey) async throws -> Set<String> {
        Set(try await journey.events().map(\.subject))
    }

    private func absent(_ journey: Journey) async throws -> [String] {
        try await journey.installation.absentNumbers(company: "nordlys", connection: "shop")
    }
}
