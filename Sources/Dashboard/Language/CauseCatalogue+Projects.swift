import Bookkeeping

extension CauseCatalogue {
    /// What can stop or be noticed of projects from Rentman.
    static let projects: [String: Entry] = [
        "PROJECT_WITHOUT_CUSTOMER": entry(
            "Prosjektet har ingen kunde",
            "The project has no customer",
            "Velg kunden på prosjektet i Rentman; resten skjer av seg selv.",
            "Choose the customer on the project in Rentman; the rest happens by itself."
        ),
        "PROJECT_NUMBER_TAKEN": entry(
            "Prosjektnummeret er tatt i Tripletex",
            "The project number is taken in Tripletex",
            "Ingenting: nummeret fra Rentman står i prosjektets referanse.",
            "Nothing: Rentman's number stands in the project's reference."
        ),
        "UNKNOWN_PROJECT_STATUS": entry(
            "Ukjent prosjektstatus i Rentman",
            "Unknown project status in Rentman",
            "Legg statusen til blant de bekreftede eller avsluttede på koblingen.",
            "Add the status to the confirmed or the ended ones of the connection."
        ),
        "LINE_ALREADY_INVOICED": entry(
            "Linjen er alt fakturert",
            "The line is invoiced already",
            "Rett differansen med en kreditnota eller en egen faktura.",
            "Mend the difference with a credit note or an invoice of its own."
        ),
        "SUBPROJECT_PRICE_UNKNOWN": entry(
            "Delprosjektets pris er ukjent",
            "The subproject's price is unknown",
            "Sett prisen på delprosjektet i Rentman.",
            "Set the subproject's price in Rentman."
        ),
        "PROJECT_CLOSED_BY_HAND": entry(
            "Prosjektet er lukket i Tripletex",
            "The project was closed in Tripletex",
            "Åpne det igjen i Tripletex om endringene fra Rentman skal med.",
            "Open it again in Tripletex if the changes of Rentman are to follow."
        ),
        "CHANNEL_ARCHIVED_BY_HAND": entry(
            "Kanalen er arkivert i Slack",
            "The channel was archived in Slack",
            "Hent den fra arkivet i Slack om den skal brukes.",
            "Take it from the archive in Slack if it is to be used."
        ),
    ]
}
