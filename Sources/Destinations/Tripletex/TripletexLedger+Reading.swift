package import Bookkeeping
import Foundation
import Remote

/// What the ledger holds of a period, read back for reconciliation.
package struct LedgerReading: Hashable, Sendable {
    /// Vouchers with what they move; `orderNumber` is the key of the order they are of.
    package var vouchers: [PostedVoucher] = []
    /// Documents of the period that are not settled.
    package var openDocuments: [OpenDocument] = []

    /// An invoice or credit note with something outstanding, in its currency.
    package struct OpenDocument: Hashable, Sendable {
        package var invoiceNumber: Int
        package var orderNumber: String?
        package var outstanding: Amount
    }
}

extension TripletexLedger {
    /// Everything posted from the one day through the other, each voucher with its order.
    ///
    /// Read by days where a range is more than a query may match.
    package func reading(
        from first: LocalDate,
        through last: LocalDate
    ) async throws
        -> LedgerReading
    {
        var reading = LedgerReading()
        try await eachRange(from: first, through: last) { from, end in
            try await read(from: from, to: end, into: &reading)
        }
        return reading
    }

    private func read(
        from: LocalDate,
        to end: LocalDate,
        into reading: inout LedgerReading
    ) async throws {
        let postings: [TripletexReadPosting] = try await pages(
            "/ledger/posting",
            [
                ("dateFrom", from.description), ("dateTo", end.description),
                ("fields", TripletexReadPosting.fields),
            ]
        )
        let documents: [TripletexReadInvoice] = try await pages(
            "/invoice",
            [
                ("invoiceDateFrom", from.description), ("invoiceDateTo", end.description),
                ("fields", TripletexReadInvoice.fields),
            ]
        )
        let orders = Dictionary(
            documents.map { ($0.invoiceNumber, $0.orders?.first?.number) },
            uniquingKeysWith: { first, _ in first }
        )
        let groups = Dictionary(grouping: postings.filter(\.isGross)) { $0.voucher.id }
        for (id, list) in groups.sorted(by: { $0.key < $1.key }) {
            guard let date = list.first.flatMap({ LocalDate($0.date) }) else { continue }
            let invoice = list.lazy.compactMap { $0.invoiceNumber.flatMap { Int($0) } }.first
            reading.vouchers.append(
                PostedVoucher(
                    id: String(id),
                    orderNumber: (list.first?.voucher.externalVoucherNumber
                        ?? invoice.flatMap { orders[$0] ?? nil }).map(LedgerSubject.orderKey),
                    date: date,
                    lines: list.compactMap(\.line),
                    number: list.first?.voucher.number.map(String.init),
                    invoiceNumber: invoice.map(String.init)
                )
            )
        }
        reading.openDocuments += documents.compactMap { document in
            guard document.amountCurrencyOutstanding != 0,
                let currency = Currency(code: document.currency.code),
                let left = Amount(document.amountCurrencyOutstanding, in: currency)
            else { return nil }
            return .init(
                invoiceNumber: document.invoiceNumber,
                orderNumber: document.orders?.first?.number.map(LedgerSubject.orderKey),
                outstanding: left
            )
        }
    }
}

struct TripletexReadInvoice: Decodable, Sendable {
    struct Code: Decodable, Sendable {
        var code: String
    }

    var invoiceNumber: Int
    var amountCurrencyOutstanding: Decimal
    var currency: Code
    var orders: [TripletexOrderNumber]?

    static let fields = "invoiceNumber,amountCurrencyOutstanding,currency(code),orders(number)"
}

struct TripletexReadPosting: Decodable, Sendable {
    struct Code: Decodable, Sendable {
        var number: String
    }

    struct Account: Decodable, Sendable {
        var number: Int
    }

    struct Source: Decodable, Sendable {
        var id: Int
        var number: Int?
        var externalVoucherNumber: String?
    }

    var date: String
    var row: Int?
    var account: Account
    var vatType: Code?
    var amountGross: Decimal
    /// Without the VAT that was split off.
    var amount: Decimal?
    var invoiceNumber: String?
    var voucher: Source

    static let fields = """
        date,row,account(number),vatType(number),amountGross,amount,invoiceNumber,\
        voucher(id,number,externalVoucherNumber)
        """

    /// Row 0 is the VAT that Tripletex split off: its gross stands in the line it belongs to.
    var isGross: Bool { row != 0 || !(2_700...2_749).contains(account.number) }

    var line: PostedVoucher.Line? {
        guard let number = AccountNumber(account.number), let amount = Amount(amountGross, in: .nok)
        else { return nil }
        let code = vatType.flatMap { $0.number == "0" ? nil : VATCode($0.number) }
        let net = self.amount.flatMap { Amount($0, in: .nok) } ?? amount
        return PostedVoucher.Line(
            account: number,
            vatCode: code,
            amount: amount,
            vat: code == nil ? .zero : amount - net
        )
    }
}
