import Bookkeeping
import Dashboard
import Foundation
import Outbox
import Remote

/// A source that did not answer as it should: a cause for the event, finding or refusal that tells of it.
struct SourceFailure {
    let cause: String
    let message: LocalizedText
    let remedy: LocalizedText

    /// `remedy` is for whatever new credentials do not cure.
    init(_ error: RemoteError, remedy: LocalizedText) {
        message = error.text
        switch error.status {
        case 401: cause = "CREDENTIALS_REJECTED"
        case 403: cause = "MISSING_RIGHT"
        default: cause = error.isTransient ? "REMOTE_UNAVAILABLE" : "REMOTE_REJECTED"
        }
        guard error.status == 401 || error.status == 403 else {
            self.remedy = remedy
            return
        }
        self.remedy = LocalizedText(
            nb: "Legg inn en gyldig nøkkel med lesetilgang til ordrer på koblingen.",
            en: "Put a valid token that may read orders into the connection."
        )
    }
}

extension Cause {
    init(_ failure: SourceFailure, _ language: Language) {
        self.init(
            code: failure.cause,
            message: failure.message[language],
            remedy: failure.remedy[language]
        )
    }
}

extension Finding {
    init(_ failure: SourceFailure) {
        self.init(
            code: failure.cause,
            blocking: true,
            message: failure.message,
            remedy: failure.remedy
        )
    }
}

extension WorkRefusal {
    init(_ failure: SourceFailure) {
        self.init(
            .unavailable,
            code: failure.cause,
            message: failure.message,
            remedy: failure.remedy
        )
    }
}

extension RemoteError {
    /// What happened to the call, in both languages.
    var text: LocalizedText {
        let what =
            switch kind {
            case .unavailable(let reason): "får ikke kontakt: \(reason)"
            case .timedOut: "svarte ikke ferdig i tide"
            case .connectionLost(let reason): "forbindelsen ble brutt: \(reason)"
            case .rejected(let status, _): "svarte \(status)"
            case .rateLimited(let until): "for mange kall; venter til \(until.ISO8601Format())"
            case .circuitOpen(let until):
                "tjenesten er nede; prøver igjen \(until.ISO8601Format())"
            case .invalidReply(let reason): "svaret kan ikke leses: \(reason)"
            case .bodyTooLarge: "svaret er for stort"
            case .cancelled: "avbrutt"
            }
        return LocalizedText(
            nb: "\(service) \(method) \(path): \(what).",
            en: localizedDescription
        )
    }
}
