import Bookkeeping

/// A settlement report of Nets (Nexi): a line for each transaction with its gross amount, fee and net.
///
/// Nets has several portals whose exports name their columns differently, in Norwegian and English; any heading
/// with these columns is understood. A fee may be written as a cost or as a negative amount.
struct NetsReport {
    private static let payoutNames = [
        "Payout ID", "Payout reference", "Settlement ID", "Settlement number",
        "Settlement reference",
        "Oppgjørs-ID", "Oppgjørsnummer", "Oppgjørsreferanse", "Utbetalingsnummer", "Utbetalings-ID",
    ]
    private static let dateNames = [
        "Payout date", "Settlement date", "Oppgjørsdato", "Utbetalingsdato",
    ]
    private static let grossNames = [
        "Gross", "Gross amount", "Transaction amount", "Amount", "Brutto", "Bruttobeløp", "Beløp",
    ]
    private static let feeNames = ["Fee", "Fees", "Fee amount", "Gebyr", "Gebyrer"]
    private static let netNames = ["Net", "Net amount", "Netto", "Nettobeløp"]
    private static let totalNames = [
        "Payout amount", "Settlement amount", "Oppgjørssum", "Utbetalt beløp",
    ]
    private static let currencyNames = ["Currency", "Valuta"]
    private static let typeNames = [
        "Transaction type", "Type", "Transaksjonstype", "Operation",
    ]
    private static let referenceNames = [
        "Order ID", "Order reference", "Order number", "Merchant reference", "Reference",
        "Ordre-ID", "Ordrenummer", "Ordrereferanse", "Referanse",
    ]

    private let table: CSVTable

    init(_ table: CSVTable) {
        self.table = table
    }

    /// Whether a heading has what names a payout and what it comes to.
    static func reads(_ heading: ReportSection) -> Bool {
        [payoutNames, dateNames, grossNames, feeNames, netNames].allSatisfy {
            heading.optionalColumn($0) != nil
        }
    }

    func payouts() throws(PayoutImportError) -> [SettledPayout] {
        guard let heading = table.records.first else { throw .nothingInIt }
        let section = ReportSection(heading: heading)
        let payoutColumn = try section.column(Self.payoutNames)
        var order: [String] = []
        var groups: [String: PayoutGroup] = [:]
        for record in table.records.dropFirst() {
            try section.check(record)
            let id = try section.identifier(record, payoutColumn)
            if groups[id] == nil {
                order.append(id)
                groups[id] = try Self.group(record, section)
            }
            guard var group = groups[id] else { continue }
            try Self.add(record, section, to: &group)
            groups[id] = group
        }
        var payouts: [SettledPayout] = []
        for id in order {
            guard let group = groups[id] else { continue }
            payouts.append(
                SettledPayout(id: "nets/\(id)", payout: try group.payout(method: "card"))
            )
        }
        return payouts
    }

    /// Without a column of currencies the report is in kroner.
    private static func currency(
        _ record: CSVTable.Record,
        _ section: ReportSection
    ) throws(PayoutImportError) -> Currency {
        guard let column = section.optionalColumn(currencyNames) else { return .nok }
        return try section.currency(record, column)
    }

    private static func group(
        _ record: CSVTable.Record,
        _ section: ReportSection
    ) throws(PayoutImportError) -> PayoutGroup {
        let currency = try currency(record, section)
        var group = PayoutGroup(
            line: record.line,
            date: try section.date(record, section.column(dateNames)),
            currency: currency
        )
        if let total = section.optionalColumn(totalNames) {
            group.statedBank = try section.amount(record, total, currency)
        }
        return group
    }

    private static func add(
        _ record: CSVTable.Record,
        _ section: ReportSection,
        to group: inout PayoutGroup
    ) throws(PayoutImportError) {
        let dateColumn = try section.column(dateNames)
        guard try section.date(record, dateColumn) == group.date else {
            throw section.unreadable(record, dateColumn, .sameAsBefore)
        }
        guard try currency(record, section) == group.currency else {
            throw section.unreadable(record, try section.column(currencyNames), .sameAsBefore)
        }
        let gross = try section.amount(record, section.column(grossNames), group.currency)
        let written = try section.amount(record, section.column(feeNames), group.currency)
        let net = try section.amount(record, section.column(netNames), group.currency)
        let fee = gross + written == net ? -written : written
        guard gross - fee == net else {
            throw .doesNotTie(
                line: record.line,
                what: .lineNet,
                computed: (gross - fee).text(in: group.currency),
                stated: net.text(in: group.currency)
            )
        }
        group.fee += fee
        group.items.append(
            Payout.Item(
                type: section.text(record, section.optionalColumn(typeNames)) ?? "transaction",
                reference: section.text(record, section.optionalColumn(referenceNames)),
                amount: gross
            )
        )
    }
}
