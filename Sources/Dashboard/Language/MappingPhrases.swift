import Bookkeeping

/// Texts of the navigation and of the rules' pages.
///
/// One stored property for each, as in `Phrases`.
struct MappingPhrases: Sendable {
    // Navigation and set-up
    let reconciliation = phrase("Avstemming", "Reconciliation")
    let alerts = phrase("Varsler", "Alerts")
    let setUp = phrase("Oppsett", "Set-up")
    let mapping = phrase("Regler", "Rules")
    let backfills = phrase("Historikk", "History of orders")
    let users = phrase("Brukere", "Users")
    let auditLog = phrase("Revisjonslogg", "Audit log")
    let steps = phrase("Veiviser", "Guide")
    let myAccount = phrase("Min konto", "My account")
    let token = phrase("API-nøkkel", "API token")
    let networkAddress = phrase("Nettadresse", "Network address")
    let commandLine = phrase("Kommandolinjen", "The command line")
    let company = phrase("Selskap", "Company")
    let yes = phrase("Ja", "Yes")
    let no = phrase("Nei", "No")
    let standard = phrase("Standard", "Default")
    let save = phrase("Lagre", "Save")
    let edit = phrase("Endre", "Edit")
    let open = phrase("Åpne", "Open")
    let connect = phrase("Koble til", "Connect")
    let what = phrase("Hva", "What")
    let who = phrase("Hvem", "Who")
    let when = phrase("Når", "When")
    let before = phrase("Før", "Before")
    let after = phrase("Etter", "After")
    let by = phrase("av", "by")
    let until = phrase("til", "until")
    let since = phrase("siden", "since")
    let reason = phrase("Begrunnelse", "Reason")
    let month = phrase("Måned", "Month")
    let amount = phrase("Beløp", "Amount")
    let amounts = phrase("Beløp", "Amounts")
    let number = phrase("Nummer", "Number")
    let period = phrase("Periode", "Period")
    let stop = phrase("Stopp", "Stop")
    let begun = phrase("Begynt", "Begun")
    let toToday = phrase("i dag", "today")

    // Rules
    let mappingLede = phrase(
        "Hvordan salg, mva og betalinger bokføres. En endring kan prøves på de siste ordrene før den lagres.",
        "How sales, VAT and payments are booked. A change can be tried on the last orders before it is saved."
    )
    let fromDate = phrase("Startdato", "From-date")
    let fromDateHint = phrase(
        "Ordrer før denne dagen bokføres ikke.",
        "Orders before this day are not booked."
    )
    let paymentMethods = phrase("Betalingsmåter", "Payment methods")
    let paymentMethod = phrase("Betalingsmåte", "Payment method")
    let paymentMethodsHint = phrase(
        "Slik butikken kaller dem. Kjente navn, som Vipps og Klarna, trenger ingen rad.",
        "As the shop names them. Known names, such as Vipps and Klarna, need no row."
    )
    let labelInShop = phrase("Navn i butikken", "Name in the shop")
    let bookedOn = phrase("Bokføres som", "Booked as")
    let accountIfOwn = phrase("Egen konto", "Own account")
    let ownAccount = phrase("Egen konto …", "Own account …")
    let paymentType = phrase("Betalingstype i Tripletex", "Payment type in Tripletex")
    let salesAccounts = phrase("Salgskontoer", "Sales accounts")
    let salesAccountsHint = phrase(
        "Tomt felt betyr kontoen som vises grått.",
        "An empty field means the account shown in grey."
    )
    let accounts = phrase("Andre kontoer", "Other accounts")
    let accountsHint = phrase(
        "Tomt felt betyr kontoen som vises grått.",
        "An empty field means the account shown in grey."
    )
    let account = phrase("Konto", "Account")
    let vatRules = phrase("Egne mva-regler", "Own VAT rules")
    let vatRule = phrase("Mva-regel", "VAT rule")
    let vatRulesHint = phrase(
        "Første rad som passer, gjelder; ellers standardtabellen. Tøm mva-koden for å la en rad ubrukt.",
        "The first row that fits holds; else the default table. Leave the VAT code empty for an unused row."
    )
    let vatCode = phrase("Mva-kode", "VAT code")
    let noVATCode = phrase("Ingen mva-kode", "No VAT code")
    let notInTripletex = phrase("ikke åpen i Tripletex", "not open in Tripletex")
    let alsoDemands = phrase("Krever også:", "Also demands:")
    let removeRow = phrase("Fjern raden", "Remove the row")
    let productRules = phrase("Varer", "Products")
    let productRule = phrase("Vareregel", "Product rule")
    let productRulesHint = phrase(
        "Første rad som passer, gjelder; * står for hva som helst. Tøm mønsteret for å fjerne en rad.",
        "The first row that fits holds; * stands for anything. Empty the pattern to remove a row."
    )
    let matchOn = phrase("Gjelder", "Applies to")
    let pattern = phrase("Mønster", "Pattern")
    let productClass = phrase("Vareslag", "Product class")
    let supplyType = phrase("Slag av leveranse", "Kind of supply")
    let destination = phrase("Leveres til", "Delivered to")
    let customerType = phrase("Kjøper", "Buyer")
    let settings = phrase("Innstillinger", "Settings")
    let projectSettings = phrase("Prosjekter og Slack", "Projects and Slack")
    let previewChange = phrase("Se hva som endres", "See what changes")
    let nothingSavedYet = phrase("Ingenting lagres ennå.", "Nothing is saved yet.")
    let history = phrase("Historikk", "History")
    let version = phrase("Versjon", "Version")
    let changes = phrase("Endringer", "Changes")
    let takeBack = phrase("Gå tilbake til denne", "Go back to this one")
    let rulesSaved = phrase("Reglene er lagret.", "The rules are saved.")
    let areTriedAgain = phrase("prøves igjen nå.", "are tried again now.")
    let rulesStale = phrase(
        "Noen andre har lagret regler i mellomtiden. Se over dem og gjør endringen på nytt.",
        "Someone else has saved rules in the meantime. Look them over and make the change again."
    )
    let choicesMissing = phrase(
        "Kontoer og mva-koder fra Tripletex kan ikke foreslås akkurat nå; skriv numrene selv.",
        "Accounts and VAT codes of Tripletex cannot be proposed just now; write the numbers yourself."
    )
    let previewNone = phrase(
        "Ingen av de siste ordrene ville blitt bokført annerledes.",
        "None of the last orders would have been booked otherwise."
    )
    let ordersTried = phrase("ordrer prøvd", "orders tried")
    let previewSome = phrase(
        "av de siste ordrene ville blitt bokført annerledes.",
        "of the last orders would have been booked otherwise."
    )
    let previewMissing = phrase(
        "De siste ordrene kunne ikke prøves. Endringen kan lagres likevel.",
        "The last orders could not be tried. The change can be saved all the same."
    )
    let noChange = phrase("Ingenting er endret.", "Nothing is changed.")
    let reasonHint = phrase(
        "Lagres sammen med navn og tid, for revisor og for deg selv.",
        "Kept with name and time, for the auditor and for yourself."
    )
    let reasonMissing = phrase(
        "Skriv en begrunnelse, høyst 500 tegn.",
        "Write a reason, at most 500 characters."
    )
    let saveRules = phrase("Lagre reglene", "Save the rules")
    let ordersThatDiffer = phrase(
        "Ordrer som bokføres annerledes",
        "Orders that are booked otherwise"
    )
    let postings = phrase("Posteringer", "Postings")
    let outcomeBooked = phrase("Bokføres", "Is booked")
    let outcomeHeld = phrase("Holdes tilbake", "Is held")
    let outcomeNotBooked = phrase("Bokføres ikke", "Is not booked")
}

private func phrase(_ nb: String, _ en: String) -> LocalizedText {
    LocalizedText(nb: nb, en: en)
}
