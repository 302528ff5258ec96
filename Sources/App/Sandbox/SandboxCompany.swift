import Connectors
import HTTPTypes

/// The company that the sandbox runs for.
enum SandboxCompany {
    static let id = "nordlys"
    static let shop = "shop"
    static let woo = "woo"
    static let partner = "partner"
    static let shops = [shop, woo, partner]
    static let secrets = SandboxMix.Secrets(
        shopify: "sandbox-webhook-secret",
        woo: "sandbox-woo-secret",
        partner: "whsec_c2FuZGJveC1wYXJ0bmVyLXNlY3JldA=="
    )
    static let accessToken = "sandbox-access-token"
    static let consumerKey = "ck_sandbox"
    static let consumerSecret = "cs_sandbox"
    static let consumerToken = "sandbox-consumer-token"
    static let employeeToken = "sandbox-employee-token"
    static let rentman = "rentman"
    static let rentmanToken = "sandbox-rentman-token"
    static let rentmanHook = "sandbox-rentman-hook"
    static let slackBot = "sandbox-slack-bot"
    static let slackUser = "sandbox-slack-user"
    static let timeZone = "Europe/Oslo"
    static let userEmail = "eier@nordlys.example"

    /// Shows the stand-in of a shop who calls.
    static func authorize(_ headers: inout HTTPFields, for connection: String) {
        if connection == woo {
            headers[.authorization] = WooCommerce.authorization(
                consumerKey: consumerKey,
                consumerSecret: consumerSecret
            )
        } else if let name = HTTPField.Name("X-Shopify-Access-Token") {
            headers[name] = accessToken
        }
    }

    /// The company as YAML, with the addresses of the stand-ins.
    static func yaml(
        shopAddress: String,
        wooAddress: String,
        ledgerAddress: String,
        rentmanAddress: String,
        slackAddress: String
    ) -> String {
        """
        company:
          id: \(id)
          name: Nordlys Lyd AS
          organizationNumber: "910667574"
          baseCurrency: NOK
          language: nb
          timeZone: \(timeZone)
        connections:
          - {id: tripletex, service: tripletex, baseURL: "\(ledgerAddress)/v2", consumerToken: \(consumerToken), \
        employeeToken: \(employeeToken)}
          - {id: \(shop), service: shopify, baseURL: "\(shopAddress)", accessToken: \(accessToken), \
        webhookSecret: \(secrets.shopify)}
          - {id: \(woo), service: woocommerce, baseURL: "\(wooAddress)", consumerKey: \(consumerKey), \
        consumerSecret: \(consumerSecret), webhookSecret: \(secrets.woo), hiddenTenders: [{gap: gift_card}]}
          - {id: \(partner), service: standard-webhooks, webhookSecret: \(secrets.partner)}
          - {id: \(rentman), service: rentman, baseURL: "\(rentmanAddress)", token: \(rentmanToken), \
        webhookToken: \(rentmanHook), account: nordlyslyd, integrationUser: [\(RentalLifeGenerator.integrationUser)]}
          - {id: slack, service: slack, baseURL: "\(slackAddress)/api", botToken: \(slackBot), \
        userToken: \(slackUser), alertChannel: "#regnskap"}
        rules:
          fromDate: "2026-01-01"
          settings: {onChange: correct}
          projects: {crewLeaves: remove}
        """
    }
}
