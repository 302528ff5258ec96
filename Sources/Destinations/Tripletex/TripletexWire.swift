import Bookkeeping
import Foundation

/// An answer with one object.
struct TripletexValue<Value: Decodable & Sendable>: Decodable, Sendable {
    var value: Value
}

/// An answer with a list.
struct TripletexList<Value: Decodable & Sendable>: Decodable, Sendable {
    var fullResultSize: Int?
    var values: [Value]
}

/// A reference to an object: its id alone; a name or number beside it would be validated against it.
struct TripletexReference: Codable, Hashable, Sendable {
    var id: Int
}

/// A VAT type; its number is the code, its id is not.
struct TripletexVATType: Decodable, Sendable {
    var id: Int
    var number: String
}

/// How money comes in, with the account it stands on.
struct TripletexPaymentType: Decodable, Hashable, Sendable {
    struct Account: Decodable, Hashable, Sendable {
        var number: Int
    }

    var id: Int
    var description: String
    var debitAccount: Account?
}

struct TripletexCountry: Decodable, Sendable {
    var id: Int
    var isoAlpha2Code: String
}

struct TripletexCurrency: Decodable, Sendable {
    var id: Int
    var code: String
}

struct TripletexCustomer: Decodable, Sendable {
    var id: Int
    var name: String
    var email: String?
    var organizationNumber: String?
    var isPrivateIndividual: Bool?

    static let fields = "id,name,email,organizationNumber,isPrivateIndividual"
}

struct TripletexProduct: Decodable, Sendable {
    var id: Int
    var number: String?
}

struct TripletexOrder: Decodable, Sendable {
    var id: Int
    var number: String?
    var customer: TripletexReference?
    var isClosed: Bool?
}

/// An invoice as it stands; amounts in kroner and in its own currency.
struct TripletexInvoice: Decodable, Sendable {
    struct Order: Decodable, Sendable {
        var id: Int
        var number: String?
    }

    var id: Int
    var invoiceNumber: Int
    var amount: Decimal
    var amountCurrency: Decimal
    var amountCurrencyOutstanding: Decimal?
    var amountOutstanding: Decimal
    var orders: [Order]?
    var customer: TripletexReference?
    var isCredited: Bool?
    var creditedInvoice: Int?

    static let fields = """
        id,invoiceNumber,amount,amountCurrency,amountOutstanding,amountCurrencyOutstanding,isCredited,\
        creditedInvoice,customer(id),orders(id,number)
        """
}

struct TripletexSessionToken: Decodable, Sendable {
    var token: String
}

/// A new customer.
struct TripletexNewCustomer: Encodable, Sendable {
    struct Address: Encodable, Sendable {
        var addressLine1: String?
        var addressLine2: String?
        var postalCode: String?
        var city: String?
        var country: TripletexReference
    }

    var name: String
    var isPrivateIndividual: Bool
    var organizationNumber: String?
    var email: String?
    var invoiceEmail: String?
    var invoiceSendMethod: String
    var phoneNumberMobile: String?
    var language: String?
    var postalAddress: Address?
    var physicalAddress: Address?
}

/// A new invoice with its order and lines inside.
struct TripletexNewInvoice: Encodable, Sendable {
    var invoiceDate: String
    var invoiceDueDate: String
    var orders: [TripletexNewOrder]
    /// Only in lists; a single invoice has them in its query.
    var paymentTypeId: Int?
    var paidAmount: Decimal?
}

/// A customer with the number that people know it by.
struct TripletexNumberedCustomer: Decodable, Sendable {
    var id: Int
    var customerNumber: Int?
}

/// A product that stands for an account and a VAT code.
struct TripletexNewProduct: Encodable, Sendable {
    var name: String
    var number: String
    var vatType: TripletexReference
    var account: TripletexReference?
}

struct TripletexNewOrder: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        var product: TripletexReference?
        var description: String
        var count: Decimal
        var unitPriceIncludingVatCurrency: Decimal?
        var unitPriceExcludingVatCurrency: Decimal?
        var vatType: TripletexReference
    }

    var customer: TripletexReference
    var contact: TripletexReference?
    var number: String
    var reference: String?
    var department: TripletexReference?
    var project: TripletexReference?
    /// For the company's own people, never on the invoice.
    var internalComment: String?
    var deliveryAddress: TripletexNewCustomer.Address?
    var orderDate: String
    var deliveryDate: String
    var isPrioritizeAmountsIncludingVat: Bool
    var currency: TripletexReference
    var invoiceComment: String?
    var invoicesDueIn: Int
    var invoicesDueInType: String
    var orderLines: [Line]
}

extension Decimal {
    /// The exact value of a decimal number.
    init(_ number: DecimalNumber) {
        self.init(
            sign: number.units < 0 ? .minus : .plus,
            exponent: -number.scale,
            significand: Decimal(number.units.magnitude)
        )
    }

    /// An amount in major units, exactly.
    init(_ amount: Amount, in currency: Currency) {
        self.init(amount.number(in: currency))
    }
}

extension Amount {
    /// A number of Tripletex's as an amount; nil when it has more decimals than the currency.
    init?(_ number: Decimal, in currency: Currency) {
        self.init(number.description, in: currency)
    }
}
