import Bookkeeping

/// How each service is connected, step by step, for someone who is no developer.
enum SetUpGuide {
    /// Whether we can register the webhooks by ourselves.
    static func registersWebhooks(_ service: String) -> Bool {
        service == "shopify"
    }

    static func steps(_ service: String, _ language: Language) -> [String] {
        (guides[service] ?? []).map { $0[language] }
    }

    private static let guides: [String: [LocalizedText]] = [
        "tripletex": [
            text(
                "Logg inn i Tripletex som administrator, og åpne Selskap › API-tilgang.",
                "Sign in to Tripletex as an administrator, and open Company › API access."
            ),
            text(
                "Lag en nøkkel for integrasjonen bokbro, og kopier brukernøkkelen hit.",
                "Make a key for the integration bokbro, and copy the employee token here."
            ),
            text(
                "Registrer bankkontonummer på konto 1920 i Tripletex; uten det kan ingen faktura lages.",
                "Enter the bank account number on account 1920 in Tripletex; without it no invoice can be made."
            ),
            text(
                "Trykk «Test tilkoblingen». Testen sier hva som mangler, før noe bokføres.",
                "Press “Test the connection”. The test says what is missing before anything is booked."
            ),
        ],
        "shopify": [
            text(
                "Åpne Settings › Apps and sales channels › Develop apps i Shopify, og lag en app.",
                "Open Settings › Apps and sales channels › Develop apps in Shopify, and create an app."
            ),
            text(
                "Gi den lesetilgang til ordrer, produkter, kunder og utbetalinger (read_orders, read_all_orders, read_products, read_customers, read_shopify_payments_payouts).",
                "Grant it read access to orders, products, customers and payouts (read_orders, read_all_orders, read_products, read_customers, read_shopify_payments_payouts)."
            ),
            text(
                "Kopier tilgangsnøkkelen og appens hemmelighet hit.",
                "Copy the access token and the app's secret here."
            ),
            text(
                "Trykk «Registrer webhooker», eller legg inn adressen nedenfor for ordrer, leveringer og refusjoner.",
                "Press “Register webhooks”, or enter the address below for orders, fulfillments and refunds."
            ),
        ],
        "woocommerce": [
            text(
                "Åpne WooCommerce › Innstillinger › Avansert › REST API, og lag en nøkkel med lesetilgang.",
                "Open WooCommerce › Settings › Advanced › REST API, and make a key with read access."
            ),
            text(
                "Kopier kundenøkkelen og hemmeligheten hit.",
                "Copy the consumer key and secret here."
            ),
            text(
                "Lag webhooker for «Ordre opprettet», «Ordre oppdatert» og «Ordre slettet» med adressen nedenfor og samme hemmelighet som her.",
                "Make webhooks for “Order created”, “Order updated” and “Order deleted” with the address below and the same secret as here."
            ),
        ],
        "rentman": [
            text(
                "Åpne Konfigurasjon › Konto › Integrasjoner i Rentman, og lag en API-nøkkel.",
                "Open Configuration › Account › Integrations in Rentman, and make an API token."
            ),
            text(
                "Legg inn adressen nedenfor som webhook, og kopier webhook-nøkkelen hit.",
                "Enter the address below as a webhook, and copy the webhook token here."
            ),
            text(
                "Bare prosjekter med et bekreftet delprosjekt overføres.",
                "Only projects with a confirmed subproject are transferred."
            ),
        ],
        "slack": [
            text(
                "Lag en app på api.slack.com/apps, og gi den channels:manage, channels:read, chat:write, users:read og users:read.email.",
                "Create an app at api.slack.com/apps, and grant it channels:manage, channels:read, chat:write, users:read and users:read.email."
            ),
            text(
                "Installer den i arbeidsområdet, og kopier bot-nøkkelen (xoxb-…) hit.",
                "Install it in the workspace, and copy the bot token (xoxb-…) here."
            ),
            text(
                "Velg kanalen som skal få varsler, og inviter boten dit.",
                "Choose the channel for alerts, and invite the bot there."
            ),
        ],
        "norges-bank": [
            text(
                "Ingen nøkkel trengs. Kursene i Tripletex kontrolleres mot Norges Bank før en ordre i utenlandsk valuta føres.",
                "No key is needed. Rates in Tripletex are checked against Norges Bank before an order in foreign currency is booked."
            )
        ],
        "peppol-directory": [
            text(
                "Ingen nøkkel trengs. For hver bedriftskunde slås det opp om den kan motta EHF; ellers sendes fakturaen på e-post.",
                "No key is needed. For every business customer it is looked up whether it can receive EHF; else the invoice goes by e-mail."
            )
        ],
        "vipps": [
            text(
                "Åpne For utviklere › API-nøkler på portal.vippsmobilepay.com, og velg salgsenheten.",
                "Open For developers › API keys at portal.vippsmobilepay.com, and choose the sales unit."
            ),
            text(
                "Kopier client_id, client_secret og Ocp-Apim-Subscription-Key hit.",
                "Copy client_id, client_secret and Ocp-Apim-Subscription-Key here."
            ),
            text(
                "Oppgjørene hentes hver dag og føres mot konto 1930, med gebyr på 7770.",
                "Settlements are fetched every day and booked against account 1930, with the fee on 7770."
            ),
        ],
        "standard-webhooks": [
            text(
                "Gi avsenderen adressen nedenfor og hemmeligheten du velger her.",
                "Give the sender the address below and the secret you choose here."
            ),
            text(
                "Meldingene signeres etter Standard Webhooks, med en nøytral ordre som innhold.",
                "Messages are signed as Standard Webhooks has it, with a neutral order as content."
            ),
        ],
    ]

    private static func text(_ nb: String, _ en: String) -> LocalizedText {
        LocalizedText(nb: nb, en: en)
    }
}
