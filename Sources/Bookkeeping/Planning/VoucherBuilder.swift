/// Makes the vouchers of one document and refuses any that does not balance.
struct VoucherBuilder: Sendable {
    let currency: Currency
    private(set) var vouchers: [Voucher] = []

    init(currency: Currency) {
        self.currency = currency
    }

    mutating func add(
        _ kind: Voucher.Kind,
        on date: LocalDate,
        refund: String? = nil,
        _ postings: [Posting]
    ) throws(Alert) {
        let real = postings.allSatisfy(\.isMovement) ? postings : postings.filter(\.isMovement)
        guard !real.isEmpty else { return }
        if let wrong = real.first(where: { $0.account.isOfVAT }) {
            throw .vatAccount(wrong.account)
        }
        guard
            let voucher = Voucher(
                kind: kind,
                date: date,
                currency: currency,
                postings: real,
                refundID: refund
            )
        else { throw .unbalanced }
        vouchers.append(voucher)
    }

    /// A posting without VAT on a balance account.
    func balance(
        _ account: AccountNumber,
        _ amount: Amount,
        nok: Amount,
        _ subject: PostingReason.Subject,
        rate: ExchangeRate? = nil
    ) -> Posting {
        Posting(
            account: account,
            vatCode: nil,
            amount: nok,
            currency: currency,
            inCurrency: amount,
            vat: .zero,
            reason: PostingReason(subject, rate: currency == .nok ? nil : rate)
        )
    }

    /// The posting that makes NOK balance: `difference` positive is a loss, negative a gain.
    func exchange(
        _ difference: Amount,
        asGain: Bool? = nil,
        _ rules: Rules
    ) throws(Alert) -> [Posting] {
        guard !difference.isZero else { return [] }
        let role = (asGain ?? (difference < .zero)) ? "fxGain" : "fxLoss"
        return [
            balance(try rules.needed(role), .zero, nok: difference, .exchangeDifference)
        ]
    }
}

extension Posting {
    fileprivate var isMovement: Bool { !amount.isZero || !inCurrency.isZero }
}
