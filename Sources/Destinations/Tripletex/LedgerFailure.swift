package import Bookkeeping
package import Foundation

/// Why the ledger could not be brought to what the plan says, in words a person can act on.
package struct LedgerFailure: Error, Hashable, Sendable {
    /// What is to happen with the event.
    package enum Disposition: Hashable, Sendable {
        /// Time may cure it.
        case retry
        /// Nothing is wrong with the event; try again at this time.
        case wait(until: Date)
        /// A person must act.
        case fail
    }

    /// A code of the contract's closed list of causes.
    package var cause: String
    package var message: LocalizedText
    package var remedy: LocalizedText
    package var disposition: Disposition
    /// Whether it is certain that nothing was changed by the failed call.
    package var isOutcomeKnown: Bool
    /// Tripletex's own code of a refusal.
    var remoteCode: Int?
    /// Which of the refusals with a known cure it is.
    var refusal: KnownRefusal?

    package init(
        cause: String,
        message: LocalizedText,
        remedy: LocalizedText,
        disposition: Disposition = .fail,
        isOutcomeKnown: Bool = true
    ) {
        self.cause = cause
        self.message = message
        self.remedy = remedy
        self.disposition = disposition
        self.isOutcomeKnown = isOutcomeKnown
    }
}

extension LedgerFailure: LocalizedError {
    package var errorDescription: String? { "\(cause): \(message.en)" }
    package var recoverySuggestion: String? { remedy.en }
}

extension LedgerFailure {
    /// The query matches more rows than one may.
    var isTooLarge: Bool { remoteCode == 23_000 }

    /// The list was refused as a whole and nothing was made: not open to this token, or one element is bad.
    var isListRefused: Bool {
        isOutcomeKnown && disposition == .fail && cause != "CREDENTIALS_REJECTED"
    }
}
