import Bookkeeping
import Companies
import Foundation

/// A company's connections, each with how it fares.
struct ConnectionsPage: Sendable {
    struct Row: Sendable {
        let id: String
        let service: String
        let href: String
        let tone: String
        let stateLabel: String
        let lastSuccess: String
        let address: String?
    }

    struct NewService: Sendable {
        let name: String
        let href: String
    }

    let rows: [Row]
    let isEmpty: Bool
    /// The services that can be connected; empty for those who may not.
    let services: [NewService]
    let mayAdd: Bool

    init(
        company: String,
        connections: [ConnectionDocument],
        mayAdd: Bool,
        wording: Wording,
        now: Date
    ) {
        let text = PhraseBook(language: wording.language)
        rows = connections.map { connection in
            let (tone, label) = ConnectionLabel.state(connection.state, text)
            return Row(
                id: connection.id,
                service: ConnectionLabel.service(connection.service),
                href: Path.connection(company, connection.id),
                tone: tone,
                stateLabel: label,
                lastSuccess: connection.lastSuccess.map {
                    "\(text.lastSuccess): \(wording.moment($0, now: now))"
                } ?? text.neverSucceeded,
                address: connection.webhookURL
            )
        }
        isEmpty = connections.isEmpty
        self.mayAdd = mayAdd
        services =
            mayAdd
            ? Service.allCases.map {
                NewService(
                    name: ConnectionLabel.service($0.rawValue),
                    href: Path.newConnection(company, $0.rawValue)
                )
            } : []
    }
}

/// The words for services and for how a connection fares.
enum ConnectionLabel {
    static func service(_ service: String) -> String {
        switch service {
        case "tripletex": "Tripletex"
        case "shopify": "Shopify"
        case "woocommerce": "WooCommerce"
        case "rentman": "Rentman"
        case "slack": "Slack"
        case "standard-webhooks": "Standard Webhooks"
        case "vipps": "Vipps MobilePay"
        case "norges-bank": "Norges Bank"
        case "peppol-directory": "Peppol Directory"
        default: service
        }
    }

    static func state(_ state: String, _ text: PhraseBook) -> (tone: String, label: String) {
        switch state {
        case "ok": ("good", text.connectionWorks)
        case "failing": ("bad", text.connectionFails)
        case "paused": ("wait", text.connectionPaused)
        case "disabled": ("quiet", text.connectionDisabled)
        default: ("quiet", text.connectionUnknown)
        }
    }
}
