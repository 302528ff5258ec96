import Bookkeeping

/// What can be wrong in a company's file.
extension LocalizedText {
    static let tooLarge = LocalizedText(
        nb: "Filen er større enn 1 MiB. Del den opp.",
        en: "The file is larger than 1 MiB. Make it smaller."
    )
    static let tooManyAliases = LocalizedText(
        nb: "Filen har flere enn 20 YAML-alias. Skriv verdiene ut.",
        en: "The file has more than 20 YAML aliases. Write the values out."
    )
    static let tooManyNodes = LocalizedText(
        nb: "Filen har flere enn 50 000 verdier. Gjør den mindre.",
        en: "The file has more than 50,000 values. Make it smaller."
    )
    static let tooDeep = LocalizedText(
        nb: "Filen er nøstet dypere enn 32 nivåer.",
        en: "The file is nested deeper than 32 levels."
    )
    static let notAMapping = LocalizedText(
        nb: "Her må det stå nøkler med verdier.",
        en: "Keys with values must stand here."
    )
    static let keyNotText = LocalizedText(
        nb: "En nøkkel må være tekst.",
        en: "A key must be text."
    )
    static let malformedVariable = LocalizedText(
        nb: "«${» må følges av et navn og «}». Skriv «$${» for tegnene selv.",
        en:
            "\"${\" must be followed by a name and \"}\". Write \"$${\" for the characters themselves."
    )
    static let missing = LocalizedText(nb: "Mangler.", en: "Missing.")
    static let notText = LocalizedText(nb: "Må være tekst.", en: "Must be text.")
    static let notAList = LocalizedText(nb: "Må være en liste.", en: "Must be a list.")
    static let notABoolean = LocalizedText(
        nb: "Må være true eller false.",
        en: "Must be true or false."
    )
    static let notIntegers = LocalizedText(
        nb: "Må være en liste av hele tall.",
        en: "Must be a list of whole numbers."
    )
    static let notObjects = LocalizedText(
        nb: "Må være en liste av nøkler med verdier.",
        en: "Must be a list of keys with values."
    )
    static let badID = LocalizedText(
        nb: "Må være 1–40 tegn av a–z, 0–9 og «-», ikke «-» først eller sist.",
        en: "Must be 1–40 characters of a–z, 0–9 and \"-\", no \"-\" first or last."
    )
    static let badOrganizationNumber = LocalizedText(
        nb: "Er ikke et gyldig organisasjonsnummer (ni sifre, modulus 11).",
        en: "Is no valid organisation number (nine digits, modulus 11)."
    )
    static let badCurrency = LocalizedText(
        nb: "Er ikke en valutakode som NOK.",
        en: "Is no currency code such as NOK."
    )
    static let badLanguage = LocalizedText(nb: "Må være nb eller en.", en: "Must be nb or en.")
    static let badTimeZone = LocalizedText(
        nb: "Er ikke en tidssone som Europe/Oslo.",
        en: "Is no time zone such as Europe/Oslo."
    )
    static let badURL = LocalizedText(
        nb:
            "Må være en adresse med https (http bare til egen maskin), uten bruker, spørring og anker.",
        en:
            "Must be an address with https (http only to this machine), without user, query or fragment."
    )
    static let originOnly = LocalizedText(
        nb: "Må være bare opphavet, uten sti, som https://api.rentman.net.",
        en: "Must be the bare origin without a path, such as https://api.rentman.net."
    )
    static let noBaseURL = LocalizedText(
        nb: "Tjenesten har ingen adresse. Fjern nøkkelen.",
        en: "The service has no address. Remove the key."
    )
    static let duplicateID = LocalizedText(
        nb: "En annen tilkobling har samme id.",
        en: "Another connection has the same id."
    )
    static let tooManyConnections = LocalizedText(
        nb: "Et selskap kan ha høyst 100 tilkoblinger.",
        en: "A company can have at most 100 connections."
    )
    static let emptySecret = LocalizedText(
        nb: "En hemmelighet kan ikke være tom eller lengre enn 4096 tegn.",
        en: "A secret cannot be empty or longer than 4096 characters."
    )
    static let tooManySecrets = LocalizedText(
        nb: "Må være én tekst.",
        en: "Must be one text."
    )
    static let twoSecrets = LocalizedText(
        nb: "Må være én tekst eller en liste av høyst to.",
        en: "Must be one text or a list of at most two."
    )
    static let badName = LocalizedText(
        nb: "Må være 1–200 tegn.",
        en: "Must be 1–200 characters."
    )
    static let badService = LocalizedText(
        nb: "Må være en av \(Service.names).",
        en: "Must be one of \(Service.names)."
    )

    static func missingVariable(_ name: String) -> LocalizedText {
        LocalizedText(
            nb: "Miljøvariabelen \(name) er ikke satt. Sett den og prøv igjen.",
            en: "The environment variable \(name) is not set. Set it and try again."
        )
    }

    static func unreadable(_ problem: String) -> LocalizedText {
        LocalizedText(nb: "Uleselig YAML: \(problem).", en: "Unreadable YAML: \(problem).")
    }

    static func unknownKey(_ known: [String]) -> LocalizedText {
        let list = known.sorted().joined(separator: ", ")
        return LocalizedText(
            nb: "Ukjent nøkkel. Kjente er \(list).",
            en: "Unknown key. Known are \(list)."
        )
    }

    static func mustEnd(_ suffix: String) -> LocalizedText {
        LocalizedText(nb: "Må slutte med \(suffix).", en: "Must end with \(suffix).")
    }
}

extension Service {
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
