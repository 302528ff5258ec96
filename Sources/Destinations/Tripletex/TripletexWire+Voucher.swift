import Foundation

/// A new voucher; only gross amounts count, and the server splits the VAT off.
struct TripletexNewVoucher: Encodable, Sendable {
    struct Posting: Encodable, Sendable {
        var row = 0
        var date: String
        var description: String
        var account: TripletexReference
        var customer: TripletexReference?
        var department: TripletexReference?
        var project: TripletexReference?
        var vatType: TripletexReference?
        var currency: TripletexReference?
        var amountGross: Decimal
        var amountGrossCurrency: Decimal
    }

    var date: String
    var description: String
    var externalVoucherNumber: String
    var postings: [Posting]
}

struct TripletexVoucher: Decodable, Sendable {
    var id: Int
    var number: Int?
    var externalVoucherNumber: String?
    /// The one that undoes it, or that it undoes.
    var reverseVoucher: TripletexReference?

    static let fields = "id,number,externalVoucherNumber,reverseVoucher(id)"
}

/// A document with its postings.
struct TripletexPostings: Decodable, Sendable {
    var postings: [TripletexPosting]
}

struct TripletexPosting: Decodable, Sendable {
    struct Account: Decodable, Sendable {
        var number: Int
    }

    var id: Int
    var account: Account
    var amountCurrency: Decimal
    var closeGroup: TripletexReference?

    static let fields = "id,account(number),amountCurrency,closeGroup(id)"
}

/// An account of the company's chart.
struct TripletexAccount: Decodable, Sendable {
    var id: Int
    var number: Int
    var ledgerType: String?

    var needsCustomer: Bool { ledgerType == "CUSTOMER" }
}

/// An answer whose content is of no use.
struct TripletexIgnored: Decodable, Sendable {}
