/// Every source bokbro can read, by the name a company's YAML uses.
package enum AllConnectors {
    /// The connector of a service, or nil when there is none of that name.
    package static func connector(for service: String) -> (any Connector)? {
        switch service {
        case Shopify.service: Shopify()
        default: nil
        }
    }
}
