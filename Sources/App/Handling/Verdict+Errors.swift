import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Remote

/// Every error that can end an event, as a verdict: the only place where that is decided.
extension Verdict {
    init(_ error: any Error, language: Language, now: Date) {
        switch error {
        case let failure as LedgerFailure: self = .init(failure, language: language)
        case let failure as SlackFailure:
            self = .init(
                LedgerFailure(
                    cause: failure.cause,
                    message: failure.message,
                    remedy: failure.remedy,
                    disposition: failure.disposition,
                    isOutcomeKnown: failure.isOutcomeKnown
                ),
                language: language
            )
        case let failure as MailFailure:
            let cause = Cause(
                code: failure.cause,
                message: failure.message[language],
                remedy: failure.remedy[language]
            )
            self = failure.isTransient ? .retry(cause, after: nil) : .failed(cause)
        case let finding as SourceFinding:
            self = .failed(
                Cause(
                    code: "MISSING_RIGHT",
                    message: finding.message[language],
                    remedy: finding.remedy[language]
                )
            )
        case let alert as Alert: self = .failed(Cause(alert, language))
        case let error as RemoteError: self = .init(error, language: language, now: now)
        case is CancellationError:
            self = .waiting(until: now, reason: LocalizedText.shutdown[language])
        case let error as OutboxError:
            self = .waiting(until: now.addingTimeInterval(5), reason: error.localizedDescription)
        default:
            self = .failed(
                Cause(
                    code: "REMOTE_REJECTED",
                    message: LocalizedText(
                        nb: "Uventet feil: \(error.localizedDescription)",
                        en: "Unexpected error: \(error.localizedDescription)"
                    )[language],
                    remedy: LocalizedText(
                        nb:
                            "Kjør hendelsen på nytt; kommer feilen igjen, meld den som feil i bokbro.",
                        en:
                            "Replay the event; if the error comes again, report it as a fault in bokbro."
                    )[language]
                )
            )
        }
    }

    private init(_ failure: LedgerFailure, language: Language) {
        let cause = Cause(
            code: failure.cause,
            message: failure.message[language],
            remedy: failure.remedy[language]
        )
        switch failure.disposition {
        case .retry: self = .retry(cause, after: nil)
        case .wait(let until): self = .waiting(until: until, reason: cause.message)
        case .fail: self = .failed(cause)
        }
    }

    /// A failed read from the source.
    private init(_ error: RemoteError, language: Language, now: Date) {
        switch error.kind {
        case .rateLimited(let until), .circuitOpen(let until):
            self = .waiting(until: until, reason: error.text[language])
        case .cancelled:
            self = .waiting(until: now, reason: LocalizedText.shutdown[language])
        default:
            let cause = Cause(SourceFailure(error, remedy: .readAgain), language)
            self = error.isTransient ? .retry(cause, after: nil) : .failed(cause)
        }
    }
}

extension LocalizedText {
    fileprivate static let shutdown = LocalizedText(
        nb: "bokbro stopper; hendelsen tas opp igjen ved neste start.",
        en: "bokbro is stopping; the event is taken up again at the next start."
    )
    fileprivate static let readAgain = LocalizedText(
        nb: "Det prøves igjen av seg selv. Varer det ved, se etter hos nettbutikken.",
        en: "It is tried again by itself. If it goes on, look into the shop."
    )
}

extension Cause {
    init(_ alert: Alert, _ language: Language) {
        self.init(
            code: alert.code.rawValue,
            message: alert.message[language],
            remedy: alert.remedy[language]
        )
    }

    static func noConnection(_ id: String, _ language: Language) -> Cause {
        Cause(
            code: "COMPANY_NOT_READY",
            message: LocalizedText(
                nb: "Koblingen «\(id)» finnes ikke lenger, eller er slått av.",
                en: "The connection “\(id)” is no longer there, or is switched off."
            )[language],
            remedy: LocalizedText(
                nb: "Legg den inn igjen, og kjør hendelsen på nytt.",
                en: "Put it in again, then replay the event."
            )[language]
        )
    }

    static func noLedger(_ language: Language) -> Cause {
        Cause(
            code: "COMPANY_NOT_READY",
            message: LocalizedText(
                nb: "Selskapet har ingen kobling til Tripletex.",
                en: "The company has no connection to Tripletex."
            )[language],
            remedy: LocalizedText(
                nb:
                    "Legg til en kobling med service: tripletex i selskapets fil; ordren bokføres da av seg selv.",
                en:
                    "Add a connection with service: tripletex to the company's file; the order is then booked by itself."
            )[language]
        )
    }

    static func noReason(_ language: Language) -> Cause {
        Cause(
            code: "TOTAL_MISMATCH",
            message: LocalizedText(
                nb: "Planen for ordren er ufullstendig.",
                en: "The plan for the order is incomplete."
            )[language],
            remedy: LocalizedText(
                nb: "Ingenting er bokført. Meld dette som feil i bokbro.",
                en: "Nothing was booked. Report this as a fault in bokbro."
            )[language]
        )
    }

    /// Causes that a change of a company's file can cure.
    static let curableBySettings: Set<String> = [
        "MISSING_ACCOUNT_MAPPING", "MISSING_VAT_RULE", "VAT_DEVIATION",
        "VAT_CHARGED_BY_UNREGISTERED",
        "FOREIGN_VAT_NOT_REGISTERED", "FOREIGN_VAT_THRESHOLD", "GIFT_CARD_DISCOUNT",
        "CREDENTIALS_REJECTED", "MISSING_RIGHT", "COMPANY_NOT_READY", "MISSING_RATE",
    ]
}
