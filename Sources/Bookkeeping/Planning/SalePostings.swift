/// The credit side of a sale: one posting for each account and VAT code, in NOK to the øre.
///
/// The document's total is converted once; the parts are spread to it by largest remainder (lower account first).
struct SalePostings: Sendable {
    /// What one account and code has of the sale, and how much of that refunds have taken back.
    struct Part: Sendable {
        var key: PostingKey
        var subject: PostingReason.Subject
        var decisions: [VATDecision]
        /// In document currency, a sale positive.
        var amount: Amount
        var amountNOK = Amount.zero
        var credited = Amount.zero
        var creditedNOK = Amount.zero
    }

    private(set) var parts: [Part] = []
    let currency: Currency
    let rate: ExchangeRate
    let total: Amount
    let totalNOK: Amount

    init(
        _ components: [SaleComponent],
        currency: Currency,
        rate: ExchangeRate
    ) throws(Alert) {
        self.currency = currency
        self.rate = rate
        total = components.total
        guard let converted = rate.converted(total, from: currency) else {
            throw .impossibleFigure("total")
        }
        totalNOK = converted
        let keys = components.map(\.key)
        let byKey = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        for index in byKey { add(components[index], keys[index]) }
        for (index, share) in totalNOK.spread(over: parts.map(\.amount)).enumerated() {
            parts[index].amountNOK = share
        }
    }

    /// Adds to the last part, or begins the next one: components come ordered by key.
    private mutating func add(_ component: SaleComponent, _ key: PostingKey) {
        guard let last = parts.indices.last, parts[last].key == key else {
            return parts.append(
                Part(
                    key: key,
                    subject: component.subject,
                    decisions: [component.decision],
                    amount: component.gross
                )
            )
        }
        parts[last].amount += component.gross
        if !parts[last].decisions.contains(component.decision) {
            parts[last].decisions.append(component.decision)
        }
    }

    /// What the sale voucher credits.
    var postings: [Posting] {
        parts.compactMap {
            $0.amount.isZero && $0.amountNOK.isZero
                ? nil : posting($0, -$0.amount, -$0.amountNOK, subject: $0.subject)
        }
    }

    /// Takes amounts back of their parts.
    ///
    /// At the sale's own rate each part closes to zero when all of it is
    /// taken back; with a rate of the refund's day its total is converted and spread anew.
    mutating func credit(
        _ amounts: [PostingKey: Amount],
        at newRate: ExchangeRate?
    ) throws(Alert) -> [Posting] {
        let indices = parts.indices.filter { !(amounts[parts[$0].key] ?? .zero).isZero }
        let shares = indices.map { amounts[parts[$0].key] ?? .zero }
        var anew: [Amount]?
        if let newRate {
            guard let total = newRate.converted(shares.total, from: currency) else {
                throw .impossibleFigure("refunds")
            }
            anew = total.spread(over: shares)
        }
        var postings: [Posting] = []
        for (place, index) in indices.enumerated() {
            parts[index].credited += shares[place]
            let part = parts[index]
            var amountNOK =
                part.amount.isZero
                ? rate.converted(part.credited, from: currency) ?? .zero
                : part.amountNOK.share(part.credited, of: part.amount)
            amountNOK -= part.creditedNOK
            parts[index].creditedNOK += amountNOK
            postings.append(
                posting(part, shares[place], anew?[place] ?? amountNOK, subject: .credit)
            )
        }
        return postings
    }

    private func posting(
        _ part: Part,
        _ amount: Amount,
        _ amountNOK: Amount,
        subject: PostingReason.Subject
    ) -> Posting {
        Posting(
            account: part.key.account,
            vatCode: part.key.code,
            amount: amountNOK,
            currency: currency,
            inCurrency: amount,
            vat: amountNOK.includedVAT(at: part.key.rate),
            reason: PostingReason(
                subject,
                decisions: part.decisions,
                rate: currency == .nok ? nil : rate
            )
        )
    }
}

extension SaleComponent {
    fileprivate var subject: PostingReason.Subject {
        switch kind {
        case .revenue, .liability: .sale
        case .foreignVAT: .foreignVAT
        case .rounding: .rounding
        }
    }
}
