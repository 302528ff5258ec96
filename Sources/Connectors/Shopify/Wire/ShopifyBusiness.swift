/// A buyer as the shop's register of businesses knows it; orders over REST carry only its id.
struct ShopifyBusiness: Hashable, Sendable {
    var name: String?
    /// The VAT or organisation number of the place that bought, as somebody typed it.
    var taxRegistrationID: String?
}
