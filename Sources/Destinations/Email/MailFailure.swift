package import Bookkeeping
import Foundation

/// Why an e-mail could not be handed over, in words a person can act on.
package struct MailFailure: Error, Hashable, Sendable {
    /// A code of the contract's closed list of causes.
    package var cause: String
    package var message: LocalizedText
    package var remedy: LocalizedText
    /// Whether it may go well later without anybody doing anything.
    package var isTransient: Bool

    // Codes of libcurl (curl/curl.h).
    private static let ok: Int32 = 0
    private static let signInRefused: Int32 = 67
    private static let untrusted: Set<Int32> = [35, 58, 60, 64, 77, 83]

    /// nil when the transfer went well.
    init?(_ transfer: Mailer.Transfer, server: MailServer) {
        guard transfer.code != Self.ok else { return nil }
        let words = transfer.reason.isEmpty ? "code \(transfer.code)" : transfer.reason
        if transfer.code == Self.signInRefused || [530, 534, 535].contains(transfer.status) {
            self = .signIn(server, words)
        } else if Self.untrusted.contains(transfer.code) {
            self = .encryption(server, words)
        } else if (500..<600).contains(transfer.status) {
            self = .refused(server, words)
        } else {
            self = .unavailable(server, words)
        }
    }

    private init(
        _ cause: String,
        _ message: LocalizedText,
        remedy: LocalizedText,
        isTransient: Bool = false
    ) {
        self.cause = cause
        self.message = message
        self.remedy = remedy
        self.isTransient = isTransient
    }
}

extension MailFailure: LocalizedError {
    package var errorDescription: String? { "\(cause): \(message.en)" }
    package var recoverySuggestion: String? { remedy.en }
}

extension MailFailure {
    static let badRecipient = MailFailure(
        "COMPANY_NOT_READY",
        .init(
            nb: "En av mottakerne av varsler er ingen e-postadresse.",
            en: "One of the recipients of alerts is no e-mail address."
        ),
        remedy: .init(
            nb: "Rett alerts.email i selskapets fil.",
            en: "Correct alerts.email in the company's file."
        )
    )

    /// The server of e-mail is not set.
    package static let noServer = MailFailure(
        "COMPANY_NOT_READY",
        .init(
            nb: "Varsler skal gå på e-post, men ingen e-postserver er oppgitt.",
            en: "Alerts are to go by e-mail, but no mail server is given."
        ),
        remedy: .init(
            nb: "Sett BOKBRO_SMTP_URL, start bokbro på nytt, og kjør hendelsen igjen.",
            en: "Set BOKBRO_SMTP_URL, start bokbro again, then replay the event."
        )
    )

    private static func signIn(_ server: MailServer, _ words: String) -> MailFailure {
        .init(
            "CREDENTIALS_REJECTED",
            .init(
                nb: "E-postserveren \(server.host) godtar ikke bruker og passord (\(words)).",
                en: "The mail server \(server.host) does not accept user and password (\(words))."
            ),
            remedy: .init(
                nb: "Rett dem i BOKBRO_SMTP_URL, start på nytt, og kjør hendelsen igjen.",
                en: "Correct them in BOKBRO_SMTP_URL, restart, then replay the event."
            )
        )
    }

    private static func encryption(_ server: MailServer, _ words: String) -> MailFailure {
        .init(
            "REMOTE_REJECTED",
            .init(
                nb: "Forbindelsen til \(server.host) kan ikke krypteres trygt (\(words)).",
                en: "The connection to \(server.host) cannot be encrypted safely (\(words))."
            ),
            remedy: .init(
                nb:
                    "Bruk smtps:// (TLS) eller en server med STARTTLS, navnet i sertifikatet, og ca= for egne sertifikater.",
                en:
                    "Use smtps:// (TLS) or a server with STARTTLS, the certificate's name, and ca= for certificates of your own."
            )
        )
    }

    private static func refused(_ server: MailServer, _ words: String) -> MailFailure {
        .init(
            "REMOTE_REJECTED",
            .init(
                nb: "E-postserveren \(server.host) avviste meldingen (\(words)).",
                en: "The mail server \(server.host) refused the message (\(words))."
            ),
            remedy: .init(
                nb: "Kontroller avsender og mottakere, og kjør hendelsen igjen.",
                en: "Check sender and recipients, then replay the event."
            )
        )
    }

    private static func unavailable(_ server: MailServer, _ words: String) -> MailFailure {
        .init(
            "REMOTE_UNAVAILABLE",
            .init(
                nb: "E-postserveren \(server.host) svarer ikke nå (\(words)).",
                en: "The mail server \(server.host) does not answer now (\(words))."
            ),
            remedy: .init(
                nb: "Ingenting; det prøves igjen av seg selv.",
                en: "Nothing; it is tried again by itself."
            ),
            isTransient: true
        )
    }
}
