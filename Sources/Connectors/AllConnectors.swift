package import Bookkeeping

/// What a connector needs to know of its connection.
package struct ConnectorSettings: Sendable {
    /// The company's: where a moment becomes the day of a voucher.
    package var timeZone: String
    /// What the connection's YAML says besides secrets, such as `hiddenTenders`; an object.
    package var options: JSONValue

    package init(timeZone: String = "Europe/Oslo", options: JSONValue = .object([])) {
        self.timeZone = timeZone
        self.options = options
    }
}

/// Every source bokbro can read, by the name a company's YAML uses.
package enum AllConnectors {
    /// The connector of a service for one connection, or nil when there is none of that name.
    package static func connector(
        for service: String,
        settings: ConnectorSettings = .init()
    ) -> (any Connector)? {
        switch service {
        case Shopify.service: Shopify(timeZone: settings.timeZone)
        case WooCommerce.service:
            WooCommerce(timeZone: settings.timeZone, options: settings.options)
        case StandardWebhooks.service: StandardWebhooks(options: settings.options)
        case Rentman.service: Rentman(options: settings.options)
        default: nil
        }
    }
}
