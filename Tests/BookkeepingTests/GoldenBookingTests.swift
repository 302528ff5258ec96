import Testing

@testable import Bookkeeping

@Suite struct `Golden bookings` {
    @Test func `all worked cases are there`() {
        #expect(GoldenCases.all.count == 91)
        #expect(GoldenCases.periodReports.count == 2)
    }

    @Test(arguments: GoldenCases.all)
    func `a worked case comes out to the øre`(_ golden: GoldenCases.Case) throws {
        let planned = ComparableResult(try GoldenCases.planned(golden.input))
        let expected = ComparableResult(golden.expected)
        #expect(planned == expected, "\(golden.id) gave\n\(planned)\nand not\n\(expected)")
    }
}

@Suite struct `Golden period reports` {
    @Test(arguments: GoldenCases.periodReports)
    func `a period's report comes out to the øre, whatever the order of input`(
        _ golden: JSONValue
    ) throws {
        let entries = try GoldenCases.all.map { try PeriodReport.Entry(golden: $0.input) }
        let period = golden["period"]
        let from = try #require(period?["from"]?.text.flatMap { LocalDate($0) })
        let to = try #require(period?["to"]?.text.flatMap { LocalDate($0) })
        let report = PeriodReport(from: from, to: to, entries: entries)
        let shuffled = PeriodReport(from: from, to: to, entries: entries.reversed())
        #expect(report == shuffled)
        try compareAccounts(report, golden["perAccount"])
        compareCurrencies(report, golden["perCurrency"])
        #expect(
            ComparableResult.rows(report.vat.json) == ComparableResult.rows(golden["perVatCode"])
        )
        let cards = golden["giftCardLiability"]
        #expect(report.giftCards.issued.minor == cards?.integer("issued"))
        #expect(report.giftCards.redeemed.minor == cards?.integer("redeemed"))
        #expect(report.giftCards.refundedToCard.minor == cards?.integer("refundedToCard"))
        #expect(report.giftCards.soldCardRefunded.minor == cards?.integer("soldCardRefunded"))
        #expect(report.giftCards.expired.minor == cards?.integer("expired"))
        #expect(report.giftCards.change.minor == cards?.integer("change"))
        let unbooked = golden["ordersWithoutVoucher"].items.map { item in
            [item["order"]?.text, item["status"]?.text] + item["alerts"].items.map(\.text)
        }
        let found = report.unbooked.map { entry in
            [entry.orderNumber, entry.status.rawValue] + entry.alerts.map { Optional($0.rawValue) }
        }
        #expect(found == unbooked)
    }

    private func compareAccounts(_ report: PeriodReport, _ golden: JSONValue?) throws {
        var expected: [Int: Int64] = [:]
        for member in golden.members {
            expected[try #require(Int(member.name))] = member.value.integer("net")
        }
        var found: [Int: Int64] = [:]
        for (account, movement) in report.accounts { found[account.value] = movement.net.minor }
        #expect(found == expected)
    }

    private func compareCurrencies(_ report: PeriodReport, _ golden: JSONValue?) {
        var expected: [String: [Int64]] = [:]
        for member in golden.members {
            expected[member.name] = [
                member.value.integer("orders"), member.value.integer("saleMinor"),
            ]
        }
        var found: [String: [Int64]] = [:]
        for (currency, total) in report.currencies {
            found[currency.code] = [Int64(total.orders), total.sale.minor]
        }
        #expect(found == expected)
    }
}

extension PeriodReport.Entry {
    init(golden value: JSONValue) throws {
        let input = try CaseInput(value, at: "", rules: .standard)
        let account = input.rules.account("giftCardLiability")
        switch input.document {
        case .order(let order):
            self.init(
                orderNumber: order.number,
                date: order.fulfilledDate ?? order.orderDate,
                plan: input.plan,
                giftCardAccount: account
            )
        case .payout(let payout):
            self.init(
                orderNumber: nil,
                date: payout.date,
                plan: input.plan,
                giftCardAccount: account
            )
        case .giftCardExpiry(let expiry):
            self.init(
                orderNumber: nil,
                date: expiry.date,
                plan: input.plan,
                giftCardAccount: account
            )
        }
    }
}
