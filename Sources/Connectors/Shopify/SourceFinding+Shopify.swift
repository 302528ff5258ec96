import Bookkeeping

// What can be wrong with a connection to Shopify. The texts name scopes, topics and our own address.
extension SourceFinding {
    static let shopifyCredentialsRejected = SourceFinding(
        code: "credentials-rejected",
        isBlocking: true,
        message: LocalizedText(
            nb: "Shopify godtar ikke tilgangstokenet; ingen ordrer kan leses.",
            en: "Shopify does not accept the access token; no orders can be read."
        ),
        remedy: LocalizedText(
            nb: "Lag et nytt tilgangstoken for appen i Shopify og legg det inn i forbindelsen.",
            en: "Make a new access token for the app in Shopify and put it into the connection."
        )
    )

    static let shopifyNoSuchShop = SourceFinding(
        code: "address-wrong",
        isBlocking: true,
        message: LocalizedText(
            nb: "På adressen svarer ingen nettbutikk hos Shopify.",
            en: "No shop of Shopify answers at the address."
        ),
        remedy: LocalizedText(
            nb: "Rett baseURL til https://<butikk>.myshopify.com.",
            en: "Correct baseURL to https://<shop>.myshopify.com."
        )
    )

    static let shopifyOrdersHidden = SourceFinding(
        code: "scope-missing",
        isBlocking: true,
        message: LocalizedText(
            nb: "Appen mangler tilgangen read_orders; ingen ordrer kan leses.",
            en: "The app lacks the scope read_orders; no orders can be read."
        ),
        remedy: grant("read_orders")
    )

    static let shopifyHistoryLimited = SourceFinding(
        code: "history-limited",
        isBlocking: false,
        message: LocalizedText(
            nb:
                "Appen mangler tilgangen read_all_orders. Shopify viser da bare ordrer fra de siste 60 dagene og "
                + "utelater eldre uten å si fra: historikk, sene refusjoner og avstemming blir ufullstendige.",
            en:
                "The app lacks the scope read_all_orders. Shopify then shows only orders of the last 60 days and "
                + "leaves out older ones silently: history, late refunds and reconciliation are incomplete."
        ),
        remedy: grant("read_all_orders")
    )

    static let shopifyCustomersHidden = SourceFinding(
        code: "scope-missing",
        isBlocking: false,
        message: LocalizedText(
            nb:
                "Appen mangler tilgangen read_customers; bedriftskunders navn og organisasjonsnummer kan ikke leses.",
            en:
                "The app lacks the scope read_customers; names and organisation numbers of business customers "
                + "cannot be read."
        ),
        remedy: grant("read_customers")
    )

    static let shopifyPayoutsHidden = SourceFinding(
        code: "scope-missing",
        isBlocking: false,
        message: LocalizedText(
            nb:
                "Appen mangler tilgangen read_shopify_payments_payouts; utbetalinger fra Shopify Payments kan ikke leses.",
            en:
                "The app lacks the scope read_shopify_payments_payouts; payouts of Shopify Payments cannot be read."
        ),
        remedy: grant("read_shopify_payments_payouts")
    )

    static func shopifyVersion(_ version: String, insteadOf expected: String) -> SourceFinding {
        SourceFinding(
            code: "api-version-unsupported",
            isBlocking: false,
            message: LocalizedText(
                nb:
                    "Shopify støtter ikke lenger API-versjon \(expected) og svarer i formen til \(version). Ordrer som "
                    + "ikke går opp, holdes tilbake.",
                en:
                    "Shopify no longer supports API version \(expected) and answers in the shape of \(version). "
                    + "Orders that do not tie out are held."
            ),
            remedy: LocalizedText(
                nb: "Oppgrader bokbro til en utgave som kjenner \(version).",
                en: "Upgrade bokbro to a release that knows \(version)."
            )
        )
    }

    static func shopifyWebhooksMissing(_ topics: [String], _ address: String) -> SourceFinding {
        let list = topics.joined(separator: ", ")
        return SourceFinding(
            code: "webhooks-missing",
            isBlocking: false,
            message: LocalizedText(
                nb:
                    "Appen abonnerer ikke på \(list). Slike hendelser oppdages først ved neste kontroll av "
                    + "nettbutikken. Webhooks som er laget for hånd i Shopifys innstillinger, vises ikke her.",
                en:
                    "The app does not subscribe to \(list). Such events are noticed only when the shop is next swept. "
                    + "Webhooks that were made by hand in Shopify's settings do not show here."
            ),
            remedy: register(address)
        )
    }

    static func shopifyWebhooksElsewhere(_ topics: [String], _ address: String) -> SourceFinding {
        let list = topics.joined(separator: ", ")
        return SourceFinding(
            code: "webhooks-elsewhere",
            isBlocking: false,
            message: LocalizedText(
                nb: "Webhooks for \(list) går til en annen adresse, eller kommer ikke som JSON.",
                en: "Webhooks for \(list) go to another address, or do not come as JSON."
            ),
            remedy: register(address)
        )
    }

    private static func grant(_ scope: String) -> LocalizedText {
        LocalizedText(
            nb:
                "Gi appen \(scope) i Shopify (Innstillinger › Apper › Utvikle apper › API-tilganger), installer den på "
                + "nytt og legg inn det nye tokenet.",
            en:
                "Give the app \(scope) in Shopify (Settings › Apps › Develop apps › API scopes), install it again and "
                + "put in the new token."
        )
    }

    private static func register(_ address: String) -> LocalizedText {
        LocalizedText(
            nb:
                "La bokbro registrere webhookene, eller opprett dem i Shopify med adressen \(address).",
            en:
                "Let bokbro register the webhooks, or make them in Shopify with the address \(address)."
        )
    }
}
