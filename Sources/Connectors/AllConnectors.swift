/// Every source bokbro can read, by the name a company's YAML uses.
package enum AllConnectors {
    /// The connector of a service for one connection, or nil when there is none of that name.
    ///
    /// `timeZone` is the company's: where a moment becomes the day of a voucher.
    package static func connector(
        for service: String,
        timeZone: String = "Europe/Oslo"
    ) -> (any Connector)? {
        switch service {
        case Shopify.service: Shopify(timeZone: timeZone)
        default: nil
        }
    }
}
