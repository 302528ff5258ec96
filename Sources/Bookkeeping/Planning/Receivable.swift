/// What the customer owes for one document, in its currency and at its book value in NOK.
///
/// Payments relieve the book value cumulatively, so that it is zero when nothing is owed.
struct Receivable: Hashable, Sendable {
    private var base: Amount
    private var baseNOK: Amount
    private var settled = Amount.zero
    private var settledNOK = Amount.zero

    init(_ amount: Amount, nok: Amount) {
        base = amount
        baseNOK = nok
    }

    var open: Amount { base - settled }
    var openNOK: Amount { baseNOK - settledNOK }

    /// The book value of a payment.
    mutating func relieve(_ amount: Amount) -> Amount {
        settled += amount
        let upTo = baseNOK.share(settled, of: base)
        let part = upTo - settledNOK
        settledNOK = upTo
        return part
    }

    /// A credit note makes the debt smaller.
    mutating func reduce(by amount: Amount, nok: Amount) {
        base = open - amount
        baseNOK = openNOK - nok
        settled = .zero
        settledNOK = .zero
    }
}
