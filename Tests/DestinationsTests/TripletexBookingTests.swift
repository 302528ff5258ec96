import Bookkeeping
import Foundation
import Remote
import Testing

@testable import Destinations

struct TripletexBookingTests {
    @Test func `order, lines, invoice and payment are one call when caches are warm`()
        async throws
    {
        let world = TripletexWorld()
        try await world.book(.sample("1"), [.sample(30_000)])
        _ = world.transport.takeNames()

        let invoice = try await world.book(.sample("2"), [.sample(30_000)])

        #expect(world.transport.takeNames() == ["POST /invoice"])
        #expect(invoice.kind == "invoice")
        #expect(invoice.url?.hasPrefix("https://tripletex.example/") == true)
        #expect(
            world.fake.snapshot().invoices.map(\.orderNumber) == ["shop-1", "shop-2"]
        )
        #expect(world.fake.snapshot().invoices.map(\.outstanding) == [0, 0])
    }

    @Test func `every code goes to its account, the money to its clearing account`() async throws {
        let world = TripletexWorld()

        try await world.book(.sample(), [.sample(30_000)])

        #expect(world.balance(3_000, "3") == -20_000)
        #expect(world.balance(3_001, "31") == -10_000)
        #expect(world.balance(1_930) == 30_000)
        #expect(world.balance(1_500) == 0)
    }

    @Test func `the low rate has another id than its number, and is looked up by number`()
        async throws
    {
        let world = TripletexWorld()
        let lines = [DocumentLine.sample(11_200, code: "33"), .sample(5_000, code: "32")]

        try await world.book(.sample(lines: lines), [.sample(16_200)])

        #expect(world.balance(3_002, "33") == -11_200)
        #expect(world.balance(3_011, "32") == -5_000)
    }

    @Test(arguments: [
        (quantity: "3", ore: 10_000), (quantity: "7", ore: 4_999), (quantity: "0.5", ore: 12_345),
        (quantity: "12", ore: 1), (quantity: "1.333", ore: 99_999),
    ])
    func `a line comes to its amount to the øre whatever its quantity`(
        quantity: String,
        ore: Int64
    ) async throws {
        let world = TripletexWorld()
        let number = try #require(DecimalNumber(quantity))

        try await world.book(
            .sample(lines: [.sample(ore, quantity: number)]),
            [.sample(ore)]
        )

        #expect(world.fake.snapshot().invoices.map(\.amount) == [ore])
    }

    @Test func `several payments each go to their own account`() async throws {
        let world = TripletexWorld()

        try await world.book(
            .sample(),
            [
                .sample(10_000, "a", method: "gift_card", account: 2_901),
                .sample(15_000, "b", method: "klarna", account: 1_931),
                .sample(5_000, "c"),
            ]
        )

        #expect(world.balance(2_901) == 10_000)
        #expect(world.balance(1_931) == 15_000)
        #expect(world.balance(1_930) == 5_000)
        #expect(world.fake.snapshot().invoices.map(\.outstanding) == [0])
    }

    @Test func `a payment after the sale stands on its own day`() async throws {
        let world = TripletexWorld()
        let later = try #require(LocalDate.sale.adding(days: 3))

        try await world.book(.sample(), [.sample(30_000, date: later)])

        let dates = world.fake.read { state in
            state.company.postings.filter { $0.account == 1_930 }.map(\.date)
        }
        #expect(dates == [later])
    }

    @Test func `a payment type is found by the description that the user chose`() async throws {
        let world = TripletexWorld()

        try await world.book(.sample(), [.sample(30_000, account: 1_920, type: "stripe")])

        #expect(world.balance(1_932) == 30_000)
    }

    @Test func `a payment type that does not exist is said before anything is booked`()
        async throws
    {
        let world = TripletexWorld()

        let failure = await #expect(throws: LedgerFailure.self) {
            try await world.book(.sample(), [.sample(30_000, type: "Bitcoin")])
        }

        #expect(failure?.cause == "MISSING_ACCOUNT_MAPPING")
        #expect(failure?.message.nb.contains("Bitcoin") == true)
        #expect(failure?.message.en.contains("Bitcoin") == true)
        #expect(world.fake.snapshot().invoices.isEmpty)
        #expect(world.fake.snapshot().customers == 0)
    }

    @Test func `a VAT code that is not switched on is said with its remedy`() async throws {
        let world = TripletexWorld()
        world.fake.change { $0.vatTypes.removeAll { $0.number == "31" } }

        let failure = await #expect(throws: LedgerFailure.self) {
            try await world.book(.sample(), [.sample(30_000)])
        }

        #expect(failure?.cause == "COMPANY_NOT_READY")
        #expect(failure?.message.en.contains("31") == true)
        #expect(failure?.remedy.nb.contains("Slå på") == true)
    }

    @Test func `what a person switches on is seen a minute later, not an hour`() async throws {
        let world = TripletexWorld()
        let types = world.fake.read { $0.company.vatTypes }
        world.fake.change { $0.vatTypes.removeAll { $0.number == "31" } }
        await #expect(throws: LedgerFailure.self) {
            try await world.book(.sample(), [.sample(30_000)])
        }

        world.fake.change { $0.vatTypes = types }
        world.clock.advance(by: .seconds(61))
        try await world.book(.sample(), [.sample(30_000)])

        #expect(world.fake.snapshot().invoices.count == 1)
    }

    @Test func `registers are read once, and again after an hour`() async throws {
        let world = TripletexWorld()
        let register = { world.fake.snapshot().calls["GET /ledger/vatType"] ?? 0 }
        for number in 1...4 { try await world.book(.sample("\(number)"), [.sample(30_000)]) }
        #expect(register() == 1)

        world.clock.advance(by: .seconds(3_601))
        try await world.book(.sample("5"), [.sample(30_000)])

        #expect(register() == 2)
    }

    @Test func `a total that differs by an øre is refused and said`() async throws {
        let world = TripletexWorld()

        let failure = await #expect(throws: LedgerFailure.self) {
            try await world.book(.sample(total: 30_001), [.sample(30_001)])
        }

        #expect(failure?.cause == "TOTAL_MISMATCH")
        #expect(failure?.message.nb.contains("300.01") == true)
        #expect(failure?.message.en.contains("300") == true)
    }

    @Test func `booking again changes nothing and asks nothing`() async throws {
        let world = TripletexWorld()
        let first = try await world.book(.sample(), [.sample(30_000)])
        let before = world.fake.snapshot().balances
        _ = world.transport.takeNames()

        let second = try await world.book(.sample(), [.sample(30_000)])

        #expect(second == first)
        #expect(world.transport.takeNames().isEmpty)
        #expect(world.fake.snapshot().balances == before)
    }

    @Test func `an order that another journal booked is found by its number, never made again`()
        async throws
    {
        let world = TripletexWorld()
        let first = try await world.book(.sample(), [.sample(30_000)])

        let second = try await world.restarted().book(
            .sample(),
            payments: [.sample(30_000)],
            orderKey: "shop-1001",
            fact: "shop/order/1001",
            journal: TripletexJournal()
        )

        #expect(second.id == first.id)
        #expect(world.fake.snapshot().invoices.count == 1)
        #expect(world.balance(1_930) == 30_000)
    }

    @Test(arguments: Fault.allCases, ["POST /invoice", "POST /customer", "PUT /invoice"])
    func `whatever is lost, the order is booked once`(
        fault: Fault,
        call: String
    ) async throws {
        let world = TripletexWorld()
        world.transport.fail(call, fault)
        let later = try #require(LocalDate.sale.adding(days: 1))

        try await world.bookUntilDone(
            .sample(),
            [.sample(10_000, "a"), .sample(20_000, "b", account: 1_931, date: later)]
        )

        let ledger = world.fake.snapshot()
        #expect(ledger.invoices.map(\.amount) == [30_000])
        #expect(ledger.invoices.map(\.outstanding) == [0])
        #expect(ledger.customers == 1)
        #expect(world.balance(1_930) == 10_000)
        #expect(world.balance(1_931) == 20_000)
    }

    @Test func `an answer that is lost is an unknown outcome, not a failure`() async throws {
        let world = TripletexWorld()
        world.transport.fail("POST /invoice", .replyLost)

        let failure = await #expect(throws: LedgerFailure.self) {
            try await world.book(.sample(), [.sample(30_000)])
        }

        #expect(failure?.cause == "UNKNOWN_OUTCOME")
        #expect(failure?.disposition == .retry)
        #expect(failure?.isOutcomeKnown == false)
    }

    @Test func `a missing bank account number is said with its remedy`() async throws {
        let world = TripletexWorld()
        world.fake.change { $0.hasBankAccountNumber = false }

        let failure = await #expect(throws: LedgerFailure.self) {
            try await world.book(.sample(), [.sample(30_000)])
        }

        #expect(failure?.cause == "COMPANY_NOT_READY")
        #expect(failure?.remedy.en.contains("1920") == true)
        #expect(world.fake.snapshot().invoices.isEmpty)
    }
}
