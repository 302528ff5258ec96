import Bookkeeping
import Destinations
import Foundation
import Outbox
import Remote
import Testing

@testable import App

/// Whole lives of orders of three shops, whose webhooks are lost, doubled, late, and overtake each other.
struct ShuffledEventsTests {
    /// Twenty times twenty-five lives: five hundred.
    private static let seeds: ClosedRange<UInt64> = 1...20
    private static let lives = 25
    private static let dropPercent = 30
    private static let doublePercent = 30
    private static let workPercent = 30
    /// How late a webhook may be.
    private static let delay: ClosedRange<Int64> = 0...(3 * 86_400)

    @Test(arguments: seeds)
    func `events shuffled, doubled and dropped at random come to the same ledger`(
        seed: UInt64
    ) async throws {
        var mix = SandboxMix(
            seed: seed,
            secrets: .init(
                shopify: Journey.webhookSecret,
                woo: Journey.wooSecret,
                partner: Journey.partnerSecret
            )
        )
        let orders = mix.orders(Self.lives)
        var random = SplitMix64(seed: seed &* 977)

        let calm = try await ledger(Self.calm(orders))
        let rough = try await ledger(Self.rough(orders, &random))

        #expect(rough == calm)
        #expect(calm.failures.isEmpty)
        #expect(calm.totals.count == orders.count(where: \.isBookable))
    }

    /// What a ledger comes to, whichever way it came there.
    private struct Books: Hashable {
        var balances: [FakeLedgerSnapshot.Key: Int64] = [:]
        var totals: [String: Int64] = [:]
        var outstanding: [String: Int64] = [:]
        var failures: [String] = []
    }

    fileprivate enum Moment {
        case change(SandboxStep)
        case delivery(SandboxStep)
        case work
    }

    private typealias Timeline = [(at: Int64, moment: Moment)]

    /// Every webhook comes at once, and is worked at once.
    private static func calm(_ orders: [SandboxOrder]) -> Timeline {
        orders.flatMap(\.steps).flatMap { step in
            [
                (step.moment, .change(step)), (step.moment, .delivery(step)),
                (step.moment, .work),
            ]
        }.sortedByTime
    }

    private static func rough(
        _ orders: [SandboxOrder],
        _ random: inout SplitMix64
    ) -> Timeline {
        var timeline: Timeline = []
        for order in orders {
            for (index, step) in order.steps.enumerated() {
                timeline.append((step.moment, .change(step)))
                // A partner cannot be asked: it sends its newest message until it is answered.
                let isNeeded =
                    step.connection == SandboxCompany.partner && index == order.steps.count - 1
                if !isNeeded, random.chance(percent: dropPercent) { continue }
                for _ in 0..<(random.chance(percent: doublePercent) ? 2 : 1) {
                    let time = step.moment + Int64.random(in: delay, using: &random)
                    timeline.append((time, .delivery(step)))
                    if random.chance(percent: workPercent) { timeline.append((time, .work)) }
                }
            }
        }
        return timeline.sortedByTime
    }

    private func ledger(_ timeline: Timeline) async throws -> Books {
        let start = try #require(timeline.first?.at)
        let clock = TestClock(Date(timeIntervalSince1970: TimeInterval(start)))
        let journey = try await Journey(
            clock: clock,
            rules: "rules: {settings: {onChange: correct}}"
        )
        journey.world.ledger.quoteRates(from: try #require(LocalDate("2025-12-01")), days: 300)
        let shops = SandboxShops(shopify: journey.world.shop, woo: journey.world.woo)
        for (time, moment) in timeline {
            clock.advance(to: Date(timeIntervalSince1970: TimeInterval(time)))
            switch moment {
            case .change(let step): try step.change(shops)
            case .delivery(let step):
                let answer = try await journey.post(
                    step.body,
                    to: "/webhooks/nordlys/\(step.connection)",
                    headers: step.headers(clock.now)
                )
                #expect(answer.status == 200, "\(answer.body)")
            case .work: try await journey.workOffNow()
            }
        }
        clock.advance(by: .seconds(86_400))
        try await sweep(journey, from: start, clock)
        try await journey.workOff()
        let books = try await books(journey)
        try journey.end()
        return books
    }

    private func sweep(_ journey: Journey, from start: Int64, _ clock: TestClock) async throws {
        let company = try #require(journey.installation.live.company("nordlys"))
        for connection in [SandboxCompany.shop, SandboxCompany.woo] {
            let began = Date(timeIntervalSince1970: TimeInterval(start - 86_400))
            try await Sweep(
                source: try #require(company.sources[connection]),
                outbox: journey.installation.outbox,
                now: { clock.now },
                logger: Journey.silence
            ).run(
                after: SweepRecord(
                    company: "nordlys",
                    connection: connection,
                    through: began,
                    ranAt: began,
                    changed: 0,
                    missed: 0
                )
            )
        }
    }

    private func books(_ journey: Journey) async throws -> Books {
        let snapshot = journey.world.ledger.snapshot()
        var books = Books()
        books.balances = snapshot.balances.filter { $0.value != 0 }
        for document in snapshot.invoices + snapshot.creditNotes {
            let number = String(document.orderNumber.prefix { $0 != "/" })
            books.totals[number, default: 0] += document.amount
        }
        for item in snapshot.openItems {
            let number = String(item.orderNumber.prefix { $0 != "/" })
            books.outstanding[number, default: 0] += item.outstanding
        }
        books.failures = try await journey.events().filter { $0.state == .failed }.map {
            "\($0.connection)/\($0.subject) \($0.cause ?? "") \($0.message ?? "")"
        }.sorted()
        return books
    }
}

extension [(at: Int64, moment: ShuffledEventsTests.Moment)] {
    /// What stands earlier in the list happens first at the same time.
    fileprivate var sortedByTime: Self {
        enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }
}
