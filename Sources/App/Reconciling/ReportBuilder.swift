import Bookkeeping
import Dashboard
import Foundation
import Outbox

/// Puts a report together: pure, so that the same facts give the same bytes.
struct ReportBuilder: Sendable {
    let company: LiveCompany
    let period: ReportPeriod
    let orders: [ExpectedOrder]
    let expected: [Reconciliation.Expected]
    let posted: [PostedVoucher]
    let record: [String: [EventDetails.Effect]]
    let differences: [Difference]
    let accounts: [AccountNumber: Reconciliation.Pair]
    let names: [Int: String]
    /// The debt for gift cards when the period began; nil without an account for it.
    let giftCardOpening: Amount?
    let address: @Sendable (String) -> String

    private var days: ClosedRange<LocalDate> { period.from...max(period.from, period.to) }
    private var inPeriod: [PostedVoucher] { posted.filter { days.contains($0.date) } }

    private func isInPeriod(_ order: ExpectedOrder) -> Bool {
        LocalDate(order.date).map { days.contains($0) } ?? false
    }

    var document: ReconciliationDocument {
        let report = PeriodReport(
            from: period.from,
            to: period.to,
            entries: expected.map { entry in
                PeriodReport.Entry(
                    orderNumber: entry.orderNumber,
                    date: entry.date,
                    plan: entry.plan,
                    giftCardAccount: giftCardAccount
                )
            }
        )
        let vat = self.vat(report.vat)
        let rows = differences.map(row) + vat.compactMap(Self.rounding)
        return ReconciliationDocument(
            company: company.id,
            period: period,
            madeAt: Date(timeIntervalSince1970: 0),
            balanced: differences.allSatisfy { !$0.cause.leavesWork },
            orders: orders.count(where: isInPeriod),
            vouchers: inPeriod.count,
            connections: connections(rows),
            vat: vat,
            accounts: accounts.sorted { $0.key < $1.key }.map { account, pair in
                ReconciliationDocument.AccountRow(
                    account: account.value,
                    name: names[account.value],
                    expected: MoneyDocument(pair.expected),
                    posted: MoneyDocument(pair.posted)
                )
            },
            payments: payments,
            currencies: report.currencies.sorted { $0.key.code < $1.key.code }.map {
                ReconciliationDocument.CurrencyRow(
                    currency: $0.key.code,
                    orders: $0.value.orders,
                    sale: MoneyDocument($0.value.sale, $0.key)
                )
            },
            giftCards: giftCards(report.giftCards),
            differences: rows,
            paidNotFulfilled: paidNotFulfilled
        )
    }

    private var giftCardAccount: AccountNumber? {
        orders.lazy.compactMap(\.giftCardAccount).first.flatMap { AccountNumber($0) }
    }

    private func connections(
        _ rows: [ReconciliationDocument.Difference]
    ) -> [ReconciliationDocument.ConnectionRow] {
        company.sources.keys.sorted().map { id in
            let own = orders.filter { $0.connection == id }
            let keys = Set(own.map(\.orderKey))
            let due = expected.filter { keys.contains($0.orderNumber) }.flatMap(\.plan.vouchers)
                .filter { days.contains($0.date) }
            let found = inPeriod.filter { $0.orderNumber.map(keys.contains) ?? false }
            let turnover = due.flatMap(\.postings).filter { $0.vatCode != nil }.map { -$0.amount }
            let booked = found.flatMap(\.lines).filter { $0.vatCode != nil }.map { -$0.amount }
            return ReconciliationDocument.ConnectionRow(
                connection: id,
                orders: own.count(where: isInPeriod),
                vouchers: found.count,
                expected: MoneyDocument(turnover.total),
                posted: MoneyDocument(booked.total),
                open: rows.count { $0.connection == id && $0.open }
            )
        }
    }

    private func vat(_ totals: VATTotals) -> [ReconciliationDocument.VATRow] {
        var booked: [VATCode: (gross: Amount, vat: Amount)] = [:]
        for line in inPeriod.flatMap(\.lines) {
            guard let code = line.vatCode else { continue }
            booked[code, default: (.zero, .zero)].gross -= line.amount
            booked[code, default: (.zero, .zero)].vat -= line.vat
        }
        return Set(totals.byCode.keys).union(booked.keys).sorted().map { code in
            let due = totals.byCode[code] ?? VATTotals.Entry()
            let found = booked[code] ?? (.zero, .zero)
            return ReconciliationDocument.VATRow(
                code: code.number,
                expected: .init(
                    basis: MoneyDocument(due.basis),
                    vat: MoneyDocument(due.vat),
                    gross: MoneyDocument(due.gross)
                ),
                posted: .init(
                    basis: MoneyDocument(found.gross - found.vat),
                    vat: MoneyDocument(found.vat),
                    gross: MoneyDocument(found.gross)
                )
            )
        }
    }

    /// Tripletex rounds the VAT of each line, we that of each sum: the gross is the same, the VAT a few øre off.
    private static func rounding(
        _ row: ReconciliationDocument.VATRow
    ) -> ReconciliationDocument.Difference? {
        guard row.expected.gross == row.posted.gross, row.expected.vat != row.posted.vat else {
            return nil
        }
        return ReconciliationDocument.Difference(
            cause: Difference.Cause.rounding.rawValue,
            text: LocalizedText(
                nb: "avrunding av mva per linje, kode \(row.code)",
                en: "VAT rounded for each line, code \(row.code)"
            ),
            amount: MoneyDocument(minor: row.posted.vat.minor - row.expected.vat.minor),
            open: false
        )
    }

    /// Money by method; methods that share an account stand together, as the ledger cannot part them.
    private var payments: [ReconciliationDocument.PaymentRow] {
        var methods: [Int: Set<String>] = [:]
        var shop: [Int: Amount] = [:]
        // What else is meant for such an account: a gift card that is sold is no payment.
        var other: [Int: Amount] = [:]
        for voucher in expected.flatMap(\.plan.vouchers) where days.contains(voucher.date) {
            for posting in voucher.postings {
                switch posting.reason.subject {
                case .payment(let method), .moneyBack(let method):
                    methods[posting.account.value, default: []].insert(method)
                    shop[posting.account.value, default: .zero] += posting.amount
                default:
                    guard posting.vatCode == nil else { continue }
                    other[posting.account.value, default: .zero] += posting.amount
                }
            }
        }
        let keys = Set(orders.map(\.orderKey))
        let lines = inPeriod.filter { $0.orderNumber.map(keys.contains) ?? false }
            .flatMap(\.lines)
        return methods.sorted { $0.key < $1.key }.map { account, names in
            ReconciliationDocument.PaymentRow(
                method: names.sorted().joined(separator: " + "),
                shop: MoneyDocument(shop[account] ?? .zero),
                posted: MoneyDocument(
                    lines.filter { $0.account.value == account && $0.vatCode == nil }
                        .map(\.amount).total - (other[account] ?? .zero)
                )
            )
        }
    }

    private func giftCards(_ moved: GiftCardMovement) -> ReconciliationDocument.GiftCards? {
        let opening = giftCardOpening ?? .zero
        guard !opening.isZero || moved != GiftCardMovement() else { return nil }
        return ReconciliationDocument.GiftCards(
            opening: MoneyDocument(opening),
            sold: MoneyDocument(moved.issued - moved.soldCardRefunded),
            redeemed: MoneyDocument(moved.redeemed - moved.refundedToCard),
            expired: MoneyDocument(moved.expired),
            closing: MoneyDocument(moved.closing(opening: opening))
        )
    }

    private var paidNotFulfilled: [ReconciliationDocument.OpenOrder] {
        orders.compactMap { order in
            guard let paid = order.paidAhead,
                let currency = order.currency.flatMap({ Currency(code: $0) })
            else { return nil }
            return ReconciliationDocument.OpenOrder(
                orderNumber: order.number,
                date: order.date,
                amount: MoneyDocument(Amount(minor: paid), currency)
            )
        }.sorted { ($0.date, $0.orderNumber) < ($1.date, $1.orderNumber) }
    }

    private func row(_ difference: Difference) -> ReconciliationDocument.Difference {
        let order = orders.first { $0.orderKey == difference.orderNumber }
        let voucher =
            difference.voucherID.flatMap { id in posted.first { $0.id == id } }
            ?? inPeriod.first { $0.orderNumber == difference.orderNumber && $0.orderNumber != nil }
        let made = order.flatMap { record[$0.fact] }?.lazy.compactMap(\.result)
            .first { $0.kind == "invoice" || $0.kind == "voucher" }
        let isGone = difference.cause == .deletedInLedger
        return ReconciliationDocument.Difference(
            cause: difference.cause.rawValue,
            text: text(of: difference, order),
            step: difference.step,
            connection: order?.connection,
            subject: order?.subject,
            orderNumber: order?.number ?? difference.orderNumber,
            voucher: isGone
                ? made?.number ?? made?.id : voucher?.number ?? voucher?.id ?? made?.number,
            voucherURL: isGone ? made?.url : voucher.map { address($0.id) } ?? made?.url,
            amount: MoneyDocument(difference.amount),
            open: difference.cause.leavesWork
        )
    }

    /// With the codes that say why an order waits or is held.
    private func text(of difference: Difference, _ order: ExpectedOrder?) -> LocalizedText {
        let text = difference.text
        guard [.waiting, .held].contains(difference.cause), let codes = order?.alerts,
            !codes.isEmpty
        else { return text }
        let list = Set(codes).sorted().joined(separator: ", ")
        return LocalizedText(nb: "\(text.nb): \(list)", en: "\(text.en): \(list)")
    }
}
