package import Bookkeeping

/// Something in a company's Tripletex that will keep orders from being booked, or may.
package struct LedgerFinding: Hashable, Sendable {
    package enum Weight: String, Hashable, Sendable {
        /// Nothing can be booked.
        case error
        /// Some orders cannot.
        case warning
    }

    /// `BANK_ACCOUNT`, `VAT_CODE_3`, `ACCOUNT_2901` …; stable, for scripts.
    package var code: String
    package var weight: Weight
    /// What is the case, and why it matters.
    package var message: LocalizedText
    package var remedy: LocalizedText

    package init(code: String, weight: Weight, message: LocalizedText, remedy: LocalizedText) {
        self.code = code
        self.weight = weight
        self.message = message
        self.remedy = remedy
    }

    init(_ failure: LedgerFailure, code: String, weight: Weight = .error) {
        self.init(code: code, weight: weight, message: failure.message, remedy: failure.remedy)
    }
}
