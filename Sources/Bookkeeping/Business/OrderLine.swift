/// A line of an order as the shop priced it.
package struct OrderLine: Hashable, Sendable {
    package var id: String
    package var quantity: DecimalNumber
    /// Price of one, including VAT when the order's prices do; before discount.
    package var unitPrice: Amount
    /// Discount on this line alone, as priced.
    package var discount: Amount
    /// What the product is for VAT; nil when only the shop's rate tells (see `Rules`).
    package var productClass: ProductClass?
    package var supplyType: SupplyType
    /// The rate the shop says it charged; nil when it says nothing.
    package var shopVATRate: Percentage?
    /// The VAT the shop says it charged, after discounts; nil when it says nothing.
    package var shopVAT: Amount?
    package var foreignVAT: ForeignVAT?
    /// ISO 3166 alpha-2 of where a service is performed or used, when it is not where goods go.
    package var placeCountry: String?
    package var isForResale: Bool
    /// For a single-purpose voucher: the class of what it buys.
    package var voucherClass: ProductClass?
    /// The account the user chose for this line.
    package var account: AccountNumber?
    package var sku: String?
    package var productID: String?
    package var title: String?
    package var category: String?

    package init(
        id: String,
        quantity: DecimalNumber,
        unitPrice: Amount,
        discount: Amount = .zero,
        productClass: ProductClass? = nil,
        supplyType: SupplyType = .goods,
        shopVATRate: Percentage? = nil,
        shopVAT: Amount? = nil,
        foreignVAT: ForeignVAT? = nil,
        placeCountry: String? = nil,
        isForResale: Bool = false,
        voucherClass: ProductClass? = nil,
        account: AccountNumber? = nil,
        sku: String? = nil,
        productID: String? = nil,
        title: String? = nil,
        category: String? = nil
    ) {
        self.id = id
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.discount = discount
        self.productClass = productClass
        self.supplyType = supplyType
        self.shopVATRate = shopVATRate
        self.shopVAT = shopVAT
        self.foreignVAT = foreignVAT
        self.placeCountry = placeCountry
        self.isForResale = isForResale
        self.voucherClass = voucherClass
        self.account = account
        self.sku = sku
        self.productID = productID
        self.title = title
        self.category = category
    }
}

/// VAT of another country that the shop collected on a line.
package struct ForeignVAT: Hashable, Sendable {
    /// ISO 3166 alpha-2.
    package var country: String
    package var rate: Percentage
    package var amount: Amount

    package init(country: String, rate: Percentage, amount: Amount) {
        self.country = country
        self.rate = rate
        self.amount = amount
    }
}

/// What a product is for VAT.
///
/// Source: merverdiavgiftsloven chapters 3, 5 and 6.
package enum ProductClass: String, Hashable, Sendable, CaseIterable {
    case standard
    case food
    case rawFish = "raw_fish"
    case low12
    case book
    case ebook
    case audiobookParallel = "audiobook_parallel"
    case newspaper
    case enewspaper
    case periodicalSubscription = "periodical_subscription"
    case zeroRatedOther = "zero_rated_other"
    case exempt
    case nonTurnover = "non_turnover"
    case domesticReverseCharge = "domestic_reverse_charge"
    case giftCardMultiPurpose = "gift_card_mpv"
    case giftCardSinglePurpose = "gift_card_spv"
    case deposit
    case tip
}

/// How something is supplied, which decides where it is supplied.
package enum SupplyType: String, Hashable, Sendable, CaseIterable {
    case goods
    case serviceLocal = "service_local"
    case serviceRemote = "service_remote"
    case rental
}
