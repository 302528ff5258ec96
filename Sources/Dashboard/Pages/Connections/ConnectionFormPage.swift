import Bookkeeping
import Companies

/// The address and secrets of a connection, new or not.
struct ConnectionFormPage: Sendable {
    struct Field: Sendable {
        let name: String
        let label: String
        let hint: String
        let isRequired: Bool
    }

    let heading: String
    let action: String
    let service: String
    /// Set for a new connection, whose id may be chosen.
    let asksID: Bool
    let id: String
    let asksURL: Bool
    let baseURL: String
    let urlHint: String
    let secrets: [Field]
    let alertChannel: String?
    let steps: [String]
    let back: String
    var problems: [String] = [] {
        didSet { hasProblems = !problems.isEmpty }
    }
    private(set) var hasProblems = false

    init(
        company: String,
        service: Service,
        existing: Connection?,
        id: String? = nil,
        baseURL: String? = nil,
        alertChannel: String? = nil,
        language: Language
    ) {
        let text = PhraseBook(language: language)
        let name = ConnectionLabel.service(service.rawValue)
        heading = existing.map { "\(name) · \($0.id)" } ?? "\(text.connectTo) \(name)"
        action = existing.map { Path.connection(company, $0.id) } ?? Path.connections(company)
        self.service = service.rawValue
        asksID = existing == nil
        self.id = id ?? existing?.id ?? Self.proposedID(service)
        switch service.schema.baseURL {
        case .absent:
            asksURL = false
            urlHint = ""
        case .origin:
            asksURL = true
            urlHint = service == .shopify ? "https://butikk.myshopify.com" : "https://…"
        case .path(let suffix):
            asksURL = true
            urlHint = "https://…\(suffix)"
        }
        self.baseURL = baseURL ?? existing?.baseURL ?? Self.knownURL(service)
        secrets = service.schema.secrets.map { key in
            Field(
                name: "secret." + key.name,
                label: key.name,
                hint: existing == nil ? "" : text.secretKept,
                isRequired: existing == nil && key.isRequired
            )
        }
        self.alertChannel =
            service == .slack
            ? alertChannel ?? existing.flatMap {
                JSONValue(stored: $0.options)["alertChannel"]?.text
            } ?? "#regnskap" : nil
        steps = SetUpGuide.steps(service.rawValue, language)
        back = existing.map { Path.connection(company, $0.id) } ?? Path.connections(company)
    }

    private static func proposedID(_ service: Service) -> String {
        service == .shopify || service == .woocommerce ? "shop" : service.rawValue
    }

    private static func knownURL(_ service: Service) -> String {
        switch service {
        case .tripletex: "https://tripletex.no/v2"
        case .rentman: "https://api.rentman.net"
        case .slack: "https://slack.com/api"
        case .vipps: "https://api.vipps.no"
        case .norgesBank: "https://data.norges-bank.no"
        case .peppolDirectory: "https://directory.peppol.eu"
        default: ""
        }
    }
}
