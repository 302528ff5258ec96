import Bookkeeping

/// Every fixed text of the pages, in both languages.
///
/// One stored property for each; templates name them `{{text.…}}`, code reads them through `PhraseBook`.
struct Phrases: Sendable {
    // The frame
    let skipToContent = phrase("Hopp til innholdet", "Skip to the content")
    let mainNavigation = phrase("Hovedmeny", "Main menu")
    let overview = phrase("Oversikt", "Overview")
    let needsAttention = phrase("Trenger tilsyn", "Needs attention")
    let events = phrase("Hendelser", "Events")
    let allCompanies = phrase("Alle selskaper", "All companies")
    let signedInAs = phrase("Pålogget som", "Signed in as")
    let signOut = phrase("Logg ut", "Sign out")
    let toOverview = phrase("Til oversikten", "To the overview")
    let cancel = phrase("Avbryt", "Cancel")

    // Sign-in and invitations
    let signIn = phrase("Logg inn", "Sign in")
    let email = phrase("E-post", "E-mail")
    let password = phrase("Passord", "Password")
    let forgottenPassword = phrase(
        "Glemt passordet? Be den som driver bokbro om en ny lenke.",
        "Forgotten the password? Ask whoever runs bokbro for a new link."
    )
    let wrongPassword = phrase(
        "E-postadressen eller passordet stemmer ikke.",
        "The e-mail address or the password is not right."
    )
    let tooManyTries = phrase(
        "For mange forsøk. Prøv igjen om",
        "Too many tries. Try again in"
    )
    let signedOut = phrase("Du er logget ut.", "You are signed out.")
    let passwordSaved = phrase(
        "Passordet er lagret. Logg inn med det.",
        "The password is saved. Sign in with it."
    )
    let choosePassword = phrase("Velg et passord", "Choose a password")
    let choosePasswordFor = phrase("For kontoen", "For the account")
    let newPassword = phrase("Nytt passord", "New password")
    let repeatPassword = phrase("Gjenta passordet", "Repeat the password")
    let passwordRule = phrase(
        "Minst 12 tegn. En setning du husker, er bedre enn et kort, innviklet ord.",
        "At least 12 characters. A sentence you remember is better than a short, intricate word."
    )
    let savePassword = phrase("Lagre passordet", "Save the password")
    let passwordTooShort = phrase(
        "Passordet må ha minst 12 tegn.",
        "The password needs at least 12 characters."
    )
    let passwordTooLong = phrase("Passordet er for langt.", "The password is too long.")
    let passwordsDiffer = phrase("De to passordene er ulike.", "The two passwords differ.")
    let invitationGone = phrase(
        "Lenken er brukt eller utløpt. Be den som driver bokbro om en ny.",
        "The link is used or has expired. Ask whoever runs bokbro for a new one."
    )
    let toSignIn = phrase("Til innloggingen", "To sign-in")

    // Overview
    let bookedToday = phrase("Bokført i dag", "Booked today")
    let bookedNote = phrase("fakturaer laget i Tripletex", "invoices made in Tripletex")
    let attentionNote = phrase("hendelser venter på et menneske", "events wait for a person")
    let attentionNone = phrase("ingenting å gjøre", "nothing to do")
    let oldestWaiting = phrase("Eldste i kø", "Oldest waiting")
    let nothingWaiting = phrase("køen er tom", "the queue is empty")
    let inQueue = phrase("i kø", "in the queue")
    let connections = phrase("Tilkoblinger", "Connections")
    let noConnections = phrase(
        "Ingen tilkoblinger ennå. Legg dem til i selskapets fil og kjør «bokbro company apply».",
        "No connections yet. Add them to the company's file and run “bokbro company apply”."
    )
    let lastSuccess = phrase("Sist i orden", "Last success")
    let neverSucceeded = phrase("Ikke brukt ennå", "Not used yet")
    let connectionWorks = phrase("I orden", "Working")
    let connectionFails = phrase("Svikter", "Failing")
    let connectionPaused = phrase("Satt på pause", "Paused")
    let connectionDisabled = phrase("Slått av", "Turned off")
    let connectionUnknown = phrase("Ukjent", "Unknown")
    let lastThirtyDays = phrase("Siste 30 dager", "Last 30 days")
    let nothingInThirtyDays = phrase(
        "Ingen hendelser de siste 30 dagene.",
        "No events in the last 30 days."
    )
    let showAsTable = phrase("Vis som tabell", "Show as a table")
    let day = phrase("Dag", "Day")
    let noCompanies = phrase("Ingen selskaper ennå", "No companies yet")
    let noCompaniesNext = phrase(
        "Beskriv selskapet i en fil og les den inn. Er det allerede gjort, be eieren gi deg tilgang.",
        "Describe the company in a file and apply it. If that is done, ask its owner for access."
    )

    // Lists of events
    let received = phrase("Mottatt", "Received")
    let subject = phrase("Gjelder", "Subject")
    let topic = phrase("Emne", "Topic")
    let connection = phrase("Tilkobling", "Connection")
    let state = phrase("Tilstand", "State")
    let cause = phrase("Årsak", "Cause")
    let search = phrase("Søk", "Search")
    let searchHint = phrase(
        "ordrenummer, melding, leverings-id",
        "order number, message, delivery id"
    )
    let any = phrase("Alle", "Any")
    let fromDay = phrase("Fra dato", "From day")
    let toDay = phrase("Til og med", "Up to and including")
    let show = phrase("Vis", "Show")
    let clear = phrase("Nullstill", "Clear")
    let noMatch = phrase("Ingen hendelser passer", "No event matches")
    let noMatchNext = phrase(
        "Endre eller nullstill filteret for å se flere.",
        "Change or clear the filter to see more."
    )
    let noEvents = phrase("Ingen hendelser ennå", "No events yet")
    let noEventsNext = phrase(
        "Registrer webhook-adressen i nettbutikken eller Rentman. Den første hendelsen dukker opp her.",
        "Register the webhook address in the shop or in Rentman. The first event will turn up here."
    )
    let pages = phrase("Sider", "Pages")
    let newest = phrase("Nyeste", "Newest")
    let older = phrase("Eldre", "Older")
    let wrongDay = phrase(
        "En dato skrives slik: 2026-02-10.",
        "A day is written like this: 2026-02-10."
    )
    let wrongCursor = phrase(
        "Siden finnes ikke lenger. Her er de nyeste.",
        "That page is no more. Here are the newest."
    )
    let nothingNeedsAttention = phrase("Ingenting trenger tilsyn", "Nothing needs attention")
    let nothingNeedsAttentionNext = phrase(
        "Alt som er mottatt, er bokført, hoppet over eller i kø.",
        "All that has arrived is booked, skipped or in the queue."
    )
    let seeAllEvents = phrase("Se alle hendelser", "See all events")
    let seeAll = phrase("Se alle", "See all")
    let attentionLede = phrase("hendelser stoppet, etter årsak", "events stopped, by cause")

    // States
    let statePending = phrase("Venter", "Waiting")
    let stateRunning = phrase("Behandles", "Being handled")
    let stateDone = phrase("Ferdig", "Done")
    let stateSkipped = phrase("Hoppet over", "Skipped")
    let stateFailed = phrase("Stoppet", "Stopped")

    // Replays
    let replay = phrase("Kjør på nytt", "Run again")
    let replayAll = phrase("Kjør alle på nytt", "Run all again")
    let replayMatching = phrase("Kjør disse på nytt", "Run these again")
    let replayMany = phrase("Kjør mange på nytt", "Run many again")
    let replayHint = phrase(
        "Ingenting bokføres to ganger: det som alt er gjort, finnes igjen og beholdes.",
        "Nothing is booked twice: what is already there is found and kept."
    )
    let replayStarted = phrase(
        "Hendelsen er satt i kø på nytt.",
        "The event is in the queue again."
    )
    let replayRunning = phrase("kjøres på nytt …", "are being run again …")
    let replayDone = phrase("er behandlet på nytt.", "have been handled again.")
    let replayNone = phrase("Ingen hendelser passer filteret.", "No event matches the filter.")
    let replayWill = phrase("vil bli kjørt på nytt.", "will be run again.")
    let replayDisabled = phrase(
        "Tilkoblingen er slått av. Slå den på før hendelser kjøres på nytt.",
        "The connection is turned off. Turn it on before running events again."
    )
    let eventIsRunning = phrase(
        "Hendelsen behandles akkurat nå.",
        "The event is being handled right now."
    )
    let progress = phrase("Framdrift", "Progress")
    let eventOne = phrase("hendelse", "event")
    let eventMany = phrase("hendelser", "events")

    // One event
    let allOfSubject = phrase("Alt om denne", "All about this one")
    let timeline = phrase("Forløp", "Timeline")
    let delivery = phrase("Levering", "Delivery")
    let attempt = phrase("Forsøk", "Attempt")
    let attemptRunning = phrase("Pågår", "Under way")
    let attemptDone = phrase("Ferdig", "Done")
    let attemptSkipped = phrase("Hoppet over", "Skipped")
    let attemptRetry = phrase("Prøves igjen", "Will be tried again")
    let attemptFailed = phrase("Stoppet", "Stopped")
    let attemptInterrupted = phrase("Avbrutt", "Interrupted")
    let attemptWaiting = phrase("Venter", "Waits")
    let nextTry = phrase("Neste forsøk", "Next try")
    let service = phrase("Tjeneste", "Service")
    let call = phrase("Kall", "Call")
    let calls = phrase("kall", "calls")
    let callOne = phrase("kall", "call")
    let answer = phrase("Svar", "Answer")
    let requestId = phrase("forespørsel", "request")
    let customer = phrase("Kunde", "Customer")
    let payment = phrase("Betaling", "Payment")
    let voucher = phrase("Bilag", "Voucher")
    let creditNote = phrase("Kreditnota", "Credit note")
    let channel = phrase("Kanal", "Channel")
    let effects = phrase("Virkninger", "Effects")
    let noEffects = phrase(
        "Ingenting er endret utenfor bokbro.",
        "Nothing outside bokbro was changed."
    )
    let effectDone = phrase("utført", "done")
    let effectStarted = phrase("påbegynt", "started")
    let effectUnknown = phrase(
        "ukjent utfall, slås opp før noe gjentas",
        "outcome unknown, looked up before anything is repeated"
    )
    let explanation = phrase("Hvorfor ble det slik?", "Why did it come out so?")
    let noExplanation = phrase(
        "Ingen forklaring er lagret for denne hendelsen.",
        "No explanation is kept for this event."
    )
    let whatToDo = phrase("Gjør dette:", "What to do:")
    let mendByRules = phrase("Åpne reglene", "Open the rules")
    let mendBySetUp = phrase("Åpne helsesjekken", "Open the check-up")
    let verdictDone = phrase("Ferdig behandlet", "Worked off")
    let verdictPending = phrase("I kø", "In the queue")
    let verdictRunning = phrase("Behandles nå", "Being handled now")
    let payload = phrase("Innholdet slik det kom", "The content as it arrived")
    let payloadMasked = phrase(
        "Navn, adresser, e-post, telefon og nøkler er skjult.",
        "Names, addresses, e-mail, telephone and keys are hidden."
    )
    let payloadGone = phrase(
        "Innholdet er slettet etter lagringstiden.",
        "The content was deleted when its time was up."
    )
    let payloadUnreadable = phrase(
        "Innholdet er ikke JSON og vises ikke.",
        "The content is not JSON and is not shown."
    )
    let eventId = phrase("Hendelse", "Event")
    let order = phrase("Ordre", "Order")
    let project = phrase("Prosjekt", "Project")
    let invoice = phrase("Faktura", "Invoice")
    let contact = phrase("Kontakt", "Contact")
    let crew = phrase("Mannskap", "Crew")

    // Problems
    let notFound = phrase("Siden finnes ikke", "There is no such page")
    let notFoundNext = phrase(
        "Adressen er feil, eller du har ikke tilgang til det den viser til.",
        "The address is wrong, or you have no access to what it points to."
    )
    let forbidden = phrase("Det har du ikke rett til", "You may not do that")
    let forbiddenNext = phrase(
        "Rollen din kan lese, men ikke endre. Be eieren om en annen rolle om du trenger det.",
        "Your role can read but not change. Ask the owner for another role if you need it."
    )
    let crossSite = phrase(
        "Skjemaet ble sendt fra et annet nettsted og er avvist.",
        "The form was sent from another site and is refused."
    )
    let badRequest = phrase("Forespørselen kunne ikke leses", "The request could not be read")
    let badRequestNext = phrase(
        "Gå tilbake, last siden på nytt og prøv igjen.",
        "Go back, load the page again and retry."
    )
    let failure = phrase("Noe gikk galt hos oss", "Something went wrong on our side")
    let failureNext = phrase(
        "Ingenting er bokført dobbelt. Prøv igjen om litt; feilen står i tjenestens logg.",
        "Nothing was booked twice. Try again in a while; the fault is in the service's log."
    )
}

private func phrase(_ nb: String, _ en: String) -> LocalizedText {
    LocalizedText(nb: nb, en: en)
}
