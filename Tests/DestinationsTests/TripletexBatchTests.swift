import Foundation
import Remote
import Testing

@testable import Bookkeeping
@testable import Destinations

/// Many paid orders in few calls.
struct TripletexBatchTests {
    private static let options = LedgerOptions(today: .sale)

    /// Paid orders over a hundred days, each of a customer of its own.
    private static func items(
        _ count: Int,
        _ world: TripletexWorld,
        customers: Int? = nil
    ) -> [LedgerBatchItem] {
        (0..<count).map { index in
            var order = TripletexPlanTests.order
            order.number = "\(index)"
            order.customer = .consumer("k\(index % (customers ?? count))@example.no")
            let day = LocalDate.sale.adding(days: -(index % 100)) ?? .sale
            order.orderDate = day
            order.fulfilledDate = day
            order.payments[0].date = day
            return LedgerBatchItem(
                plan: Bookkeeper(rules: .standard).plan(order),
                subject: LedgerSubject(
                    orderKey: "shop-\(index)",
                    fact: "shop/order/\(index)",
                    customer: order.customer
                ),
                journal: world.journal
            )
        }
    }

    private static func expectAllBooked(
        _ results: [Result<LedgerOutcome, any Error>],
        _ count: Int,
        _ world: TripletexWorld
    ) {
        #expect(results.count == count)
        for result in results {
            #expect(throws: Never.self) { try result.get() }
        }
        let snapshot = world.fake.snapshot()
        #expect(snapshot.invoices.count == count)
        #expect(Set(snapshot.invoices.map(\.orderNumber)).count == count)
        #expect(snapshot.openItems.isEmpty)
        #expect(world.balance(1_930) == Int64(count) * 30_000)
    }

    @Test func `a hundred orders of new customers are a handful of calls`() async throws {
        let world = TripletexWorld()

        let results = await world.ledger.bookAll(
            Self.items(100, world),
            known: [],
            options: Self.options
        )

        Self.expectAllBooked(results, 100, world)
        #expect(world.fake.snapshot().customers == 100)
        let calls = world.fake.snapshot().calls
        #expect(calls["POST /invoice/list"] == 1)
        #expect(calls["POST /customer/list"] == 1)
        #expect(calls["POST /invoice"] == nil)
        #expect(world.transport.takeNames().count <= 10)
    }

    @Test func `orders that Tripletex has are found by their numbers and not made`()
        async throws
    {
        let world = TripletexWorld()
        _ = await world.ledger.bookAll(
            Array(Self.items(60, world).prefix(40)),
            known: [],
            options: Self.options
        )

        let known = try await world.ledger.orderNumbers(
            from: LocalDate(unchecked: 2_026, 1, 1),
            through: .sale
        )
        let results = await world.ledger.bookAll(
            Self.items(60, world),
            known: known,
            options: Self.options
        )

        #expect(known.count == 40)
        Self.expectAllBooked(results, 60, world)
    }

    @Test func `a token that may not post lists is served by single calls`() async throws {
        let world = TripletexWorld()
        world.fake.change { $0.allowsLists = false }

        let results = await world.ledger.bookAll(
            Self.items(12, world),
            known: [],
            options: Self.options
        )

        Self.expectAllBooked(results, 12, world)
        #expect(world.fake.snapshot().calls["POST /invoice"] == 12)
    }

    @Test(arguments: [Fault.replyLost, .callLost, .serverErrorAfterActing, .tooSlow, .serverError])
    func `a lost answer of a list is looked up, and nothing is made twice`(
        fault: Fault
    ) async throws {
        for list in ["POST /invoice/list", "POST /customer/list"] {
            let world = TripletexWorld()
            world.transport.fail(list, fault)

            var results: [Result<LedgerOutcome, any Error>] = []
            for _ in 0..<3 {
                results = await world.ledger.bookAll(
                    Self.items(20, world),
                    known: [],
                    options: Self.options
                )
                world.clock.advance(by: .seconds(61))
            }

            Self.expectAllBooked(results, 20, world)
            #expect(world.fake.snapshot().customers == 20)
        }
    }

    @Test func `one bad order holds back itself alone`() async throws {
        let world = TripletexWorld()
        var items = Self.items(10, world)
        var order = TripletexPlanTests.order
        order.number = "bad"
        order.customer = .consumer("ingen adresse@example")
        items[4] = LedgerBatchItem(
            plan: Bookkeeper(rules: .standard).plan(order),
            subject: LedgerSubject(orderKey: "shop-bad", fact: "shop/order/bad"),
            journal: world.journal
        )

        let results = await world.ledger.bookAll(items, known: [], options: Self.options)

        let failed = results.indices.filter { (try? results[$0].get()) == nil }
        #expect(failed == [4])
        #expect(world.fake.snapshot().invoices.count == 9)
    }

    @Test func `two batches with the same customers do not wait for each other`() async throws {
        let world = TripletexWorld()
        let items = Self.items(60, world, customers: 5)

        async let first = world.ledger.bookAll(
            Array(items.prefix(30)),
            known: [],
            options: Self.options
        )
        async let second = world.ledger.bookAll(
            Array(items.suffix(30)),
            known: [],
            options: Self.options
        )
        let results = await first + second

        Self.expectAllBooked(results, 60, world)
        #expect(world.fake.snapshot().customers == 5)
    }

    @Test func `five hundred orders, with the check of what is there, are within budget`()
        async throws
    {
        let world = TripletexWorld()

        let known = try await world.ledger.orderNumbers(
            from: LocalDate(unchecked: 2_026, 1, 1),
            through: .sale
        )
        let results = await world.ledger.bookAll(
            Self.items(500, world),
            known: known,
            options: Self.options
        )

        Self.expectAllBooked(results, 500, world)
        // Two for each hundred; ten thousand with theirs and a page of numbers for each thousand stay under 250.
        #expect(world.transport.exchanges.count <= 10 + 14)
    }

    @Test func `a range with too many orders for one query is halved until it fits`()
        async throws
    {
        let world = TripletexWorld()
        world.fake.change { company in
            for index in 0..<12_000 {
                company.orders.append(
                    .init(
                        id: 1_000_000 + index,
                        number: "old-\(index)",
                        customer: 1,
                        date: LocalDate.sale.adding(days: -(index % 50)) ?? .sale,
                        deliveryDate: .sale,
                        currency: 1,
                        termDays: 0,
                        lines: []
                    )
                )
            }
        }

        let numbers = try await world.ledger.orderNumbers(
            from: LocalDate(unchecked: 2_026, 1, 1),
            through: .sale
        )

        #expect(numbers.count == 12_000)
    }
}
