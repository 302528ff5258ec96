import Bookkeeping
import Crypto
import Foundation
import Remote

/// What a customer is known by.
enum CustomerIdentity: Hashable, Sendable {
    case organization(number: String)
    /// Lower case.
    case email(String, isBusiness: Bool)
    /// A business without organisation number in Tripletex, by its address in lower case.
    case unnumbered(email: String)
    /// A business that gave neither number nor address, by its name in lower case.
    case named(String)
    /// A consumer of the source's register who gave no address, by their name in lower case.
    case person(String)
    case shared

    init(_ customer: Customer) {
        let number = customer.organizationNumber?.filter(\.isNumber)
        if customer.kind == .business, let number, !number.isEmpty {
            self = .organization(number: number)
        } else if let email = customer.email?.trimmingCharacters(in: .whitespaces), !email.isEmpty {
            self = .email(email.lowercased(), isBusiness: customer.kind == .business)
        } else if customer.kind == .business, let name = Self.name(customer.name) {
            self = .named(name)
        } else if customer.isRegistered, let name = Self.name(customer.name) {
            self = .person(name)
        } else {
            self = .shared
        }
    }

    private static func name(_ text: String?) -> String? {
        let words = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : String(words.prefix(255)).lowercased()
    }

    /// A business that Tripletex may know by its e-mail address only; nil for everybody else.
    static func unnumbered(_ customer: Customer) -> CustomerIdentity? {
        guard customer.kind == .business, customer.organizationNumber != nil,
            let email = customer.email?.trimmingCharacters(in: .whitespaces), !email.isEmpty
        else { return nil }
        return .unnumbered(email: email.lowercased())
    }

    /// Everything by which a customer of Tripletex can be found.
    static func all(of customer: TripletexCustomer) -> [CustomerIdentity] {
        var identities: [CustomerIdentity] = []
        if let number = customer.organizationNumber?.filter(\.isNumber), !number.isEmpty {
            identities.append(.organization(number: number))
        }
        if let email = customer.email?.lowercased(), !email.isEmpty {
            let isBusiness = !(customer.isPrivateIndividual ?? false)
            identities.append(.email(email, isBusiness: isBusiness))
            // With a number it is another business that shares the address.
            if isBusiness, identities.count == 1 { identities.append(.unnumbered(email: email)) }
        }
        if customer.name == TripletexLedger.sharedCustomerName {
            identities.append(.shared)
        } else if let name = name(customer.name) {
            identities.append(customer.isPrivateIndividual == true ? .person(name) : .named(name))
        }
        return identities
    }

    /// The name of the effect; addresses of persons stand in it only as a hash.
    var effectKey: String {
        switch self {
        case .organization(let number): return "customer/organization/\(number)"
        case .shared: return "customer/shared"
        case .named(let name): return "customer/name/\(Self.hash(name))"
        case .person(let name): return "customer/person/\(Self.hash(name))"
        case .unnumbered(let address):
            return CustomerIdentity.email(address, isBusiness: true).effectKey
        case .email(let address, let isBusiness):
            return "customer/\(isBusiness ? "business" : "private")/\(Self.hash(address))"
        }
    }

    private static func hash(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(16)
            .map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
    }

    /// Nine digits of a Norwegian number, whatever blanks it was written with.
    var organizationNumber: String? {
        if case .organization(let number) = self { number } else { nil }
    }

    /// The oldest customer in Tripletex that it fits, as Tripletex has it now.
    func find(through calls: TripletexCalls) async throws -> TripletexCustomer? {
        let filter: (name: String, value: String) =
            switch self {
            case .organization(let number): ("organizationNumber", number)
            case .email(let address, _), .unnumbered(let address): ("email", address)
            case .named(let name), .person(let name): ("customerName", name)
            case .shared: ("customerName", TripletexLedger.sharedCustomerName)
            }
        let list = try await calls.send(
            RemoteRequest<TripletexList<TripletexCustomer>>(
                path: "/customer",
                query: [filter, ("fields", TripletexCustomer.fields), ("count", "1000")]
            )
        )
        // A filter that Tripletex does not know is ignored without a word: compare what came back.
        return list.values.filter { Self.all(of: $0).contains(self) }.min { $0.id < $1.id }
    }
}
