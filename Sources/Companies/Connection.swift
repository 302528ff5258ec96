package import Foundation

/// A company's way to one remote service.
package struct Connection: Hashable, Sendable {
    package let id: String
    package let service: Service
    /// Without a trailing slash; nil for services that only send to us.
    package let baseURL: String?
    /// Whether events are taken in and work is done for it.
    package let isEnabled: Bool
    /// The connection's own settings (same keys as the rules' `settings`), a JSON object of scalars.
    package let settings: Data
    /// What the service takes besides secrets, such as `confirmedStatuses`; a JSON object.
    package let options: Data
    /// The secrets by key, the new one of two first; empty in lists that need no secrets.
    package let secrets: [String: [Secret]]

    /// Makes a connection of values that were checked before.
    package init(
        id: String,
        service: Service,
        baseURL: String?,
        isEnabled: Bool = true,
        settings: Data = Data("{}".utf8),
        options: Data = Data("{}".utf8),
        secrets: [String: [Secret]] = [:]
    ) {
        self.id = id
        self.service = service
        self.baseURL = baseURL
        self.isEnabled = isEnabled
        self.settings = settings
        self.options = options
        self.secrets = secrets
    }
}

/// The services bokbro can talk to.
package enum Service: String, Hashable, Sendable, CaseIterable {
    case tripletex
    case shopify
    case woocommerce
    case rentman
    case slack
    case standardWebhooks = "standard-webhooks"
    /// Settlements only: the shop tells of the orders.
    case vipps
    /// The check of exchange rates.
    case norgesBank = "norges-bank"
    /// Who can receive electronic invoices.
    case peppolDirectory = "peppol-directory"

    /// Whether it is only called, and sends no events.
    package var onlyAnswers: Bool {
        switch self {
        case .tripletex, .slack, .vipps, .norgesBank, .peppolDirectory: true
        case .shopify, .woocommerce, .rentman, .standardWebhooks: false
        }
    }
}
