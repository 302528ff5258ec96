package import Bookkeeping
import Foundation
import Remote

/// Why Slack could not be brought to what the plan says, in words a person can act on.
package struct SlackFailure: Error, Hashable, Sendable {
    /// A code of the contract's closed list of causes.
    package var cause: String
    package var message: LocalizedText
    package var remedy: LocalizedText
    package var disposition: LedgerFailure.Disposition
    /// Whether it is certain that nothing was changed by the failed call.
    package var isOutcomeKnown: Bool
    /// What Slack itself said; nil when no usable answer came.
    package var refusal: SlackRefusal?

    init(
        cause: String,
        _ message: LocalizedText,
        remedy: LocalizedText,
        disposition: LedgerFailure.Disposition = .fail,
        isOutcomeKnown: Bool = true,
        refusal: SlackRefusal? = nil
    ) {
        self.cause = cause
        self.message = message
        self.remedy = remedy
        self.disposition = disposition
        self.isOutcomeKnown = isOutcomeKnown
        self.refusal = refusal
    }
}

extension SlackFailure: LocalizedError {
    package var errorDescription: String? { "\(cause): \(message.en)" }
    package var recoverySuggestion: String? { remedy.en }
}

extension SlackFailure {
    /// No usable answer came.
    init(_ error: RemoteError, isRead: Bool) {
        let isOutcomeKnown = isRead || error.isOutcomeKnown
        switch error.kind {
        case .rateLimited(let until):
            self = .tooManyCalls(until: until)
        case .circuitOpen(let until):
            self = .unavailable(error, disposition: .wait(until: until))
        case .rejected(let status, _) where (400..<500).contains(status):
            self = .init(
                cause: "REMOTE_REJECTED",
                .init(
                    nb: "Slack avviste \(error.path) med status \(status).",
                    en: "Slack refused \(error.path) with status \(status)."
                ),
                remedy: .init(
                    nb: "Kontroller adressen til Slack i koblingen, og kjør hendelsen på nytt.",
                    en: "Check Slack's address in the connection, then replay the event."
                )
            )
        default:
            self = isOutcomeKnown ? .unavailable(error, disposition: .retry) : .unknown
        }
    }

    /// Slack said no; `until` is when to try again if it was too much.
    init(_ refusal: SlackRefusal, of method: SlackMethod, until: Date) {
        switch refusal {
        case .tooManyCalls: self = .tooManyCalls(until: until)
        case .broken(let code):
            self = method.isRead ? .broken(code) : .unknown
        default: self = .init(refusal, during: method.rawValue)
        }
        self.refusal = refusal
    }

    private static func tooManyCalls(until: Date) -> SlackFailure {
        .init(
            cause: "RATE_LIMITED",
            .init(
                nb: "Slack tar ikke imot flere kall akkurat nå.",
                en: "Slack takes no more calls right now."
            ),
            remedy: .slackWaits,
            disposition: .wait(until: until)
        )
    }

    private static func unavailable(
        _ error: RemoteError,
        disposition: LedgerFailure.Disposition
    ) -> SlackFailure {
        .init(
            cause: "REMOTE_UNAVAILABLE",
            .init(
                nb: "Slack svarer ikke nå (\(error.localizedDescription))",
                en: "Slack does not answer now (\(error.localizedDescription))"
            ),
            remedy: .slackWaits,
            disposition: disposition
        )
    }

    private static func broken(_ code: String) -> SlackFailure {
        .init(
            cause: "REMOTE_UNAVAILABLE",
            .init(nb: "Slack har en feil (\(code)).", en: "Slack has a fault (\(code))."),
            remedy: .slackWaits,
            disposition: .retry
        )
    }

    private static var unknown: SlackFailure {
        .init(
            cause: "UNKNOWN_OUTCOME",
            .init(
                nb:
                    "Svaret fra Slack kom ikke fram; bokbro ser etter hva som ble gjort før noe gjentas.",
                en:
                    "Slack's answer was lost; bokbro looks what was done before anything is repeated."
            ),
            remedy: .slackWaits,
            disposition: .retry,
            isOutcomeKnown: false
        )
    }
}

extension LocalizedText {
    static let slackWaits = LocalizedText(
        nb: "Du trenger ikke gjøre noe; det prøves igjen av seg selv.",
        en: "There is nothing to do; it is tried again by itself."
    )
}
