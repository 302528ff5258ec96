package import Bookkeeping
import Foundation

/// Why something about companies, users or tokens could not be done.
package enum CompanyError: Error, Hashable, Sendable {
    case unusableMasterKey
    /// The database was sealed with the key of the first id.
    case wrongMasterKey(expected: String, given: String)
    /// Company/connection/key of the secret.
    case secretDoesNotOpen(String)
    case unknownCompany(String)
    case companyExists(String)
    case unknownConnection(String)
    case serviceChanged(connection: String, from: Service, to: Service)
    /// Somebody saved rules in between; the current version is given.
    case staleRules(current: Int)
    case rulesNotJSON
    case unknownUser(String)
    case userExists(String)
    case badEmail
    case badPassword
    case deadLink
    case unknownToken(String)
    case badName
    /// A line of an export that fits no table of this version.
    case unreadableExport(String)
}

extension CompanyError {
    /// What happened, for a person.
    package var message: LocalizedText {
        switch self {
        case .unusableMasterKey:
            .init(
                nb: "Hovednøkkelen er ikke 32 byte base64.",
                en: "The master key is not 32 bytes of base64."
            )
        case .wrongMasterKey(let expected, let given):
            .init(
                nb: "Databasen er forseglet med nøkkel \(expected), men nøkkel \(given) er gitt.",
                en: "The database is sealed with key \(expected), but key \(given) is given."
            )
        case .secretDoesNotOpen(let place):
            .init(
                nb: "Hemmeligheten \(place) lar seg ikke åpne.",
                en: "The secret \(place) does not open."
            )
        case .unknownCompany(let id):
            .init(nb: "Selskapet \(id) finnes ikke.", en: "There is no company \(id).")
        case .companyExists(let id):
            .init(nb: "Selskapet \(id) finnes alt.", en: "The company \(id) exists already.")
        case .unknownConnection(let id):
            .init(nb: "Tilkoblingen \(id) finnes ikke.", en: "There is no connection \(id).")
        case .serviceChanged(let id, let old, let new):
            .init(
                nb: "Tilkoblingen \(id) hører til \(old.rawValue) og kan ikke bli \(new.rawValue).",
                en: "Connection \(id) belongs to \(old.rawValue) and cannot become \(new.rawValue)."
            )
        case .staleRules(let current):
            .init(
                nb: "Reglene er endret i mellomtiden og er nå versjon \(current).",
                en: "The rules were changed in between and are now version \(current)."
            )
        case .rulesNotJSON:
            .init(nb: "Reglene er ikke et JSON-objekt.", en: "The rules are no JSON object.")
        case .unknownUser(let email):
            .init(nb: "Brukeren \(email) finnes ikke.", en: "There is no user \(email).")
        case .userExists(let email):
            .init(nb: "Brukeren \(email) finnes alt.", en: "The user \(email) exists already.")
        case .badEmail: .init(nb: "Det er ingen e-postadresse.", en: "That is no e-mail address.")
        case .badPassword:
            .init(
                nb: "Passordet må ha 12–256 tegn.",
                en: "The password must have 12–256 characters."
            )
        case .deadLink:
            .init(
                nb: "Lenken er brukt, utløpt eller ukjent.",
                en: "The link is used, expired or unknown."
            )
        case .unknownToken(let id):
            .init(nb: "Nøkkelen \(id) finnes ikke.", en: "There is no token \(id).")
        case .badName:
            .init(nb: "Navnet må ha 1–100 tegn.", en: "The name must have 1–100 characters.")
        case .unreadableExport(let table):
            .init(
                nb: "Filen for \(table) i eksporten kan ikke leses.",
                en: "The export's file of \(table) cannot be read."
            )
        }
    }

    /// What to do about it, for a person.
    package var remedy: LocalizedText {
        switch self {
        case .unusableMasterKey:
            .init(
                nb: "Lag en med `bokbro key generate`.",
                en: "Make one with `bokbro key generate`."
            )
        case .wrongMasterKey, .secretDoesNotOpen:
            .init(
                nb: "Gi nøkkelen databasen ble forseglet med, eller bruk filen på nytt.",
                en: "Give the key the database was sealed with, or apply the company's file again."
            )
        case .unknownCompany:
            .init(nb: "Se `bokbro company list`.", en: "See `bokbro company list`.")
        case .companyExists: .init(nb: "Velg en annen id.", en: "Choose another id.")
        case .unknownConnection: .init(nb: "Se selskapets fil.", en: "See the company's file.")
        case .serviceChanged: .init(nb: "Velg en ny id.", en: "Choose a new id.")
        case .staleRules:
            .init(
                nb: "Hent dem på nytt og gjør endringen igjen.",
                en: "Fetch them and make the change again."
            )
        case .rulesNotJSON: .init(nb: "Send et objekt.", en: "Send an object.")
        case .unknownUser: .init(nb: "Se `bokbro user list`.", en: "See `bokbro user list`.")
        case .userExists: .init(nb: "Bruk `bokbro user reset`.", en: "Use `bokbro user reset`.")
        case .badEmail: .init(nb: "Skriv som navn@firma.no.", en: "Write it as name@company.no.")
        case .badPassword: .init(nb: "Velg en setning.", en: "Choose a sentence.")
        case .deadLink: .init(nb: "Be om en ny lenke.", en: "Ask for a new link.")
        case .unknownToken: .init(nb: "Se `bokbro token list`.", en: "See `bokbro token list`.")
        case .badName: .init(nb: "Velg et annet navn.", en: "Choose another name.")
        case .unreadableExport:
            .init(
                nb: "Eksporter på nytt med samme versjon av bokbro.",
                en: "Export again with the same version of bokbro."
            )
        }
    }
}

extension CompanyError: LocalizedError {
    package var errorDescription: String? { message.en }
    package var recoverySuggestion: String? { remedy.en }
}

extension CompanyDocumentError: LocalizedError {
    package var errorDescription: String? {
        errors.map { $0.text(in: .en) }.joined(separator: "\n")
    }
    package var recoverySuggestion: String? { "Correct the file and apply it again." }
}
