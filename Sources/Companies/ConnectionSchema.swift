/// Which keys a connection to a service takes, and which of them are secret.
package struct ConnectionSchema: Hashable, Sendable {
    /// What a base URL must end with.
    package enum BaseURL: Hashable, Sendable {
        case origin
        case path(String)
        case absent
    }

    /// The form of an option that is no secret.
    package enum OptionForm: Hashable, Sendable {
        case text
        /// A text with commas, or a list of texts.
        case words
        /// `true` or `false`.
        case flag
        case integers
        case objects
    }

    /// A secret key and how many values may be live at a time.
    package struct SecretKey: Hashable, Sendable {
        package let name: String
        package let maximumValues: Int
        package var isRequired = true
    }

    package let baseURL: BaseURL
    package let secrets: [SecretKey]
    /// None of them is required.
    package let options: [String: OptionForm]

    /// The keys every connection may have.
    static let commonKeys: Set<String> = ["id", "service", "baseURL", "enabled", "settings"]
}

extension Service {
    /// The keys of a connection to this service.
    package var schema: ConnectionSchema {
        switch self {
        case .tripletex:
            ConnectionSchema(
                baseURL: .path("/v2"),
                secrets: [.single("consumerToken"), .single("employeeToken")],
                options: [:]
            )
        case .shopify:
            ConnectionSchema(
                baseURL: .origin,
                secrets: [.single("accessToken"), .rotating("webhookSecret")],
                options: ["hiddenTenders": .objects, "payouts": .flag]
            )
        case .woocommerce:
            ConnectionSchema(
                baseURL: .origin,
                secrets: [
                    .single("consumerKey"), .single("consumerSecret"), .rotating("webhookSecret"),
                ],
                options: [
                    "hiddenTenders": .objects, "fulfilledStatuses": .words, "openStatuses": .words,
                    "captures": .objects, "giftCardLines": .objects, "customerFields": .objects,
                    "invoiceTerms": .objects, "manualRefunds": .text, "refundedGiftCards": .text,
                ]
            )
        case .rentman:
            ConnectionSchema(
                baseURL: .origin,
                secrets: [.single("token"), .rotating("webhookToken")],
                options: [
                    "confirmedStatuses": .integers, "endedStatuses": .integers, "account": .text,
                    "integrationUser": .integers,
                ]
            )
        case .slack:
            ConnectionSchema(
                baseURL: .path("/api"),
                secrets: [.single("botToken"), .optional("userToken")],
                options: ["alertChannel": .text]
            )
        case .standardWebhooks:
            ConnectionSchema(
                baseURL: .absent,
                secrets: [.rotating("webhookSecret")],
                options: ["headerPrefix": .text]
            )
        case .norgesBank, .peppolDirectory:
            ConnectionSchema(baseURL: .origin, secrets: [], options: [:])
        case .vipps:
            ConnectionSchema(
                baseURL: .origin,
                secrets: [
                    .single("clientId"), .single("clientSecret"), .single("subscriptionKey"),
                ],
                options: ["payouts": .flag]
            )
        }
    }
}

extension ConnectionSchema.SecretKey {
    fileprivate static func single(_ name: String) -> Self {
        Self(name: name, maximumValues: 1)
    }

    static func optional(_ name: String) -> Self {
        Self(name: name, maximumValues: 1, isRequired: false)
    }

    /// Two may be live so that the sender can be moved to a new one without a gap.
    fileprivate static func rotating(_ name: String) -> Self {
        Self(name: name, maximumValues: 2)
    }
}
