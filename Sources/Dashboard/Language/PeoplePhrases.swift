import Bookkeeping

/// Texts of users, accounts, the audit log and alerts.
///
/// One stored property for each, as in `Phrases`.
struct PeoplePhrases: Sendable {
    // Users and accounts
    let usersLede = phrase(
        "Hvem som ser selskapet, og hva de får gjøre.",
        "Who sees the company, and what they may do."
    )
    let role = phrase("Rolle", "Role")
    let roleOwner = phrase("Eier", "Owner")
    let roleAccountant = phrase("Regnskapsfører", "Accountant")
    let roleViewer = phrase("Leser", "Reader")
    let noAccess = phrase("Ingen tilgang", "No access")
    let you = phrase("deg", "you")
    let userDisabled = phrase("Utestengt", "Locked out")
    let userActive = phrase("Aktiv", "Active")
    let userInvited = phrase("Invitert", "Invited")
    let addUser = phrase("Legg til bruker", "Add a user")
    let newLink = phrase("Ny lenke", "New link")
    let lockOut = phrase("Steng ute", "Lock out")
    let letIn = phrase("Slipp inn", "Let in")
    let removeCode = phrase("Slå av engangskode", "Turn one-time codes off")
    let userSaved = phrase("Endringen er lagret.", "The change is saved.")
    let invitationNote = phrase(
        "Send denne lenken til brukeren. Den vises bare nå, gjelder i sju dager og kan brukes én gang.",
        "Send this link to the user. It is shown only now, holds for seven days and works once."
    )
    let resetNote = phrase(
        "Send denne lenken til brukeren. Den vises bare nå, gjelder i én time og kan brukes én gang.",
        "Send this link to the user. It is shown only now, holds for one hour and works once."
    )
    let rolesHint = phrase(
        "Eier: alt. Regnskapsfører: alt unntatt brukere og hemmeligheter. Leser: bare se.",
        "Owner: everything. Accountant: all but users and secrets. Reader: only look."
    )
    let codes = phrase("Engangskoder", "One-time codes")
    let codesLede = phrase(
        "En kode fra en app på telefonen i tillegg til passordet.",
        "A code from an app on your telephone besides the password."
    )
    let codeIsOn = phrase("Engangskoder er slått på.", "One-time codes are on.")
    let codeIsOff = phrase("Engangskoder er slått av.", "One-time codes are off.")
    let codeBegin = phrase("Ta i bruk engangskoder", "Use one-time codes")
    let codeStepApp = phrase("Legg denne nøkkelen inn i appen:", "Enter this key in the app:")
    let codeOpenApp = phrase("Åpne appen", "Open the app")
    let codeStepEnter = phrase("Skriv koden appen viser.", "Write the code that the app shows.")
    let codeTurnOn = phrase("Slå på", "Turn on")
    let code = phrase("Engangskode", "One-time code")
    let codeFromApp = phrase("Koden fra appen", "The code from the app")
    let codeWrong = phrase(
        "Koden stemmer ikke, eller er brukt.",
        "The code is not right, or is used."
    )
    let codeWrongAnew = phrase(
        "Koden stemmer ikke. Prøv den neste appen viser.",
        "The code is not right. Try the next one the app shows."
    )
    let sessions = phrase("Pålogginger", "Sessions")
    let sessionsLede = phrase(
        "Avslutter påloggingen på alle maskiner, også denne.",
        "Ends the sessions on every machine, this one too."
    )
    let signOutEverywhere = phrase("Logg ut overalt", "Sign out everywhere")

    // Audit log
    let auditLede = phrase(
        "Hva som er endret, av hvem. Linjene er kjedet sammen, så ingenting kan rettes eller fjernes i ettertid.",
        "What was changed, by whom. The lines are chained, so that nothing can be altered or removed afterwards."
    )
    let verifyAudit = phrase("Kontroller loggen", "Verify the log")
    let auditIntact = phrase(
        "Loggen er hel. Antall linjer i alt:",
        "The log is whole. Lines in all:"
    )
    let auditBroken = phrase("Loggen er brutt ved linje", "The log is broken at line")
    let auditRulesSaved = phrase("Regler lagret", "Rules saved")
    let auditConnectionAdded = phrase("Tilkobling lagt til", "Connection added")
    let auditConnectionChanged = phrase("Tilkobling endret", "Connection changed")
    let auditConnectionEnabled = phrase("Tilkobling slått på", "Connection turned on")
    let auditConnectionDisabled = phrase("Tilkobling slått av", "Connection turned off")
    let auditWebhooks = phrase("Webhooker registrert", "Webhooks registered")
    let auditReplayed = phrase("Kjørt på nytt", "Run again")
    let auditBackfillBegun = phrase("Historikk hentes", "Backfill begun")
    let auditBackfillStopped = phrase("Historikk stoppet", "Backfill stopped")
    let auditAlertSeen = phrase("Varsel sett", "Alert acknowledged")
    let auditAlertSnoozed = phrase("Varsel utsatt", "Alert put off")
    let auditApplied = phrase("Selskapets fil lest inn", "Company's file applied")
    let auditCompanyAdded = phrase("Selskap lagt til", "Company added")
    let auditTokenCreated = phrase("API-nøkkel laget", "API token made")
    let auditTokenRevoked = phrase("API-nøkkel trukket tilbake", "API token revoked")

    let auditBooking = phrase("Bokført", "Booked")
    let auditAccounts = phrase("Kontoer opprettet", "Accounts made")
    let auditKeyRotated = phrase("Hovednøkkel byttet", "Master key exchanged")
    let auditExported = phrase("Selskapet eksportert", "Company exported")
    let auditImported = phrase("Selskapet importert", "Company imported")

    // Doctor
    let doctor = phrase("Helsesjekk", "Check-up")
    let doctorLede = phrase(
        "Spør alle tjenestene hva som vil bli avvist, før det skjer. Ingenting endres.",
        "Asks every service what would be refused, before it happens. Nothing is changed."
    )
    let examineNow = phrase("Undersøk nå", "Examine now")
    let dryRunMonth = phrase("Prøvekjør en måned", "Dry-run a month")
    let doctorWell = phrase("Alt er som det skal", "Everything is as it should be")
    let doctorFound = phrase("Dette bør rettes", "This should be mended")
    let makeAccounts = phrase(
        "Opprett kontoene som mangler i Tripletex:",
        "Make the accounts that are missing in Tripletex:"
    )
    let accountsMade = phrase("Opprettet i Tripletex:", "Made in Tripletex:")

    // Alerts
    let alertsLede = phrase(
        "Ett varsel per årsak. Det lukkes av seg selv når årsaken er borte.",
        "One alert for each cause. It closes by itself when the cause is gone."
    )
    let noAlerts = phrase("Ingen varsler", "No alerts")
    let noAlertsNext = phrase(
        "Når noe stopper, står det her med hva du kan gjøre.",
        "When something stops, it stands here with what you can do."
    )
    let alertError = phrase("Feil", "Error")
    let alertWarning = phrase("Til orientering", "For your information")
    let alertAcknowledged = phrase("Sett", "Seen")
    let alertSnoozed = phrase("Utsatt", "Put off")
    let alertClosed = phrase("Løst", "Cured")
    let seeEvents = phrase("Se hendelsene", "See the events")
    let putOff = phrase("Utsett", "Put off")
    let untilCured = phrase("Til det er løst", "Until it is cured")
    let fourHours = phrase("I fire timer", "For four hours")
    let oneDay = phrase("I ett døgn", "For a day")
    let oneWeek = phrase("I en uke", "For a week")
    let acknowledge = phrase("Marker som sett", "Mark as seen")
    let curedAlerts = phrase("Løst i det siste", "Cured of late")
    let alertNoted = phrase("Varselet er merket.", "The alert is marked.")
}

private func phrase(_ nb: String, _ en: String) -> LocalizedText {
    LocalizedText(nb: nb, en: en)
}
