import Bookkeeping
import Foundation
import Remote

/// What Tripletex says when it refuses: read by status, code and field, since its texts follow the language of
/// the token's owner.
struct TripletexRejection: Decodable, Sendable {
    struct Message: Decodable, Sendable {
        var field: String?
        var message: String?
    }

    var code: Int?
    var message: String?
    var developerMessage: String?
    var validationMessages: [Message]?
    var requestId: String?

    /// The first refusal that has a text, as Tripletex wrote it.
    var text: String {
        let validation = validationMessages?.first { $0.message?.isEmpty == false }
        let text = validation?.message ?? message ?? developerMessage ?? ""
        guard let field = validation?.field, !field.isEmpty else { return text }
        return "\(field): \(text)"
    }

    /// Whether a refusal concerns a field whose name ends so.
    func concerns(field suffix: String) -> Bool {
        (validationMessages ?? []).contains { message in
            (message.field ?? "").split(separator: ",").contains {
                $0.trimmingCharacters(in: .whitespaces).lowercased().hasSuffix(suffix.lowercased())
            }
        }
    }

    /// The refusal in an answer's body; nil when it is no JSON of Tripletex's.
    init?(_ body: Data) {
        guard let rejection = try? JSONDecoder().decode(TripletexRejection.self, from: body) else {
            return nil
        }
        self = rejection
    }
}

extension LedgerFailure {
    /// A failed call as a cause of the contract.
    ///
    /// Source: reference of Tripletex's errors, sections 4 and 9.
    init(_ error: RemoteError) {
        switch error.kind {
        case .rateLimited(let until):
            self = .init(
                cause: "RATE_LIMITED",
                message: .init(
                    nb: "Tripletex tar ikke imot flere kall akkurat nå.",
                    en: "Tripletex takes no more calls right now."
                ),
                remedy: .waitsByItself,
                disposition: .wait(until: until)
            )
        case .circuitOpen(let until):
            self = .unavailable(error, disposition: .wait(until: until))
        case .rejected(let status, let body):
            self = .rejected(status: status, body: body, error)
            remoteCode = TripletexRejection(body)?.code
        case .unavailable, .cancelled:
            self = .unavailable(error, disposition: .retry)
        case .timedOut, .connectionLost, .invalidReply, .bodyTooLarge:
            self = error.isOutcomeKnown ? .unavailable(error, disposition: .retry) : .unknown(error)
        }
    }

    private static func rejected(status: Int, body: Data, _ error: RemoteError) -> LedgerFailure {
        let rejection = TripletexRejection(body)
        switch (status, rejection?.code) {
        case (401, _):
            return .init(
                cause: "CREDENTIALS_REJECTED",
                message: .init(
                    nb: "Tripletex godtar ikke nøklene til denne koblingen.",
                    en: "Tripletex does not accept this connection's tokens."
                ),
                remedy: .init(
                    nb:
                        "Lag en ny ansattnøkkel i Tripletex under Selskap › API-tilgang og legg den inn i koblingen.",
                    en:
                        "Make a new employee token in Tripletex under Company › API access and put it into the connection."
                )
            )
        case (403, _):
            return .init(
                cause: "MISSING_RIGHT",
                message: .init(
                    nb:
                        "Nøkkelen mangler rettigheten til \(error.method) \(error.path) i Tripletex.",
                    en: "The token lacks the right to \(error.method) \(error.path) in Tripletex."
                ),
                remedy: .init(
                    nb: "Gi nøkkelen rettigheten (eller slå på modulen) i Tripletex.",
                    en: "Give the token that right (or switch on the module) in Tripletex."
                )
            )
        case (422, 18_000) where error.path.hasPrefix("/token/session"):
            return .init(
                cause: "CREDENTIALS_REJECTED",
                message: .init(
                    nb: "Tripletex kjenner ikke nøklene til denne koblingen.",
                    en: "Tripletex does not know this connection's tokens."
                ),
                remedy: .init(
                    nb:
                        "Kontroller consumerToken og employeeToken, og at de hører til samme miljø som adressen.",
                    en:
                        "Check consumerToken and employeeToken, and that they belong to the same environment as the address."
                )
            )
        case (409, 8_000), (409, 10_000), (500..., _):
            return error.isOutcomeKnown
                ? .unavailable(error, disposition: .retry) : .unknown(error)
        default:
            return refused(rejection, status: status, error)
        }
    }

    private static func refused(
        _ rejection: TripletexRejection?,
        status: Int,
        _ error: RemoteError
    ) -> LedgerFailure {
        let request = error.requestID ?? rejection?.requestId ?? "–"
        if let rejection, let known = KnownRefusal.allCases.first(where: { $0.fits(rejection) }) {
            return known.failure(rejection.text)
        }
        let text = rejection?.text ?? ""
        return .init(
            cause: "REMOTE_REJECTED",
            message: .init(
                nb:
                    "Tripletex avviste \(error.method) \(error.path) (\(status)): «\(text)». Forespørsel \(request).",
                en:
                    "Tripletex refused \(error.method) \(error.path) (\(status)): “\(text)”. Request \(request)."
            ),
            remedy: .init(
                nb:
                    "Rett det Tripletex peker på, og kjør hendelsen på nytt. Ingenting er bokført dobbelt.",
                en: "Mend what Tripletex points at, then replay the event. Nothing is booked twice."
            )
        )
    }

    private static func unavailable(
        _ error: RemoteError,
        disposition: Disposition
    ) -> LedgerFailure {
        .init(
            cause: "REMOTE_UNAVAILABLE",
            message: .init(
                nb: "Tripletex svarer ikke nå (\(error.localizedDescription))",
                en: "Tripletex does not answer now (\(error.localizedDescription))"
            ),
            remedy: .waitsByItself,
            disposition: disposition,
            isOutcomeKnown: error.isOutcomeKnown
        )
    }

    private static func unknown(_ error: RemoteError) -> LedgerFailure {
        .init(
            cause: "UNKNOWN_OUTCOME",
            message: .init(
                nb:
                    "Svaret fra Tripletex kom ikke fram; bokbro ser etter hva som ble gjort før noe gjentas.",
                en:
                    "The answer of Tripletex was lost; bokbro looks what was done before anything is repeated."
            ),
            remedy: .waitsByItself,
            disposition: .retry,
            isOutcomeKnown: false
        )
    }
}

extension LocalizedText {
    fileprivate static let waitsByItself = LocalizedText(
        nb: "Du trenger ikke gjøre noe; det prøves igjen av seg selv.",
        en: "There is nothing to do; it is tried again by itself."
    )
}
