/// A part of a sale that has one VAT code and one account.
struct SaleComponent: Hashable, Sendable {
    enum Origin: Hashable, Sendable {
        case line(Int)
        case shipping(Int)
        case tip
        case rounding
    }

    enum Kind: Hashable, Sendable {
        case revenue
        /// A debt that the sale makes: gift card, deposit, tip.
        case liability
        case foreignVAT
        case rounding
    }

    var origin: Origin
    var kind: Kind
    var title: String
    var quantity = DecimalNumber.one
    var sku: String?
    var decision: VATDecision
    /// As priced, after discounts.
    var amount: Amount
    /// Including Norwegian VAT, in document currency.
    var gross: Amount

    var key: PostingKey {
        PostingKey(account: decision.account, code: decision.code, rate: decision.rate)
    }

    /// Whether money given back for no line in particular reduces it.
    var bearsGoodwill: Bool { kind == .revenue || kind == .foreignVAT }
}

/// What postings of one voucher are summed by; ordered as ties of a remainder go: the lower account first.
struct PostingKey: Hashable, Comparable, Sendable {
    var account: AccountNumber
    var code: VATCode?
    var rate: Percentage

    /// The account and rate tell nearly all keys apart, and are numbers.
    func hash(into hasher: inout Hasher) {
        hasher.combine(account)
        hasher.combine(rate)
    }

    static func < (left: PostingKey, right: PostingKey) -> Bool {
        if left.account != right.account { return left.account < right.account }
        if left.code != right.code {
            guard let leftCode = left.code else { return true }
            guard let rightCode = right.code else { return false }
            return leftCode < rightCode
        }
        return left.rate < right.rate
    }
}

extension Sequence where Element == SaleComponent {
    var total: Amount { reduce(.zero) { $0 + $1.gross } }
}
