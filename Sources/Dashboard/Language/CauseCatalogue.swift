package import Bookkeeping

/// What a cause is called where no message of a single event is at hand, and its general remedy.
///
/// The closed list of codes is the contract's section 6; an event's own message carries its facts.
package struct CauseCatalogue {
    struct Entry {
        let title: LocalizedText
        let remedy: LocalizedText
    }

    /// The codes in the order in which they are offered in a filter.
    static let codes: [String] = entries.keys.sorted()

    package static func title(_ code: String, _ language: Language) -> String {
        entries[code]?.title[language] ?? code
    }

    package static func remedy(_ code: String, _ language: Language) -> String {
        let known = entries[code] ?? unknown
        return known.remedy[language]
    }

    private static let unknown = entry(
        "Ukjent årsak",
        "Unknown cause",
        "Åpne en av hendelsene og les meldingen.",
        "Open one of the events and read its message."
    )

    private static let entries: [String: Entry] =
        ordersNotReady
        .merging(figures) { first, _ in first }
        .merging(settings) { first, _ in first }
        .merging(delivery) { first, _ in first }
        .merging(projects) { first, _ in first }

    private static let wait: (nb: String, en: String) = (
        "Ingenting. Ordren behandles igjen når butikken melder fra om en endring.",
        "Nothing. The order is handled again when the shop reports a change."
    )

    private static let ordersNotReady: [String: Entry] = [
        "NOT_FULFILLED": entry("Ikke levert ennå", "Not fulfilled yet", wait.nb, wait.en),
        "NOT_PAID": entry("Ikke betalt ennå", "Not paid yet", wait.nb, wait.en),
        "PARTIALLY_PAID": entry("Delvis betalt", "Partly paid", wait.nb, wait.en),
        "CANCELLED": entry("Kansellert", "Cancelled", wait.nb, wait.en),
        "ZERO_TOTAL": entry("Sum null", "Total is zero", wait.nb, wait.en),
        "BEFORE_FROM_DATE": entry(
            "Eldre enn startdatoen",
            "Older than the from-date",
            "Flytt startdatoen om ordren likevel skal med.",
            "Move the from-date if the order is to be booked after all."
        ),
    ]

    private static let figures: [String: Entry] = [
        "TOTAL_MISMATCH": entry(
            "Summen går ikke opp",
            "The total does not tie",
            "Sammenlign ordrens linjer med totalen i butikken. Rett ordren, og kjør på nytt.",
            "Compare the order's lines with its total in the shop. Mend the order, then run again."
        ),
        "PAYMENT_MISMATCH": entry(
            "Betalingene stemmer ikke",
            "The payments do not tie",
            "Se hvilke betalinger butikken viser. Skjulte betalingsmåter, som gavekort, må navngis.",
            "See which payments the shop shows. Hidden tenders, such as gift cards, must be named."
        ),
        "REFUND_MISMATCH": entry(
            "Refusjonen stemmer ikke",
            "The refund does not tie",
            "Sammenlign refusjonen i butikken med beløpet som ble betalt tilbake.",
            "Compare the shop's refund with what was paid back."
        ),
        "REFUND_EXCEEDS_SALE": entry(
            "Refundert mer enn solgt",
            "Refunded more than sold",
            "Rett refusjonen i butikken, eller før forskjellen for hånd.",
            "Mend the refund in the shop, or book the difference by hand."
        ),
        "PAYOUT_MISMATCH": entry(
            "Utbetalingen stemmer ikke",
            "The payout does not tie",
            "Sammenlign med oppgjøret fra betalingsformidleren.",
            "Compare with the provider's settlement."
        ),
        "VAT_DEVIATION": entry(
            "Mva avviker",
            "VAT deviates",
            "Butikken tok en annen mva enn reglene sier. Rett satsen i butikken eller regelen her.",
            "The shop charged another VAT than the rules say. Mend its rate, or the rule here."
        ),
        "VAT_CHARGED_BY_UNREGISTERED": entry(
            "Mva fra en som ikke er registrert",
            "VAT charged while not registered",
            "Slå av mva i butikken, eller sett selskapet som mva-registrert.",
            "Turn VAT off in the shop, or set the company as registered for VAT."
        ),
        "ROUNDING_POSTED": entry(
            "Avrunding bokført",
            "Rounding booked",
            "Ingenting.",
            "Nothing."
        ),
        "GIFT_CARD_DISCOUNT": entry(
            "Rabatt på gavekort",
            "Discount on a gift card",
            "Avgjør hvordan rabatten skal føres, og kjør på nytt.",
            "Decide how the discount is to be booked, then run again."
        ),
    ]

    static func entry(
        _ titleNb: String,
        _ titleEn: String,
        _ remedyNb: String,
        _ remedyEn: String
    ) -> Entry {
        Entry(
            title: LocalizedText(nb: titleNb, en: titleEn),
            remedy: LocalizedText(nb: remedyNb, en: remedyEn)
        )
    }
}

extension CauseCatalogue {
    private static let settings: [String: Entry] = [
        "MISSING_ACCOUNT_MAPPING": entry(
            "Konto mangler",
            "An account is missing",
            "Velg konto for betalingsmåten eller varen i reglene. Hendelsene prøves da igjen av seg selv.",
            "Choose the account in the rules. The events are then tried again by themselves."
        ),
        "MISSING_VAT_RULE": entry(
            "Mva-regel mangler",
            "A VAT rule is missing",
            "Legg til en mva-regel for landet og varen. Hendelsene prøves da igjen av seg selv.",
            "Add a VAT rule for the country and product. The events are then tried again."
        ),
        "MISSING_RATE": entry(
            "Valutakurs mangler",
            "An exchange rate is missing",
            "Legg inn kursen i Tripletex, og kjør på nytt.",
            "Enter the rate in Tripletex, then run again."
        ),
        "FOREIGN_VAT_THRESHOLD": entry(
            "Grense for utenlandsk mva passert",
            "Threshold for foreign VAT passed",
            "Registrer selskapet for mva i landet eller i VOEC/OSS, og legg inn regelen.",
            "Register for VAT there or in OSS, then add the rule."
        ),
        "FOREIGN_VAT_NOT_REGISTERED": entry(
            "Ikke registrert for mva i landet",
            "Not registered for VAT in the country",
            "Rett mva i butikken, eller legg inn registreringen.",
            "Mend the VAT in the shop, or enter the registration."
        ),
        "LOW_VALUE_NO_IOSS": entry(
            "Lav verdi uten IOSS",
            "Low value without IOSS",
            "Ingenting.",
            "Nothing."
        ),
        "PERIOD_CLOSED": entry(
            "Perioden er lukket",
            "The period is closed",
            "Bokført på første åpne dag. Åpne perioden om det er feil.",
            "Booked on the first open day. Open the period if that is wrong."
        ),
        "INVALID_ORG_NUMBER": entry(
            "Ugyldig organisasjonsnummer",
            "Invalid organization number",
            "Rett nummeret på kunden.",
            "Correct the customer's number."
        ),
        "NO_DELIVERY_CHANNEL": entry(
            "Fakturaen kan ikke sendes",
            "The invoice cannot be sent",
            "Legg inn e-post eller organisasjonsnummer på kunden, og send fra Tripletex.",
            "Give the customer an e-mail or organization number and send it from Tripletex."
        ),
        "COMPANY_NOT_READY": entry(
            "Selskapet er ikke klart i Tripletex",
            "The company is not ready in Tripletex",
            "Gjør oppsettet ferdig i Tripletex; «bokbro doctor» sier hva som mangler.",
            "Finish the set-up in Tripletex; “bokbro doctor” says what is missing."
        ),
        "CREDENTIALS_REJECTED": entry(
            "Nøkkelen ble avvist",
            "The credentials were rejected",
            "Lag en ny nøkkel hos tjenesten, og les inn selskapets fil på nytt.",
            "Make a new key at the service, and apply the company's file again."
        ),
        "MISSING_RIGHT": entry(
            "Nøkkelen mangler en rettighet",
            "The credentials lack a right",
            "Gi nøkkelen rettigheten meldingen nevner, og kjør på nytt.",
            "Grant the right that the message names, then run again."
        ),
        "CUSTOMER_NOT_ON_EHF": entry(
            "Kunden kan ikke motta EHF",
            "The customer cannot receive EHF",
            "Fakturaen går på e-post når kunden har en adresse.",
            "The invoice goes by e-mail when the customer has an address."
        ),
        "NO_EMPLOYEE_MATCH": entry(
            "Ingen ansatt passer",
            "No employee matches",
            "Legg inn e-post eller ekstern referanse på den ansatte i Tripletex.",
            "Give the employee in Tripletex an e-mail or external reference."
        ),
    ]

    private static let delivery: [String: Entry] = [
        "REMOTE_REJECTED": entry(
            "Avvist av tjenesten",
            "Rejected by the service",
            "Les tjenestens melding på hendelsen, rett det den nevner, og kjør på nytt.",
            "Read the service's message at the event, mend what it names, then run again."
        ),
        "REMOTE_UNAVAILABLE": entry(
            "Tjenesten svarte ikke",
            "The service did not answer",
            "Ingenting ennå; det prøves igjen av seg selv. Kjør på nytt når tjenesten er oppe.",
            "Nothing yet; it is tried again by itself. Run again once the service is up."
        ),
        "RATE_LIMITED": entry(
            "For mange kall",
            "Too many calls",
            "Ingenting; det fortsetter når tjenesten tillater flere kall.",
            "Nothing; it goes on when the service allows more calls."
        ),
        "UNKNOWN_OUTCOME": entry(
            "Ukjent utfall",
            "Unknown outcome",
            "Kjør på nytt: bokbro slår opp hva som ble gjort, før noe gjentas.",
            "Run again: bokbro looks up what was done before anything is repeated."
        ),
        "RETRIES_EXHAUSTED": entry(
            "Gitt opp etter mange forsøk",
            "Given up after many tries",
            "Se siste forsøk, rett årsaken, og kjør på nytt.",
            "See the last try, mend the cause, then run again."
        ),
        "EVENTS_MISSED": entry(
            "Webhook manglet",
            "A webhook was missing",
            "Se over webhookene i butikken. Hendelsen er funnet og behandlet.",
            "Check the shop's webhooks. The event was found and handled."
        ),
        "ORDER_NUMBERS_MISSING": entry(
            "Ordrenumre mangler",
            "Order numbers are missing",
            "Se i butikken om ordrene er slettet. Er de det, er alt i orden; ellers, kjør etterføring for dagene.",
            "See in the shop whether the orders were deleted. If so, all is well; else run a backfill of those days."
        ),
        "PAYOUT_ITEMS_UNKNOWN": entry(
            "Utbetalingen har poster uten kjent ordre",
            "The payout has items without a known order",
            "Åpne hendelsen: den navngir postene. Før ordrene de hører til, eller finn ut hva pengene gjelder.",
            "Open the event: it names the items. Book the orders they belong to, or find out what the money is for."
        ),
        "WEBHOOK_SILENT": entry(
            "Ingen webhooker",
            "No webhooks",
            "Se over om webhookene fortsatt er registrert i butikken.",
            "Check that the webhooks are still registered in the shop."
        ),
        "QUEUE_DELAYED": entry(
            "Køen går sakte",
            "The queue is slow",
            "Se eldste hendelse i køen. Venter den på en tjeneste, fortsetter den når tjenesten svarer.",
            "See the oldest event in the queue. If it waits for a service, it goes on when that answers."
        ),
        "DISK_LOW": entry(
            "Lite plass på disken",
            "The disk is nearly full",
            "Rydd eller utvid disken. Blir den full, avvises webhooker til det er plass.",
            "Clear or extend the disk. When it is full, webhooks are refused until there is room."
        ),
        "RECONCILIATION_DIFFERENCE": entry(
            "Avstemmingen har åpne avvik",
            "The reconciliation has open differences",
            "Åpne avstemmingen for perioden og følg steget ved hvert avvik.",
            "Open the period's reconciliation and follow the step beside each difference."
        ),
    ]
}
