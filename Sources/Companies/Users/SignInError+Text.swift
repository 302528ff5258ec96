package import Bookkeeping
import Foundation

extension SignInError {
    /// What happened, for a person.
    package var message: LocalizedText {
        switch self {
        case .refused:
            LocalizedText(
                nb: "E-post eller passord er feil.",
                en: "The e-mail or the password is wrong."
            )
        case .throttled:
            LocalizedText(nb: "For mange forsøk.", en: "Too many attempts.")
        }
    }

    /// What to do about it, for a person.
    package var remedy: LocalizedText {
        switch self {
        case .refused:
            LocalizedText(
                nb: "Prøv igjen, eller be om en lenke for nytt passord.",
                en: "Try again, or ask for a link to set a new password."
            )
        case .throttled(let until):
            LocalizedText(
                nb: "Prøv igjen etter \(until.formatted(.iso8601)).",
                en: "Try again after \(until.formatted(.iso8601))."
            )
        }
    }
}

extension SignInError: LocalizedError {
    package var errorDescription: String? { message.en }
    package var recoverySuggestion: String? { remedy.en }
}
