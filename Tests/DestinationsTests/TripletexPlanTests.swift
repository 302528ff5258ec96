import Foundation
import HTTPTypes
import Remote
import Testing

@testable import Bookkeeping
@testable import Destinations

/// An order for its whole life: paid in any way, refunded in parts or whole.
struct TripletexPlanTests {
    static let order = Order(
        number: "1001",
        source: "shop",
        orderDate: .sale,
        fulfilledDate: .sale,
        currency: .nok,
        pricesIncludeVAT: true,
        customer: .consumer(),
        shipTo: .init(country: "NO", postalCode: "0150"),
        lines: [
            OrderLine(
                id: "a",
                quantity: .one,
                unitPrice: Amount(minor: 20_000),
                productClass: .standard
            ),
            OrderLine(
                id: "b",
                quantity: DecimalNumber(units: 2, scale: 0),
                unitPrice: Amount(minor: 5_000),
                productClass: .food
            ),
        ],
        total: Amount(minor: 30_000),
        payments: [Payment(id: "p1", method: "vipps", amount: Amount(minor: 30_000), date: .sale)]
    )

    /// The same order with one more of the first line, paid by a second payment.
    static func edited(_ pieces: Int64, paid extra: [Int64]) -> Order {
        var order = order
        order.lines[0].quantity = DecimalNumber(units: pieces, scale: 0)
        order.total = Amount(minor: 10_000 + 20_000 * pieces)
        for (index, ore) in extra.enumerated() {
            order.payments.append(
                Payment(
                    id: "p\(index + 2)",
                    method: "klarna",
                    amount: Amount(minor: ore),
                    date: .sale
                )
            )
        }
        return order
    }

    static func refund(_ id: String, line ore: Int64, back: [(String, Int64)]) -> Refund {
        Refund(
            id: id,
            date: LocalDate.sale.adding(days: 5) ?? .sale,
            lines: [.init(lineID: "a", amount: Amount(minor: ore))],
            transactions: back.enumerated().map { index, entry in
                .init(id: "\(id)-\(index)", method: entry.0, amount: Amount(minor: entry.1))
            }
        )
    }

    static func book(
        _ order: Order,
        in world: TripletexWorld,
        rules: Rules = .standard,
        onChange: Settings.ChangeMode = .correct,
        today: LocalDate = LocalDate.sale.adding(days: 30) ?? .sale
    ) async throws -> LedgerOutcome {
        let plan = Bookkeeper(rules: rules).plan(order)
        #expect(plan.status == .booked)
        return try await world.ledger.book(
            plan,
            of: LedgerSubject(
                orderKey: "shop-\(order.number)",
                fact: "shop/order/\(order.number)",
                customer: order.customer
            ),
            options: LedgerOptions(
                changeMode: onChange,
                closedThrough: rules.settings.closedThrough,
                today: today
            ),
            journal: world.journal
        )
    }

    private static func warm() async throws -> TripletexWorld {
        let world = TripletexWorld()
        var first = order
        first.number = "1"
        _ = try await book(first, in: world)
        world.clock.advance(by: .seconds(30))
        _ = world.transport.takeNames()
        return world
    }

    @Test func `a paid order of a known customer is one call`() async throws {
        let world = try await Self.warm()

        let outcome = try await Self.book(Self.order, in: world)

        #expect(world.transport.takeNames() == ["POST /invoice"])
        #expect(outcome.document?.kind == "invoice")
        #expect(outcome.notices.isEmpty)
    }

    @Test func `a paid order of a new customer is two calls`() async throws {
        let world = try await Self.warm()
        var order = Self.order
        order.customer = .consumer("ny@example.no")

        _ = try await Self.book(order, in: world)

        #expect(world.transport.takeNames() == ["POST /customer", "POST /invoice"])
        #expect(world.fake.snapshot().customers == 2)
    }

    @Test func `a customer that a person has just made is found a minute later`() async throws {
        let world = try await Self.warm()
        world.clock.advance(by: .seconds(61))
        let caller = try await TripletexFakeTests.Caller(world.fake)
        _ = try await caller.send(
            .post,
            "/customer",
            [],
            #"{"name":"Ny","email":"ny@example.no","isPrivateIndividual":true}"#
        )
        var order = Self.order
        order.customer = .consumer("ny@example.no")

        _ = try await Self.book(order, in: world)

        #expect(world.fake.snapshot().customers == 2)
    }

    @Test func `a full refund is at most three calls, and leaves nothing`() async throws {
        let world = try await Self.warm()
        _ = try await Self.book(Self.order, in: world)
        _ = world.transport.takeNames()
        var order = Self.order
        var refund = Self.refund("r1", line: 20_000, back: [("vipps", 30_000)])
        refund.lines.append(.init(lineID: "b", amount: Amount(minor: 10_000)))
        order.refunds = [refund]

        let outcome = try await Self.book(order, in: world)

        let names = world.transport.takeNames()
        #expect(names.count <= 3)
        #expect(names.contains { $0.hasSuffix(":createCreditNote") })
        #expect(outcome.booked.contains { $0.kind == "creditNote" })
        let snapshot = world.fake.snapshot()
        #expect(snapshot.openItems.isEmpty)
        #expect(snapshot.creditNotes.map(\.amount) == [-30_000])
        #expect(world.balance(1_930) == 30_000)
        #expect(world.balance(3_000, "3") == -20_000)
    }

    @Test func `partial refunds are credit notes of their own, each to its tender`()
        async throws
    {
        let world = TripletexWorld()
        var order = Self.order
        order.payments = [
            Payment(method: "gift_card", amount: Amount(minor: 12_000), date: .sale),
            Payment(method: "vipps", amount: Amount(minor: 18_000), date: .sale),
        ]
        order.refunds = [
            Self.refund("r1", line: 5_000, back: [("gift_card", 2_000), ("vipps", 3_000)]),
            Self.refund("r2", line: 7_000, back: [("vipps", 7_000)]),
        ]

        _ = try await Self.book(order, in: world)
        _ = try await Self.book(order, in: world)

        let snapshot = world.fake.snapshot()
        #expect(snapshot.creditNotes.map(\.amount) == [-5_000, -7_000])
        #expect(snapshot.openItems.isEmpty)
        #expect(world.balance(2_901) == 10_000)
        #expect(world.balance(1_930) == 8_000)
        #expect(world.balance(3_000, "3") == -8_000)
    }

    @Test func `a method without payment type is paid by a voucher that closes the claim`()
        async throws
    {
        let world = TripletexWorld()
        var order = Self.order
        order.payments[0].method = "swish"

        let outcome = try await Self.book(order, in: world)

        #expect(outcome.booked.map(\.kind) == ["invoice", "voucher"])
        #expect(world.fake.snapshot().voucherNumbers == ["shop-1001/p-p1"])
        #expect(world.fake.snapshot().openItems.isEmpty)
        #expect(world.balance(1_936) == 30_000)
        #expect(world.balance(1_500) == 0)
    }

    @Test func `store credit beside a card is settled in one, though it has no payment type`()
        async throws
    {
        let world = TripletexWorld()
        var order = Self.order
        order.payments = [
            Payment(method: "store_credit", amount: Amount(minor: 12_000), date: .sale),
            Payment(method: "vipps", amount: Amount(minor: 18_000), date: .sale),
        ]

        _ = try await Self.book(order, in: world)

        #expect(world.fake.snapshot().openItems.isEmpty)
        #expect(world.balance(2_902) == 12_000)
        #expect(world.balance(1_930) == 18_000)
    }

    @Test func `a sold gift card stands on its debt, through a product for that account`()
        async throws
    {
        let world = TripletexWorld()
        var order = Self.order
        order.lines[0].productClass = .giftCardMultiPurpose

        _ = try await Self.book(order, in: world)

        #expect(world.balance(2_901) == -20_000)
        #expect(world.balance(3_001, "31") == -10_000)
        #expect(world.fake.read { $0.company.products.map(\.number) } == ["BOKBRO-2901-0"])
    }

    @Test func `a refund beyond the sale is refused here, since Tripletex would not`()
        async throws
    {
        let world = TripletexWorld()
        let note = CreditNote(
            orderNumber: "1001",
            refundID: "r1",
            date: .sale,
            currency: .nok,
            lines: [.sample(40_000)],
            total: Amount(minor: 40_000)
        )

        let failure = await #expect(throws: LedgerFailure.self) {
            try await world.ledger.book(
                [.sale(.sample()), .payment(.sample(30_000)), .creditNote(note)],
                of: LedgerSubject(orderKey: "shop-1001", fact: "shop/order/1001"),
                options: LedgerOptions(today: .sale),
                journal: world.journal
            )
        }

        #expect(failure?.cause == "REFUND_EXCEEDS_SALE")
        #expect(world.fake.snapshot().creditNotes.isEmpty)
    }

    @Test func `a closed period in Tripletex is said with its remedy`() async throws {
        let world = TripletexWorld()
        world.fake.change { $0.closedThrough = .sale }

        let failure = await #expect(throws: LedgerFailure.self) {
            try await Self.book(Self.order, in: world)
        }

        #expect(failure?.cause == "PERIOD_CLOSED")
        #expect(failure?.remedy.en.contains("closedThrough") == true)
    }

    @Test func `an account that the chart lacks is said before anything is booked`()
        async throws
    {
        let world = TripletexWorld()
        world.fake.change { company in company.accounts.removeAll { $0.number == 1_936 } }
        var order = Self.order
        order.payments[0].method = "swish"

        let failure = await #expect(throws: LedgerFailure.self) {
            try await Self.book(order, in: world)
        }

        #expect(failure?.cause == "COMPANY_NOT_READY")
        #expect(failure?.message.nb.contains("1936") == true)
        #expect(world.fake.snapshot().invoices.isEmpty)
    }

    @Test func `gift cards alone are vouchers where no product may stand on their account`()
        async throws
    {
        let world = TripletexWorld()
        world.fake.change { $0.allowsLiabilityProducts = false }
        var order = Self.order
        order.lines = [order.lines[0]]
        order.lines[0].productClass = .giftCardMultiPurpose
        order.total = Amount(minor: 20_000)
        order.payments[0].amount = Amount(minor: 20_000)

        let outcome = try await Self.book(order, in: world)
        let before = world.fake.snapshot()
        _ = try await Self.book(order, in: world)

        #expect(outcome.booked.map(\.kind) == ["voucher", "voucher"])
        #expect(before.invoices.isEmpty)
        #expect(world.balance(2_901) == -20_000)
        #expect(world.balance(1_930) == 20_000)
        #expect(world.balance(1_500) == 0)
        #expect(world.fake.snapshot().balances == before.balances)
    }

    @Test func `gift cards beside goods are refused there, and told`() async throws {
        let world = TripletexWorld()
        world.fake.change { $0.allowsLiabilityProducts = false }
        var order = Self.order
        order.lines[0].productClass = .giftCardMultiPurpose

        let failure = await #expect(throws: LedgerFailure.self) {
            try await Self.book(order, in: world)
        }

        #expect(failure?.cause == "COMPANY_NOT_READY")
        #expect(world.fake.snapshot().invoices.isEmpty)
    }
}
