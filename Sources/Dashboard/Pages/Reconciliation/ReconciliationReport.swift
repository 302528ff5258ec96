import Bookkeeping
import Foundation

extension ReconciliationPage.Report {
    typealias Page = ReconciliationPage

    init(_ document: ReconciliationDocument, wording: Wording, now: Date) {
        let text = PhraseBook(language: wording.language)
        let open = document.differences.count(where: \.open)
        isBalanced = document.balanced
        verdict = document.balanced ? text.balanced : text.notBalanced
        lede =
            "\(document.from) – \(document.to) · \(text.madeAt) \(wording.moment(document.madeAt, now: now))"
        orders = wording.count(document.orders)
        vouchers = wording.count(document.vouchers)
        self.open = wording.count(open)
        // What a person must do something about comes first.
        let sorted =
            document.differences.filter(\.open) + document.differences.filter { !$0.open }
        differences = sorted.map { Self.difference($0, document.company, wording) }
        hasDifferences = !differences.isEmpty
        connections = document.connections.map {
            Self.row($0.connection, $0.expected, $0.posted, wording)
        }
        vat = document.vat.map { row in
            Page.VATRow(
                code: row.code,
                basis: wording.money(row.expected.basis),
                vat: wording.money(row.expected.vat),
                gross: wording.money(row.expected.gross),
                postedBasis: wording.money(row.posted.basis),
                postedVAT: wording.money(row.posted.vat),
                isDifferent: row.expected != row.posted
            )
        }
        accounts = document.accounts.map { row in
            Page.Row(
                name: row.name.map { "\(row.account) \($0)" } ?? String(row.account),
                first: wording.money(row.expected),
                second: wording.money(row.posted),
                difference: wording.money(row.difference),
                isDifferent: row.difference.minor != 0
            )
        }
        payments = document.payments.map { row in
            Self.row(row.method, row.shop, row.posted, wording)
        }
        currencies = document.currencies.map { row in
            Page.Row(
                name: row.currency,
                first: wording.count(row.orders),
                second: wording.money(row.sale),
                difference: "",
                isDifferent: false
            )
        }
        giftCards = document.giftCards.map { Self.rows($0, wording) } ?? []
        hasGiftCards = document.giftCards != nil
        waiting = document.paidNotFulfilled.map { order in
            Page.Row(
                name: order.orderNumber,
                first: order.date,
                second: wording.money(order.amount),
                difference: "",
                isDifferent: false
            )
        }
        hasWaiting = !waiting.isEmpty
        files = [("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON")].map {
            Page.File(
                label: $0.1,
                href: Path.reconciliationFile(document.company, document.period, $0.0),
                test: "download-" + $0.0
            )
        }
    }

    private static func difference(
        _ difference: ReconciliationDocument.Difference,
        _ company: String,
        _ wording: Wording
    ) -> Page.Difference {
        let language = wording.language
        let href = difference.subject.flatMap { subject in
            difference.connection.map { Path.subject(company, $0, subject) }
        }
        let name =
            difference.orderNumber
            ?? difference.subject.map { SubjectLabel.text($0, language) } ?? "–"
        return Page.Difference(
            what: name,
            href: href,
            voucher: difference.voucher,
            voucherURL: difference.voucherURL.flatMap(WebAddress.checked),
            words: difference.text[language],
            step: difference.step?[language],
            amount: wording.money(difference.amount),
            tone: difference.open ? "failed" : "skipped"
        )
    }

    private static func row(
        _ name: String,
        _ first: MoneyDocument,
        _ second: MoneyDocument,
        _ wording: Wording
    ) -> Page.Row {
        let difference = MoneyDocument(
            minor: second.minor - first.minor,
            currency: first.currency
        )
        return Page.Row(
            name: name,
            first: wording.money(first),
            second: wording.money(second),
            difference: wording.money(difference),
            isDifferent: difference.minor != 0
        )
    }

    private static func rows(
        _ cards: ReconciliationDocument.GiftCards,
        _ wording: Wording
    ) -> [Page.Row] {
        let text = PhraseBook(language: wording.language)
        return [
            (text.giftOpening, cards.opening), (text.giftSold, cards.sold),
            (text.giftRedeemed, cards.redeemed), (text.giftExpired, cards.expired),
            (text.giftClosing, cards.closing),
        ].map {
            Page.Row(
                name: $0.0,
                first: wording.money($0.1),
                second: "",
                difference: "",
                isDifferent: false
            )
        }
    }
}
