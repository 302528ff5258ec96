import Foundation

struct TripletexProject: Decodable, Sendable {
    struct Participant: Decodable, Sendable {
        var id: Int
        var employee: TripletexReference?
    }

    var id: Int
    var version: Int
    var number: String?
    var name: String
    var reference: String?
    var description: String?
    var externalAccountsNumber: String?
    var startDate: String?
    var endDate: String?
    var customer: TripletexReference?
    var contact: TripletexReference?
    var projectManager: TripletexReference?
    var isClosed: Bool?
    var isInternal: Bool?
    var participants: [Participant]?

    static let fields = """
        id,version,number,name,reference,description,externalAccountsNumber,startDate,endDate,\
        customer(id),contact(id),projectManager(id),isClosed,isInternal,participants(id,employee(id))
        """
}

/// A project to make, or those fields of one that change.
struct TripletexProjectBody: Encodable, Hashable, Sendable {
    var version: Int?
    var name: String?
    var number: String?
    var reference: String?
    var description: String?
    var externalAccountsNumber: String?
    var projectManager: TripletexReference?
    var startDate: String?
    var endDate: String?
    var customer: TripletexReference?
    var contact: TripletexReference?
    var isInternal: Bool?
    var isClosed: Bool?
}

struct TripletexParticipantBody: Encodable, Sendable {
    var project: TripletexReference
    var employee: TripletexReference
    var adminAccess = false
}

struct TripletexProjectLine: Decodable, Sendable {
    var id: Int
    var version: Int
    var description: String?
    var date: String?
    var amountExcludingVatCurrency: Decimal?
    var vatType: TripletexReference?
    var customSortIndex: Int?
    var invoice: TripletexReference?

    static let fields = """
        id,version,description,date,amountExcludingVatCurrency,vatType(id),customSortIndex,invoice(id)
        """
}

/// A line to make, or those fields of one that change.
struct TripletexProjectLineBody: Encodable, Hashable, Sendable {
    var version: Int?
    var project: TripletexReference?
    var description: String?
    var date: String?
    var count: Decimal?
    var unitPriceExcludingVatCurrency: Decimal?
    var vatType: TripletexReference?
    var isChargeable: Bool?
    var customSortIndex: Int?
}

struct TripletexEmployeeWire: Decodable, Sendable {
    var id: Int
    var employeeNumber: String?
    var firstName: String?
    var lastName: String?
    var email: String?
    var allowInformationRegistration: Bool?

    static let fields = "id,employeeNumber,firstName,lastName,email,allowInformationRegistration"
}
