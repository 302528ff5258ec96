import Bookkeeping

/// Texts of the reconciliation and of the first steps.
///
/// One stored property for each, as in `Phrases`.
struct ReportPhrases: Sendable {
    // Reconciliation
    let reconciliationLede = phrase(
        "Butikkens ordrer, det vi har bokført og Tripletex lest tilbake, ved siden av hverandre.",
        "The shop's orders, what we booked, and Tripletex read back, beside each other."
    )
    let reconcile = phrase("Avstem", "Reconcile")
    let choosePeriod = phrase("Velg en periode", "Choose a period")
    let choosePeriodNext = phrase(
        "Rapporten henter alt på nytt fra butikk og Tripletex. Det kan ta litt tid.",
        "The report fetches everything anew from shop and Tripletex. It may take a while."
    )
    let reportBeingMade = phrase("Rapporten lages", "The report is being made")
    let wrongPeriod = phrase(
        "En periode er en måned, en mva-termin eller et år.",
        "A period is a month, a VAT term or a year."
    )
    let months = phrase("Måneder", "Months")
    let vatTerms = phrase("Mva-terminer", "VAT terms")
    let vatTerm = phrase("Termin", "Term")
    let years = phrase("År", "Years")
    let balanced = phrase("Alt stemmer", "Everything ties")
    let notBalanced = phrase("Noe stemmer ikke", "Something does not tie")
    let madeAt = phrase("laget", "made")
    let ordersInShops = phrase("Ordrer i butikkene", "Orders in the shops")
    let vouchersInLedger = phrase("Bilag i Tripletex", "Vouchers in Tripletex")
    let openDifferences = phrase("Åpne avvik", "Open differences")
    let differences = phrase("Avvik", "Differences")
    let difference = phrase("Avvik", "Difference")
    let noDifferences = phrase("Ingen avvik.", "No differences.")
    let perConnection = phrase("Salg per kobling", "Sales per connection")
    let perVATCode = phrase("Per mva-kode", "Per VAT code")
    let perAccount = phrase("Per konto", "Per account")
    let perPayment = phrase("Per betalingsmåte", "Per payment method")
    let perCurrency = phrase("Per valuta", "Per currency")
    let currency = phrase("Valuta", "Currency")
    let orders = phrase("Ordrer", "Orders")
    let sale = phrase("Salg", "Sale")
    let expected = phrase("Ventet", "Expected")
    let inLedger = phrase("I Tripletex", "In Tripletex")
    let inShop = phrase("I butikken", "In the shop")
    let basisInLedger = phrase("Grunnlag i Tripletex", "Basis in Tripletex")
    let vatInLedger = phrase("Mva i Tripletex", "VAT in Tripletex")
    let giftCards = phrase("Gavekort", "Gift cards")
    let giftOpening = phrase("Inngående gjeld", "Opening debt")
    let giftSold = phrase("Solgt", "Sold")
    let giftRedeemed = phrase("Innløst", "Redeemed")
    let giftExpired = phrase("Utløpt", "Expired")
    let giftClosing = phrase("Utgående gjeld", "Closing debt")
    let paidNotFulfilled = phrase("Betalt, ikke levert", "Paid, not fulfilled")

    // First run
    let firstUser = phrase("Den første brukeren", "The first user")
    let firstUserLede = phrase(
        "Du blir eier, og kan legge til flere etterpå.",
        "You become the owner, and can add others afterwards."
    )
    let makeUser = phrase("Lag brukeren", "Make the user")
    let setUpGone = phrase(
        "Lenken er brukt eller utløpt. En ny står i tjenestens logg ved neste start, så lenge ingen bruker finnes.",
        "The link is used or has expired. A new one stands in the service's log at its next start, as long as there is no user."
    )
    let newCompany = phrase("Nytt selskap", "New company")
    let companyName = phrase("Navn", "Name")
    let organizationNumber = phrase("Organisasjonsnummer", "Organization number")
    let companyID = phrase("Kort navn", "Short name")
    let companyIDHint = phrase(
        "a–z, 0–9 og bindestrek; tomt felt lager ett av navnet.",
        "a–z, 0–9 and hyphen; an empty field makes one of the name."
    )
    let addCompany = phrase("Legg til selskapet", "Add the company")
    let setUpLede = phrase(
        "Ta stegene i den rekkefølgen du vil. Det du har gjort, blir stående.",
        "Take the steps in whatever order you like. What you have done stays."
    )
    let setUpDone = phrase(
        "Alt er satt opp. Ordrer bokføres av seg selv.",
        "Everything is set up. Orders are booked by themselves."
    )
    let stepsDone = phrase("steg er gjort", "steps are done")
    let stepDone = phrase("Gjort", "Done")
    let stepLeft = phrase("Gjenstår", "Left")
    let stepCompany = phrase("Selskapet", "The company")
    let stepCompanyText = phrase("Navn og organisasjonsnummer.", "Name and organization number.")
    let stepLedger = phrase("Tripletex", "Tripletex")
    let stepLedgerText = phrase(
        "Lim inn nøklene og test tilkoblingen; testen sier hva som mangler i Tripletex.",
        "Paste the keys and test the connection; the test says what Tripletex lacks."
    )
    let stepSource = phrase("Butikk eller Rentman", "Shop or Rentman")
    let stepSourceText = phrase(
        "Koble til der ordrene kommer fra.",
        "Connect where the orders come from."
    )
    let stepRules = phrase("Regler", "Rules")
    let stepRulesText = phrase(
        "Se over kontoer, mva og betalingsmåter. Standardene passer de fleste.",
        "Look over accounts, VAT and payment methods. The defaults suit most."
    )
    let stepFromDate = phrase("Startdato", "From-date")
    let stepFromDateText = phrase(
        "Fra hvilken dag skal ordrer bokføres?",
        "From which day are orders to be booked?"
    )
    let stepWebhook = phrase("Første webhook", "First webhook")
    let stepWebhookText = phrase(
        "Lag en testordre i butikken. Den dukker opp under Hendelser.",
        "Make a test order in the shop. It turns up under Events."
    )
}

private func phrase(_ nb: String, _ en: String) -> LocalizedText {
    LocalizedText(nb: nb, en: en)
}
