import HTTPTypes

/// The company that the sandbox runs for.
enum SandboxCompany {
    static let id = "nordlys"
    static let shop = "shop"
    static let webhookSecret = "sandbox-webhook-secret"
    static let accessToken = "sandbox-access-token"
    static let consumerToken = "sandbox-consumer-token"
    static let employeeToken = "sandbox-employee-token"
    static let userEmail = "eier@nordlys.example"

    /// Shows the shop's stand-in who calls.
    static func authorize(_ headers: inout HTTPFields) {
        if let name = HTTPField.Name("X-Shopify-Access-Token") { headers[name] = accessToken }
    }

    /// The company as YAML, with the addresses of the stand-ins.
    static func yaml(shopAddress: String, ledgerAddress: String) -> String {
        """
        company:
          id: \(id)
          name: Nordlys Lyd AS
          organizationNumber: "910667574"
          baseCurrency: NOK
          language: nb
          timeZone: Europe/Oslo
        connections:
          - {id: tripletex, service: tripletex, baseURL: "\(ledgerAddress)/v2", consumerToken: \(consumerToken), \
        employeeToken: \(employeeToken)}
          - {id: \(shop), service: shopify, baseURL: "\(shopAddress)", accessToken: \(accessToken), \
        webhookSecret: \(webhookSecret)}
        rules:
          fromDate: "2026-01-01"
        """
    }
}
