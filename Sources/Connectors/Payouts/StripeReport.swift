import Bookkeeping

/// Stripe's itemized payout reconciliation report: a line for each balance transaction, with its payout's id.
///
/// Lines without a payout are not paid out yet and left for a later report. Source: docs.stripe.com, report type
/// `payout_reconciliation.itemized.5`.
struct StripeReport {
    private static let orderColumns = [
        "payment_metadata[order_id]", "payment_metadata[order_number]", "order_id",
    ]
    private static let paymentColumns = ["payment_intent_id", "charge_id", "source_id"]

    private let table: CSVTable

    init(_ table: CSVTable) {
        self.table = table
    }

    func payouts() throws(PayoutImportError) -> [SettledPayout] {
        guard let heading = table.records.first else { throw .nothingInIt }
        let columns = try Columns(ReportSection(heading: heading))
        var order: [String] = []
        var groups: [String: PayoutGroup] = [:]
        for record in table.records.dropFirst() {
            try columns.section.check(record)
            guard columns.section.text(record, columns.payout) != nil else { continue }
            let id = try columns.section.identifier(record, columns.payout)
            if groups[id] == nil {
                order.append(id)
                groups[id] = try columns.group(record)
            }
            guard var group = groups[id] else { continue }
            try columns.add(record, to: &group)
            groups[id] = group
        }
        var payouts: [SettledPayout] = []
        for id in order {
            guard let group = groups[id] else { continue }
            payouts.append(
                SettledPayout(id: "stripe/\(id)", payout: try group.payout(method: "stripe"))
            )
        }
        return payouts
    }

    private struct Columns {
        let section: ReportSection
        let payout: Int
        let date: Int
        let currency: Int
        let gross: Int
        let fee: Int
        let net: Int
        let category: Int
        let order: Int?
        let payments: [Int]

        init(_ section: ReportSection) throws(PayoutImportError) {
            self.section = section
            payout = try section.column(["automatic_payout_id"])
            date = try section.column([
                "automatic_payout_effective_at", "automatic_payout_effective_at_utc",
            ])
            currency = try section.column(["currency"])
            gross = try section.column(["gross"])
            fee = try section.column(["fee"])
            net = try section.column(["net"])
            category = try section.column(["reporting_category"])
            order = section.optionalColumn(StripeReport.orderColumns)
            payments = StripeReport.paymentColumns.compactMap { section.optionalColumn([$0]) }
        }

        func group(_ record: CSVTable.Record) throws(PayoutImportError) -> PayoutGroup {
            PayoutGroup(
                line: record.line,
                date: try section.date(record, date),
                currency: try section.currency(record, currency)
            )
        }

        func add(
            _ record: CSVTable.Record,
            to group: inout PayoutGroup
        ) throws(PayoutImportError) {
            guard try section.currency(record, currency) == group.currency else {
                throw section.unreadable(record, currency, .sameAsBefore)
            }
            guard try section.date(record, date) == group.date else {
                throw section.unreadable(record, date, .sameAsBefore)
            }
            let gross = try section.amount(record, gross, group.currency)
            let fee = try section.amount(record, fee, group.currency)
            let net = try section.amount(record, net, group.currency)
            guard gross - fee == net else {
                throw .doesNotTie(
                    line: record.line,
                    what: .lineNet,
                    computed: (gross - fee).text(in: group.currency),
                    stated: net.text(in: group.currency)
                )
            }
            let category = try section.needed(record, category)
            switch category {
            case "payout": group.statedBank = -net
            // A fee by itself, such as Stripe's monthly ones, comes as a line that takes money.
            case "fee": group.fee -= net
            default:
                group.fee += fee
                group.items.append(
                    Payout.Item(type: category, reference: reference(record), amount: gross)
                )
            }
        }

        /// The shop's own order where its plug-in told Stripe of it, else the payment.
        private func reference(_ record: CSVTable.Record) -> String? {
            section.text(record, order)
                ?? payments.lazy.compactMap { section.text(record, $0) }.first
        }
    }
}

/// A payout while its lines are gathered.
struct PayoutGroup {
    /// Its first line.
    let line: Int
    let date: LocalDate
    let currency: Currency
    var items: [Payout.Item] = []
    var fee = Amount.zero
    /// What reached the bank by the report's own word, where it says so.
    var statedBank: Amount?

    init(line: Int, date: LocalDate, currency: Currency) {
        self.line = line
        self.date = date
        self.currency = currency
    }

    func payout(method: String) throws(PayoutImportError) -> Payout {
        let net = items.map(\.amount).total - fee
        if let statedBank, statedBank != net {
            throw .doesNotTie(
                line: line,
                what: .payout,
                computed: net.text(in: currency),
                stated: statedBank.text(in: currency)
            )
        }
        return Payout(
            method: method,
            date: date,
            currency: currency,
            items: items,
            fee: fee,
            bankCurrency: currency,
            bankAmount: net
        )
    }
}
