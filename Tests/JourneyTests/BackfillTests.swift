import Connectors
import Foundation
import Outbox
import Synchronization
import Testing

@testable import App
@testable import Destinations

/// The history of a shop, booked page by page.
struct BackfillTests {
    /// A journey whose shop holds these orders, of which no webhook has told.
    private func journey(_ orders: [GeneratedOrder]) async throws -> Journey {
        let journey = try await Journey()
        for order in orders {
            let last = try #require(order.steps.last)
            try journey.world.shop.put(order: last.order, transactions: last.transactions)
        }
        return journey
    }

    private func backfill(
        _ journey: Journey,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws -> Backfill {
        let company = try #require(journey.installation.live.company("nordlys"))
        return Backfill(
            source: try #require(company.sources["shop"]),
            timeZone: company.timeZone,
            ledger: company.ledger?.books,
            outbox: journey.installation.outbox,
            handler: journey.installation.handler,
            now: { Journey.firstMoment },
            isStopped: isStopped,
            logger: Journey.silence
        )
    }

    private func job(_ journey: Journey, isDryRun: Bool = false) async throws -> LongJob {
        try await journey.installation.outbox.beginJob(
            kind: Backfill.topic,
            company: "nordlys",
            connection: "shop",
            parameters: BackfillRequest(from: "2026-01-01", to: nil, isDryRun: isDryRun).text
        )
    }

    @Test func `stopped while a page is fetched, it books the whole page when it goes on`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 21)
        let orders = generator.orders(30)
        let journey = try await journey(orders)
        let asked = Mutex(0)

        // Asked first before the page is fetched, then after it.
        let stopped = try await backfill(
            journey,
            isStopped: {
                asked.withLock {
                    $0 += 1
                    return $0 > 1
                }
            }
        ).run(try await job(journey))
        #expect(stopped.state == .stopped)
        #expect(stopped.cursor == nil && stopped.done == 0)
        #expect(journey.world.ledger.snapshot().invoices.isEmpty)

        let done = try await backfill(journey).run(stopped)
        #expect(done.state == .done)
        #expect(done.done == orders.count)
        let booked = journey.world.ledger.snapshot().invoices.map(\.orderNumber).sorted()
        #expect(booked == orders.filter(\.isBookable).map { "shop-\($0.number)" }.sorted())
        try journey.end()
    }

    @Test func `orders that webhooks had booked are found and not booked again`() async throws {
        var generator = ShopifyOrderGenerator(seed: 22)
        let orders = generator.orders(20)
        let journey = try await journey(orders)
        for order in orders.prefix(10) {
            #expect(try await journey.deliver(try #require(order.steps.last)).status == 200)
        }
        try await journey.workOff()

        let done = try await backfill(journey).run(try await job(journey))

        #expect(done.state == .done)
        let booked = journey.world.ledger.snapshot().invoices.map(\.orderNumber).sorted()
        #expect(booked == orders.filter(\.isBookable).map { "shop-\($0.number)" }.sorted())
        try journey.end()
    }

    @Test func `a dry run books nothing and says what it would`() async throws {
        var generator = ShopifyOrderGenerator(seed: 23)
        let orders = generator.orders(20)
        let journey = try await journey(orders)

        let done = try await backfill(journey).run(try await job(journey, isDryRun: true))

        let tally = try BackfillTally(text: done.tally)
        #expect(tally.booked == orders.count(where: \.isBookable))
        #expect(!tally.rows.isEmpty)
        #expect(journey.world.ledger.snapshot().invoices.isEmpty)
        #expect(try await journey.events().isEmpty)
        try journey.end()
    }
}

extension BackfillTests {
    @Test func `businesses are not sent invoices of what is booked afterwards, and it is said`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 24, mix: .full)
        let orders = generator.orders(120).filter { order in
            order.steps.last.map { String(decoding: $0.order, as: UTF8.self) }?
                .contains(#/"company"\s*:\s*\{/#) == true
        }
        try #require(orders.count > 3)
        let live = try await journey(orders)
        for order in orders { _ = try await live.deliver(try #require(order.steps.last)) }
        try await live.workOffDue()
        func sent(_ journey: Journey) -> [String] {
            journey.world.ledger.read { $0.company.invoices.compactMap(\.sentBy) }
        }
        #expect(!sent(live).isEmpty, "of the same orders some are sent when they come")
        try live.end()

        let journey = try await journey(orders)
        let job = try await backfill(journey).run(try await job(journey))
        #expect(job.state == .done)
        #expect(sent(journey).isEmpty)
        var told = 0
        for event in try await journey.events() where event.state == .done {
            let details = try await journey.installation.outbox.event(event.id)
            let text = details?.explanation.joined() ?? ""
            if text.contains("Fakturaen er ikke sendt") { told += 1 }
        }
        #expect(told > 0)
        try journey.end()
    }

    @Test func `a backfill attaches orders to their vouchers too`() async throws {
        var generator = ShopifyOrderGenerator(seed: 25)
        let orders = generator.orders(10)
        let journey = try await journey(orders)
        try await journey.apply(
            rules: "rules: {settings: {bookingModel: voucher, attachOrder: true}}"
        ) { $0 }
        _ = try await backfill(journey).run(try await job(journey))
        let files = journey.world.ledger.read { $0.company.vouchers.map(\.attachedFiles) }
        #expect(files.reduce(0, +) == orders.count(where: \.isBookable))
        #expect(files.allSatisfy { $0 <= 1 })
        try journey.end()
    }
}
