import Bookkeeping
import Foundation

/// A decimal as Shopify writes it: mostly text (`"125.50"`), sometimes a JSON number (`1259.9`), exact either way.
struct ShopifyDecimal: Hashable, Sendable, Decodable {
    /// As written, with a point.
    var text: String

    init(text: String) {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text
        } else {
            // Decimal reads the digits of the number; a Double would round them.
            text = try container.decode(Decimal.self).description
        }
    }

    var number: DecimalNumber? { DecimalNumber(text) }
}

/// One amount on both money sides.
struct ShopifyMoneyBag: Hashable, Sendable, Decodable {
    struct Money: Hashable, Sendable, Decodable {
        var amount: ShopifyDecimal
    }

    var shopMoney: Money?
    var presentmentMoney: Money?

    func amount(on side: ShopifyMoneySide) -> ShopifyDecimal? {
        switch side {
        case .shop: shopMoney?.amount
        case .presentment: presentmentMoney?.amount
        }
    }
}

/// Which of the two amounts of every money bag is booked.
enum ShopifyMoneySide: Hashable, Sendable {
    /// The shop's own currency.
    case shop
    /// What the customer owes and pays in.
    case presentment
}

/// An id, which Shopify writes as a number beyond 32 bits, and some payment providers as text.
struct ShopifyID: Hashable, Sendable, Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(UInt64.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
