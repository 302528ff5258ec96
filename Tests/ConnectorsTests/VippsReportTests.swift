import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import Synchronization
import Testing

@testable import Connectors

struct VippsReportTests {
    private static let moment = Date(timeIntervalSince1970: 1_767_600_000)
    private let vipps = FakeVippsReport(
        clientID: "id",
        clientSecret: "secret",
        subscriptionKey: "key",
        pageSize: 3,
        now: { Self.moment }
    )

    private func client(secret: String = "secret") async throws -> RemoteClient {
        let access = VippsAccess(
            clientID: "id",
            clientSecret: secret,
            subscriptionKey: "key",
            now: { Self.moment }
        )
        return try await access.authorized(
            RemoteClient(
                service: "vipps",
                baseURL: "https://api.vipps.no",
                transport: FakeTransport(to: vipps),
                limit: RateLimit(budget: .init(calls: 10_000, window: .seconds(1), concurrent: 4)),
                circuit: CircuitBreaker()
            )
        )
    }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func fill() throws {
        for index in 0..<8 {
            vipps.move(
                10_000,
                reference: "order-\(index)",
                feeMinor: 275,
                on: try day(index < 5 ? "2026-01-07" : "2026-01-08"),
                ledger: "302321"
            )
        }
        vipps.move(-10_000, reference: "order-2", on: try day("2026-01-08"), ledger: "302321")
        vipps.settle(on: try day("2026-01-08"), ledger: "302321")
        vipps.move(
            5_000,
            reference: "order-9",
            feeMinor: 100,
            on: try day("2026-01-09"),
            ledger: "302321"
        )
        vipps.settle(on: try day("2026-01-09"), ledger: "302321")
        vipps.open(from: try day("2026-01-10"), ledger: "302321")
    }

    @Test func `a payout covers all days since the one before, with fees and refunds`() async throws
    {
        try fill()
        let found = try await VippsReport.payouts(
            from: day("2026-01-08"),
            to: day("2026-01-31"),
            through: client()
        )

        #expect(found.map(\.id) == ["vipps/302321-2000001", "vipps/302321-2000002"])
        let first = found[0].payout
        #expect(first.items.count == 9 && first.items.map(\.amount).total.minor == 70_000)
        #expect(first.fee.minor == 2_200 && first.bankAmount.minor == 67_800)
        #expect(first.items.last?.type == "refund" && first.items.last?.reference == "order-2")
        #expect(found[1].payout.date.description == "2026-01-09")
        #expect(found[1].payout.bankAmount.minor == 4_900)
        #expect(found[0].unmatched { $0 != "order-4" }.map(\.reference) == ["order-4"])
        let plan = Bookkeeper(rules: .standard).plan(first)
        #expect(plan.status == .booked)
    }

    @Test func `the same payout has the same key however it is asked for`() async throws {
        try fill()
        let whole = try await VippsReport.payouts(
            from: day("2026-01-01"),
            to: day("2026-01-09"),
            through: client()
        )
        let single = try await VippsReport.payouts(
            from: day("2026-01-09"),
            to: day("2026-01-09"),
            through: client()
        )

        #expect(single == whole.suffix(1))
    }

    @Test func `a reserve that is kept shows as an item that nobody knows`() async throws {
        vipps.move(10_000, reference: "a", on: try day("2026-01-07"), ledger: "1")
        vipps.settle(on: try day("2026-01-07"), ledger: "1", reserveMinor: 2_500)
        let found = try await VippsReport.payouts(
            from: day("2026-01-07"),
            to: day("2026-01-07"),
            through: client()
        )

        #expect(found[0].payout.bankAmount.minor == 7_500)
        #expect(found[0].unmatched { $0 == "a" }.map(\.type) == ["balance"])
    }

    @Test func `wrong keys and foreign ledgers are refused`() async throws {
        try fill()
        let day = try day("2026-01-08")
        await #expect(throws: RemoteError.self) {
            try await VippsReport.payouts(from: day, to: day, through: client(secret: "wrong"))
        }
        await #expect(throws: RemoteError.self) {
            try await client().send(.vippsReport("999", .funds, on: day, after: nil))
        }
    }

    @Test func `balances that do not follow from each other are refused`() {
        func entry(_ type: String, _ amount: Int64, before: Int64, after: Int64) -> VippsEntry {
            VippsEntry(
                pspReference: "1",
                ledgerDate: "2026-01-07",
                entryType: type,
                reference: nil,
                currency: "NOK",
                amount: amount,
                balanceBefore: before,
                balanceAfter: after
            )
        }
        let gap = [
            entry("capture", 100, before: 0, after: 100),
            entry("payout-scheduled", -90, before: 90, after: 0),
        ]
        #expect(
            throws: PayoutImportError.doesNotTie(
                line: 2,
                what: .balance,
                computed: "1.00",
                stated: "0.90"
            )
        ) { try VippsSettlement(gap).settled() }
        let wrong = [entry("payout-scheduled", -90, before: 100, after: 0)]
        #expect(
            throws: PayoutImportError.doesNotTie(
                line: 1,
                what: .balance,
                computed: "0.10",
                stated: "0.00"
            )
        ) { try VippsSettlement(wrong).settled() }
    }
}
