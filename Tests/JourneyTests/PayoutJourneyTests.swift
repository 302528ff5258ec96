import Bookkeeping
import Companies
import Connectors
import Destinations
import Foundation
import Outbox
import Remote
import Testing

@testable import App

/// From an order's payment to the provider's payout: the clearing account goes to zero, and every payout is one
/// voucher.
struct PayoutJourneyTests {
    static let klarna = """
        total_sale_amount,total_fee_amount,total_tax_amount,total_return_amount,total_settlement_amount,payment_reference,settlement_currency,payout_date,merchant_id,merchant_settlement_type
        250.00,-4.00,-1.00,0.00,245.00,XISA93DJ,NOK,2026-03-20T07:45:00Z,K1,NET

        type,capture_date,order_id,merchant_reference1,amount,posting_currency
        SALE,2026-03-18T10:00:00Z,c504-1,P-1,125.00,NOK
        FEE,2026-03-18T10:00:00Z,c504-1,P-1,-4.00,NOK
        SALE,2026-03-18T10:00:00Z,c504-2,P-2,125.00,NOK

        """

    // MARK: Files

    @Test func `orders paid by Klarna and its report bring the clearing account to zero`()
        async throws
    {
        let journey = try await Journey()
        try await journey.orderFromPartner("P-1", payments: [("klarna", 12_500)])
        try await journey.orderFromPartner("P-2", payments: [("klarna", 12_500)])
        try await journey.workOff()
        #expect(journey.balance(1_931) == 25_000)

        let reply = try await journey.importPayouts(Self.klarna, provider: "klarna")

        #expect(reply.exitCode == 0, "\(reply.text)")
        #expect(journey.balance(1_931) == 0)
        #expect(journey.balance(1_920) == 24_500)
        #expect(journey.balance(7_770) == 500)
        #expect(journey.world.ledger.snapshot().voucherNumbers == ["klarna/XISA93DJ/payout-1"])
        #expect(!reply.text.contains("belong to no known order"))
        #expect(try await journey.events().allSatisfy { $0.state == .done })
        try journey.end()
    }

    @Test func `a report imported again, and one that another report repeats, is one voucher`()
        async throws
    {
        let journey = try await Journey()

        let first = try await journey.importPayouts(Self.klarna)
        let again = try await journey.importPayouts(Self.klarna)

        #expect(first.json == again.json)
        #expect(journey.world.ledger.snapshot().voucherNumbers == ["klarna/XISA93DJ/payout-1"])
        #expect(try await journey.installation.outbox.eventCount() == 1)
        try journey.end()
    }

    @Test func `items of no known order are booked, and listed`() async throws {
        let journey = try await Journey()
        try await journey.orderFromPartner("P-2", payments: [("klarna", 12_500)])
        try await journey.workOff()

        let reply = try await journey.importPayouts(Self.klarna)

        #expect(journey.balance(1_931) == -12_500)
        let json = try JSONValue(parsing: reply.json.utf8)
        #expect(json["unmatched"]?.text == "1")
        #expect(reply.text.contains("klarna/XISA93DJ: Without known order: sale P-1, 125.00 NOK"))
        let event = try #require(
            try await journey.events().first { $0.topic == PayoutEvent.topic }
        )
        let details = try #require(try await journey.installation.outbox.event(event.id))
        #expect(details.explanation.contains("Uten kjent ordre: sale P-1, 125.00 NOK"))
        let alerts = try await journey.installation.companies.alertList(of: "nordlys")
        #expect(alerts.map(\.code) == ["PAYOUT_ITEMS_UNKNOWN"])
        let listed = try await journey.perform(.listPayouts(company: "nordlys", limit: 10))
        #expect(listed.json == reply.json)
        try journey.end()
    }

    @Test func `a dry run shows the payouts and books nothing`() async throws {
        let journey = try await Journey()

        let reply = try await journey.importPayouts(Self.klarna, isDryRun: true)

        #expect(reply.text.contains("klarna/XISA93DJ"))
        #expect(try await journey.installation.outbox.eventCount() == 0)
        #expect(journey.world.ledger.snapshot().voucherNumbers.isEmpty)
        try journey.end()
    }

    @Test func `a report with one wrong figure is refused whole, with line and remedy`()
        async throws
    {
        let journey = try await Journey()
        let wrong = Self.klarna.replacing("P-2,125.00", with: "P-2,124.00")

        let answer = await journey.answer(
            .importPayouts(
                company: "nordlys",
                provider: nil,
                file: Data(wrong.utf8),
                isDryRun: false
            )
        )

        guard case .failure(let message, let exitCode) = answer else {
            Issue.record("it was taken")
            return
        }
        #expect(exitCode == 1)
        #expect(message.contains("Line 2"))
        #expect(message.contains("Nothing was imported. Download the report again"))
        #expect(try await journey.installation.outbox.eventCount() == 0)
        try journey.end()
    }

    @Test func `a payout whose provider has no account waits for the rule, then books itself`()
        async throws
    {
        let journey = try await Journey(
            rules: "rules: {payments: {klarna: {tripletexPaymentType: Faktura}}}"
        )
        let held = try await journey.importPayouts(Self.klarna)
        #expect(held.exitCode == 1)
        #expect(held.text.contains("MISSING_ACCOUNT_MAPPING"))

        try await journey.apply(
            rules: "rules: {payments: {klarna: {tripletexPaymentType: Klarna}}}"
        )
        try await journey.workOff()

        #expect(journey.balance(1_931) == -25_000)
        #expect(try await journey.events().map(\.state) == [.done])
        try journey.end()
    }

    @Test func `a payout from before the from-date is skipped`() async throws {
        let journey = try await Journey(rules: "rules: {fromDate: 2026-03-21}")

        let reply = try await journey.importPayouts(Self.klarna)

        #expect(reply.text.contains("BEFORE_FROM_DATE"))
        #expect(try await journey.events().map(\.state) == [.skipped])
        #expect(journey.world.ledger.snapshot().voucherNumbers.isEmpty)
        try journey.end()
    }

    // MARK: Sweeps

    @Test func `settlements of Vipps are found by the sweep and booked once`() async throws {
        let journey = try await Journey()
        try await journey.orderFromPartner("P-1", payments: [("vipps", 12_500)])
        try await journey.workOff()
        let vipps = journey.world.vipps
        vipps.move(12_500, reference: "P-1", feeMinor: 344, on: try day("2026-03-18"), ledger: "1")
        vipps.settle(on: try day("2026-03-19"), ledger: "1")
        #expect(journey.balance(1_930) == 12_500)

        for _ in 0..<3 {
            await journey.sweep()
            try await journey.workOffDue()
            journey.advance(by: .seconds(7 * 3_600))
        }

        #expect(journey.balance(1_930) == 0)
        #expect(journey.balance(1_920) == 12_156)
        #expect(journey.balance(7_770) == 344)
        let numbers = journey.world.ledger.snapshot().voucherNumbers
        #expect(numbers.count == 1 && numbers[0].hasPrefix("vipps/"), "\(numbers)")
        try journey.end()
    }

    @Test func `payouts of Shopify Payments are found by the sweep, and their orders known`()
        async throws
    {
        let journey = try await Journey()
        var generator = ShopifyOrderGenerator(seed: 31)
        let orders = generator.orders(30)
        for order in orders {
            let last = try #require(order.steps.last)
            try journey.world.shop.put(order: last.order, transactions: last.transactions)
            #expect(try await journey.deliver(last).status == 200)
        }
        try await journey.workOffDue()
        let owed = journey.balance(1_934)
        let paid = try #require(orders.first { $0.isBookable })
        #expect(owed > 0)
        journey.world.shop.putPayout(
            .init(
                id: 77,
                date: try day("2026-03-19"),
                transactions: [
                    .init(type: "charge", orderID: paid.id, amountMinor: owed, feeMinor: 1_500)
                ]
            )
        )

        await journey.sweep()
        await journey.sweep()
        try await journey.workOffDue()

        #expect(journey.balance(1_934) == 0)
        #expect(journey.balance(7_770) == 1_500)
        let numbers = journey.world.ledger.snapshot().voucherNumbers
        #expect(numbers == ["shopify_payments/77/payout-1"])
        let event = try #require(
            try await journey.events().first { $0.topic == PayoutEvent.topic }
        )
        #expect(event.state == .done && event.connection == "shop")
        #expect(event.message?.contains("ingen kjent ordre") == false)
        try journey.end()
    }

    @Test func `a connection may keep its payouts to itself`() async throws {
        let journey = try await Journey()
        try await journey.apply(rules: "rules: {}") {
            $0.replacing(
                "subscriptionKey: vipps-key",
                with: "subscriptionKey: vipps-key, payouts: false"
            )
        }
        journey.world.vipps.move(100, reference: "x", on: try day("2026-03-18"), ledger: "1")
        journey.world.vipps.settle(on: try day("2026-03-19"), ledger: "1")

        await journey.sweep()

        #expect(try await journey.events().isEmpty)
        try journey.end()
    }

    // MARK: Currencies

    @Test func `a payout in euro leaves the clearing account at its book value, and at zero`()
        async throws
    {
        let journey = try await Journey()
        try journey.world.ledger.setRate("11.50", of: "EUR", on: day("2026-03-19"))
        try journey.world.ledger.setRate("11.70", of: "EUR", on: day("2026-03-20"))
        try await journey.orderFromPartner("P-1", currency: "EUR", payments: [("stripe", 12_500)])
        try await journey.workOff()
        let owed = journey.balance(1_932)
        #expect(owed == 143_750)
        let stripe = """
            automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,currency,gross,fee,net,reporting_category,payment_metadata[order_id]
            po_1,2026-03-20 00:00:00,txn_1,eur,125.00,2.00,123.00,charge,P-1
            """

        let reply = try await journey.importPayouts(stripe)

        #expect(reply.exitCode == 0, "\(reply.text)")
        #expect(journey.balance(1_932) == 0)
        #expect(journey.balance(1_940) == 143_910)
        #expect(journey.balance(7_770) == 2_340)
        #expect(journey.balance(8_060) == -2_500)
        try journey.end()
    }

    // MARK: Crashes and faults

    @Test func `at every call, before it acts and after: the payout is one voucher`() async throws {
        var deaths = 0
        for call in 1...20 {
            var survived = false
            for isActedOn in [false, true] {
                let death = World.Death(call: call, isActedOn: isActedOn)
                if try await dies(at: death) { deaths += 1 } else { survived = true }
            }
            if survived { break }
        }
        // Session, account, VAT type, look-up, voucher: each before and after.
        #expect(deaths >= 8)
    }

    /// Whether the process died there at all.
    private func dies(at death: World.Death) async throws -> Bool {
        let clock = TestClock(Journey.firstMoment)
        let first = try await Journey(clock: clock)
        let payout = try #require(
            try PayoutImport.read(Data(Self.klarna.utf8), from: .klarna).first
        )
        _ = try await first.installation.outbox.accept(
            PayoutEvent.incoming(
                payout,
                company: "nordlys",
                connection: "klarna",
                at: Journey.firstMoment
            )
        )
        let copy = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        first.world.dies(death) {
            try FileManager.default.createDirectory(
                at: copy,
                withIntermediateDirectories: true
            )
            try first.installation.store.backUp(to: copy.appending(path: "bokbro.sqlite").path())
        }
        _ = try await first.handleOne()
        guard first.world.revive() else {
            try first.end()
            return false
        }
        try first.end()
        let second = try await Journey(world: first.world, clock: clock, directory: copy)
        _ = try await second.installation.outbox.freeInterrupted(all: true)
        try await second.workOff()

        let numbers = second.world.ledger.snapshot().voucherNumbers
        #expect(numbers == ["klarna/XISA93DJ/payout-1"], "\(death)")
        #expect(second.balance(1_920) == 24_500, "\(death)")
        #expect(try await second.events().map(\.state) == [.done], "\(death)")
        try second.end()
        return true
    }

    @Test(arguments: [3 as UInt64, 4, 5])
    func `replies that are lost and calls that are refused change nothing`(
        seed: UInt64
    )
        async throws
    {
        let clock = TestClock(Journey.firstMoment)
        let journey = try await Journey(
            world: World(faults: .many, seed: seed, now: { clock.now }),
            clock: clock
        )
        for index in 1...12 {
            let report = Self.klarna.replacing("XISA93DJ", with: "X\(index)")
            let payout = try #require(
                try PayoutImport.read(Data(report.utf8), from: .klarna).first
            )
            _ = try await journey.installation.outbox.accept(
                PayoutEvent.incoming(
                    payout,
                    company: "nordlys",
                    connection: "klarna",
                    at: clock.now
                )
            )
        }
        try await journey.workOff()

        let ledger = journey.world.ledger.snapshot()
        #expect(
            ledger.voucherNumbers.sorted() == (1...12).map { "klarna/X\($0)/payout-1" }.sorted()
        )
        #expect(journey.balance(1_920) == 12 * 24_500)
        #expect(try await journey.events().allSatisfy { $0.state == .done })
        try journey.end()
    }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }
}
