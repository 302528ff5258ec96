import Bookkeeping

/// Klarna's settlement report: a summary of the payout and, under a heading of their own, its transactions.
///
/// A file may hold several. Source: docs.klarna.com, Settlement reports, field descriptions.
struct KlarnaReport {
    /// What a kind of transaction does to the payout; Klarna writes some amounts with their sign and some without.
    private enum Effect {
        case adds
        case takes
        case asWritten
        case fee
        case feeBack
    }

    private static let effects: [String: Effect] = [
        "SALE": .adds, "RETURN": .takes, "REVERSAL": .takes, "REVERSAL_MERCHANT_PROTECTION": .adds,
        "COMMISSION": .adds, "CORRECTION": .asWritten, "HOLDBACK": .takes, "RELEASE": .adds,
        "CREDIT": .adds, "CHARGE": .takes, "FEE": .fee, "FEE_REFUND": .feeBack,
    ]
    private static let references = ["merchant_reference1", "merchant_reference_1"]

    private let table: CSVTable

    init(_ table: CSVTable) {
        self.table = table
    }

    func payouts() throws(PayoutImportError) -> [SettledPayout] {
        var payouts: [SettledPayout] = []
        var rest = table.records[...]
        while let start = rest.firstIndex(where: Self.isSummary) {
            let end =
                rest[(start + 1)...].firstIndex(where: Self.isSummary) ?? table.records.endIndex
            payouts.append(try payout(table.records[start..<end]))
            rest = table.records[end...]
        }
        guard !payouts.isEmpty else {
            throw .missingColumn(names: ["payment_reference", "total_settlement_amount"])
        }
        return payouts
    }

    private static func isSummary(_ record: CSVTable.Record) -> Bool {
        ReportSection(heading: record).has("total_settlement_amount")
    }

    private func payout(
        _ records: ArraySlice<CSVTable.Record>
    ) throws(PayoutImportError) -> SettledPayout {
        guard let heading = records.first, records.count > 1 else { throw .nothingInIt }
        let summary = KlarnaSummary(
            section: ReportSection(heading: heading),
            record: records[records.startIndex + 1]
        )
        let currency = try summary.currency()
        let lines = try transactions(records.dropFirst(2), currency: currency)
        var items = lines.items
        let repaid = try summary.amount("total_repay_amount", currency).magnitude
        if !repaid.isZero { items.append(.init(type: "repay", amount: -repaid)) }
        let lent = try summary.amount("total_deposit_amount", currency).magnitude
        if !lent.isZero { items.append(.init(type: "deposit", amount: lent)) }
        // With gross settlement the fees come on an invoice of their own.
        let isGross = summary.text("merchant_settlement_type")?.uppercased() == "GROSS"
        let tax = try summary.amount("total_tax_amount", currency).magnitude
        let fee = isGross ? .zero : lines.fee + tax
        let settled = try summary.needed("total_settlement_amount", currency)
        try summary.check(lines, currency)
        let computed = items.map(\.amount).total - fee
        guard computed == settled else {
            throw .doesNotTie(
                line: summary.record.line,
                what: .payout,
                computed: computed.text(in: currency),
                stated: settled.text(in: currency)
            )
        }
        return SettledPayout(
            id: "klarna/\(try summary.reference())",
            payout: Payout(
                method: "klarna",
                date: try summary.date(),
                currency: currency,
                items: items,
                fee: fee,
                bankCurrency: currency,
                bankAmount: settled
            )
        )
    }

    struct Lines {
        var items: [Payout.Item] = []
        var fee = Amount.zero
        var sales = Amount.zero
        var returns = Amount.zero
    }

    private func transactions(
        _ records: ArraySlice<CSVTable.Record>,
        currency: Currency
    ) throws(PayoutImportError) -> Lines {
        var lines = Lines()
        guard let heading = records.first else { return lines }
        let section = ReportSection(heading: heading)
        let type = try section.column(["type"])
        let amount = try section.column(["amount"])
        let reference = section.optionalColumn(Self.references)
        let order = section.optionalColumn(["order_id", "short_order_id"])
        for record in records.dropFirst() {
            try section.check(record)
            let kind = try section.needed(record, type).uppercased()
            let written = try section.amount(record, amount, currency)
            guard let effect = Self.effects[kind] else {
                throw section.unreadable(record, type, .text)
            }
            if kind == "SALE" { lines.sales += written.magnitude }
            if kind == "RETURN" { lines.returns += written.magnitude }
            let value: Amount
            switch effect {
            case .fee:
                lines.fee += written.magnitude
                continue
            case .feeBack:
                lines.fee -= written.magnitude
                continue
            case .adds: value = written.magnitude
            case .takes: value = -written.magnitude
            case .asWritten: value = written
            }
            lines.items.append(
                Payout.Item(
                    type: kind.lowercased(),
                    reference: section.text(record, reference) ?? section.text(record, order),
                    amount: value
                )
            )
        }
        return lines
    }
}

/// The part of Klarna's report that says what the payout comes to.
private struct KlarnaSummary {
    let section: ReportSection
    let record: CSVTable.Record

    func currency() throws(PayoutImportError) -> Currency {
        try section.currency(record, section.column(["settlement_currency"]))
    }

    func reference() throws(PayoutImportError) -> String {
        try section.identifier(record, section.column(["payment_reference"]))
    }

    func date() throws(PayoutImportError) -> LocalDate {
        try section.date(record, section.column(["payout_date"]))
    }

    func text(_ name: String) -> String? { section.text(record, section.optionalColumn([name])) }

    func amount(_ name: String, _ currency: Currency) throws(PayoutImportError) -> Amount {
        try section.optionalAmount(record, section.optionalColumn([name]), currency)
    }

    func needed(_ name: String, _ currency: Currency) throws(PayoutImportError) -> Amount {
        try section.amount(record, section.column([name]), currency)
    }

    /// The totals of the commonest kinds, where the summary states them.
    func check(_ lines: KlarnaReport.Lines, _ currency: Currency) throws(PayoutImportError) {
        for (name, computed) in [
            ("total_sale_amount", lines.sales), ("total_return_amount", lines.returns),
        ] {
            guard section.has(name) else { continue }
            let stated = try amount(name, currency).magnitude
            guard stated == computed else {
                throw .doesNotTie(
                    line: record.line,
                    what: .kind,
                    computed: computed.text(in: currency),
                    stated: stated.text(in: currency)
                )
            }
        }
    }
}
