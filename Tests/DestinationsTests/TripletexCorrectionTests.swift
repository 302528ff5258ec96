import Foundation
import Remote
import Testing

@testable import Bookkeeping
@testable import Destinations

/// Facts that changed after they were booked.
struct TripletexCorrectionTests {
    @Test func `an edited order is credited and invoiced anew, a second edit too`() async throws {
        let world = TripletexWorld()
        _ = try await TripletexPlanTests.book(TripletexPlanTests.order, in: world)

        let second = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(2, paid: [20_000]),
            in: world
        )
        let third = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(3, paid: [20_000, 20_000]),
            in: world
        )

        let snapshot = world.fake.snapshot()
        #expect(second.held == nil)
        #expect(
            snapshot.invoices.map(\.orderNumber) == ["shop-1001", "shop-1001/r2", "shop-1001/r3"]
        )
        #expect(snapshot.invoices.map(\.amount) == [30_000, 50_000, 70_000])
        #expect(snapshot.creditNotes.map(\.amount) == [-30_000, -50_000])
        #expect(snapshot.openItems.isEmpty)
        #expect(third.document?.id == third.booked.last { $0.kind == "invoice" }?.id)
        #expect(world.balance(3_000, "3") == -60_000)
        #expect(world.balance(1_930) == 30_000)
        #expect(world.balance(1_931) == 40_000)
        let before = snapshot.balances
        _ = world.transport.takeNames()
        _ = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(3, paid: [20_000, 20_000]),
            in: world
        )
        #expect(world.transport.takeNames().isEmpty)
        #expect(world.fake.snapshot().balances == before)
    }

    @Test func `a correction stands on the day it is made, or the first open one`() async throws {
        let world = TripletexWorld()
        _ = try await TripletexPlanTests.book(TripletexPlanTests.order, in: world)
        var rules = Rules.standard
        rules.settings.closedThrough = LocalDate(unchecked: 2_026, 8, 31)
        world.fake.change { $0.closedThrough = LocalDate(unchecked: 2_026, 8, 31) }

        let outcome = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(2, paid: [20_000]),
            in: world,
            rules: rules,
            today: LocalDate(unchecked: 2_026, 8, 20)
        )

        #expect(outcome.held == nil)
        let dates = world.fake.read { state in state.company.invoices.map(\.date) }
        let open = LocalDate(unchecked: 2_026, 9, 1)
        #expect(dates == [.sale, open, open])
    }

    @Test func `a company that decides by itself gets the change held, with what changed`()
        async throws
    {
        let world = TripletexWorld()
        _ = try await TripletexPlanTests.book(TripletexPlanTests.order, in: world)
        let before = world.fake.snapshot().balances

        let outcome = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(2, paid: [20_000]),
            in: world,
            onChange: .hold
        )

        #expect(outcome.held?.cause == "TOTAL_MISMATCH")
        #expect(outcome.held?.message.en.contains("3:20000") == true)
        #expect(outcome.held?.message.en.contains("3:40000") == true)
        #expect(world.fake.snapshot().balances == before)
    }

    @Test func `a change of the company's own accounts corrects nothing`() async throws {
        let world = TripletexWorld()
        _ = try await TripletexPlanTests.book(TripletexPlanTests.order, in: world)
        var rules = Rules.standard
        rules.salesAccounts[VATCode("3")] = AccountNumber(unchecked: 3_040)
        _ = world.transport.takeNames()

        let outcome = try await TripletexPlanTests.book(
            TripletexPlanTests.order,
            in: world,
            rules: rules
        )

        #expect(outcome.held == nil)
        #expect(world.transport.takeNames().isEmpty)
    }

    @Test(arguments: [false, true])
    func `a correction that dies at any call is finished, once`(isActedOn: Bool) async throws {
        var call = 1
        while true {
            let world = TripletexWorld()
            _ = try await TripletexPlanTests.book(TripletexPlanTests.order, in: world)
            world.transport.die(at: .init(call: call, isActedOn: isActedOn))
            _ = try? await TripletexPlanTests.book(
                TripletexPlanTests.edited(2, paid: [20_000]),
                in: world
            )
            world.journal.revive()
            let died = world.transport.revive()

            for _ in 0..<3 {
                _ = try? await TripletexPlanTests.book(
                    TripletexPlanTests.edited(2, paid: [20_000]),
                    in: world
                )
                world.clock.advance(by: .seconds(61))
            }

            let snapshot = world.fake.snapshot()
            #expect(snapshot.invoices.map(\.amount) == [30_000, 50_000], "\(call)")
            #expect(snapshot.creditNotes.map(\.amount) == [-30_000], "\(call)")
            #expect(snapshot.openItems.isEmpty, "\(call)")
            #expect(world.balance(1_930) == 30_000, "\(call)")
            #expect(world.balance(1_931) == 20_000, "\(call)")
            guard died else { break }
            call += 1
            try #require(call < 40)
        }
        #expect(call > 5)
    }

    @Test func `in the voucher model a change is a reversal and a new voucher`() async throws {
        let world = TripletexWorld()
        var rules = Rules.standard
        rules.settings.bookingModel = .voucher
        _ = try await TripletexPlanTests.book(TripletexPlanTests.order, in: world, rules: rules)

        _ = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(2, paid: [20_000]),
            in: world,
            rules: rules
        )
        _ = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(2, paid: [20_000]),
            in: world,
            rules: rules
        )

        let snapshot = world.fake.snapshot()
        #expect(snapshot.invoices.isEmpty)
        #expect(snapshot.voucherNumbers == ["shop-1001/sale-1", "shop-1001/r2/sale-1"])
        #expect(world.balance(3_000, "3") == -40_000)
        #expect(world.balance(1_930) == 30_000)
        #expect(world.balance(1_931) == 20_000)
    }

    @Test func `money that changed after it was booked is held, in both modes`() async throws {
        for mode in Settings.ChangeMode.allCases {
            let world = TripletexWorld()
            var order = TripletexPlanTests.order
            order.payments = [
                Payment(id: "a", method: "vipps", amount: Amount(minor: 20_000), date: .sale),
                Payment(id: "b", method: "klarna", amount: Amount(minor: 10_000), date: .sale),
            ]
            _ = try await TripletexPlanTests.book(order, in: world)
            let before = world.fake.snapshot().balances

            order.payments[0].amount = Amount(minor: 15_000)
            order.payments[1].amount = Amount(minor: 15_000)
            let outcome = try await TripletexPlanTests.book(order, in: world, onChange: mode)

            #expect(outcome.held?.cause == "TOTAL_MISMATCH")
            #expect(world.fake.snapshot().balances == before)
        }
    }

    @Test func `a refund that changed after it was booked is held`() async throws {
        let world = TripletexWorld()
        var order = TripletexPlanTests.order
        order.refunds = [TripletexPlanTests.refund("r1", line: 5_000, back: [("vipps", 5_000)])]
        _ = try await TripletexPlanTests.book(order, in: world)
        let before = world.fake.snapshot().balances

        order.refunds = [TripletexPlanTests.refund("r1", line: 6_000, back: [("vipps", 6_000)])]
        let outcome = try await TripletexPlanTests.book(order, in: world)

        #expect(outcome.held?.cause == "TOTAL_MISMATCH")
        #expect(world.fake.snapshot().balances == before)
    }

    @Test func `a sale that changed after a refund of it is held`() async throws {
        let world = TripletexWorld()
        var order = TripletexPlanTests.order
        order.refunds = [TripletexPlanTests.refund("r1", line: 5_000, back: [("vipps", 5_000)])]
        _ = try await TripletexPlanTests.book(order, in: world)
        let before = world.fake.snapshot().balances

        var edited = TripletexPlanTests.edited(2, paid: [20_000])
        edited.refunds = order.refunds
        let outcome = try await TripletexPlanTests.book(edited, in: world)

        #expect(outcome.held?.cause == "TOTAL_MISMATCH")
        #expect(world.fake.snapshot().balances == before)
    }

    @Test func `a payment that came after a correction was decided is not taken back`()
        async throws
    {
        let world = TripletexWorld()
        _ = try await TripletexPlanTests.book(TripletexPlanTests.order, in: world)
        world.fake.change { company in
            // Somebody registered money by hand.
            company.invoices[0].outstanding -= 1_000
        }

        let outcome = try await TripletexPlanTests.book(
            TripletexPlanTests.edited(2, paid: [20_000]),
            in: world
        )

        #expect(outcome.held != nil)
        #expect(world.fake.snapshot().creditNotes.isEmpty)
    }

    @Test(arguments: [
        ("shop-1001", "shop-1001"), ("shop-1001/r2", "shop-1001"), ("shop-1001/c-7", "shop-1001"),
        ("shop-1001/r2/sale-1", "shop-1001"), ("shop-2026/17", "shop-2026/17"),
        ("shop-2026/17/p-88", "shop-2026/17"), ("vipps/payout-1", "vipps"),
    ])
    func `an order's key is found in the numbers of its documents`(number: String, key: String) {
        #expect(LedgerSubject.orderKey(of: number) == key)
    }
}
