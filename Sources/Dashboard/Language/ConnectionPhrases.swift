import Bookkeeping

/// Texts of connections, orders and backfills.
///
/// One stored property for each, as in `Phrases`.
struct ConnectionPhrases: Sendable {
    // Connections
    let connectionsLede = phrase(
        "Butikker, Rentman, Tripletex og Slack, og hvordan det står til med dem.",
        "Shops, Rentman, Tripletex and Slack, and how they fare."
    )
    let noConnectionsYet = phrase("Ingen tilkoblinger ennå", "No connections yet")
    let noConnectionsNext = phrase(
        "Koble til Tripletex først, så butikken eller Rentman.",
        "Connect Tripletex first, then the shop or Rentman."
    )
    let addConnection = phrase("Ny tilkobling", "New connection")
    let connectTo = phrase("Koble til", "Connect")
    let testConnection = phrase("Test tilkoblingen", "Test the connection")
    let registerWebhooks = phrase("Registrer webhooker", "Register webhooks")
    let webhooksRegistered = phrase("Webhooker er registrert:", "Webhooks are registered:")
    let turnOff = phrase("Slå av", "Turn off")
    let turnOn = phrase("Slå på", "Turn on")
    let setUpGuide = phrase("Slik setter du den opp", "How to set it up")
    let webhookAddress = phrase("Webhook-adresse", "Webhook address")
    let lastDeliveries = phrase("Siste leveringer", "Last deliveries")
    let noDeliveries = phrase("Ingen leveringer ennå.", "No deliveries yet.")
    let connectionSaved = phrase("Tilkoblingen er lagret.", "The connection is saved.")
    let testPassed = phrase(
        "Tilkoblingen virker, og ingenting mangler.",
        "The connection works, and nothing is missing."
    )
    let testRemarks = phrase(
        "Tilkoblingen virker, med merknader.",
        "The connection works, with remarks."
    )
    let testFailed = phrase(
        "Dette må rettes før noe kan bokføres.",
        "This must be mended before anything can be booked."
    )
    let connectionName = phrase("Kort navn", "Short name")
    let connectionNameHint = phrase(
        "a–z, 0–9 og bindestrek; står i webhook-adressen.",
        "a–z, 0–9 and hyphen; stands in the webhook address."
    )
    let address = phrase("Adresse", "Address")
    let secretsHint = phrase(
        "Hemmeligheter forsegles og vises aldri igjen. To webhook-hemmeligheter kan gjelde samtidig; skill dem med mellomrom.",
        "Secrets are sealed and never shown again. Two webhook secrets may hold at a time; part them by a blank."
    )
    let secretKept = phrase("uendret", "unchanged")
    let alertChannel = phrase("Kanal for varsler", "Channel for alerts")
    let idTaken = phrase("Navnet er i bruk. Velg et annet.", "The name is taken. Choose another.")

    // Orders and search
    let findOrder = phrase("Finn ordre, bilag eller beløp", "Find an order, voucher or amount")
    let findOrderHint = phrase(
        "Ordrenummer, kundenummer, bilagsnummer eller beløp",
        "Order number, customer number, voucher number or amount"
    )
    let nothingFound = phrase("Ingenting funnet", "Nothing found")
    let nothingFoundNext = phrase(
        "Prøv et annet nummer eller beløp.",
        "Try another number or amount."
    )
    let openInSource = phrase("Åpne der den kom fra", "Open where it came from")
    let deliveries = phrase("Leveringer", "Deliveries")

    // Backfills
    let backfill = phrase("Historikk", "Backfill")
    let backfillLede = phrase(
        "Henter ordrer og prosjekter fra en dag du velger, som om webhookene hadde kommet da.",
        "Fetches orders and projects from a day you choose, as if their webhooks had come then."
    )
    let tryFirst = phrase("Prøv først", "Try first")
    let fetchAndBook = phrase("Hent og bokfør", "Fetch and book")
    let backfillHint = phrase(
        "«Prøv først» viser summer per måned og mva-kode og bokfører ingenting. Det som alt er bokført, blir stående.",
        "“Try first” shows totals per month and VAT code and books nothing. What is booked already is left alone."
    )
    let noSources = phrase("Ingen kilde er koblet til", "No source is connected")
    let noBackfills = phrase("Ingenting er hentet ennå.", "Nothing has been fetched yet.")
    let dryRun = phrase("prøve", "trial")
    let booking = phrase("bokføring", "booking")
    let backfillRunning = phrase("Pågår", "Running")
    let backfillStopped = phrase("Stoppet", "Stopped")
    let backfillDone = phrase("Ferdig", "Done")
    let backfillFailed = phrase("Feilet", "Failed")
    let lookedAt = phrase("behandlet", "looked at")
    let wouldBeBooked = phrase("Ville blitt bokført", "Would be booked")
    let booked = phrase("Bokført", "Booked")
    let knownBefore = phrase("Kjent fra før", "Known before")
    let triedAgain = phrase("Prøves igjen", "Tried again")
    let basis = phrase("Grunnlag", "Basis")
    let vat = phrase("Mva", "VAT")
    let gross = phrase("Brutto", "Gross")
}

private func phrase(_ nb: String, _ en: String) -> LocalizedText {
    LocalizedText(nb: nb, en: en)
}
