import Bookkeeping
import Foundation

/// Reads a request's body as strictly as Tripletex: a field it does not know is refused.
struct FakeBody {
    let fields: [String: FakeJSON]
    let path: String

    /// Refuses what is no object, and names that are not in `known`.
    init(_ json: FakeJSON?, path: String = "", known: Set<String>) throws(FakeRefusal) {
        guard case .object(let fields)? = json else { throw .notAnObject(path) }
        for name in fields.keys.sorted() where !known.contains(name) {
            throw .unknownField(path + name)
        }
        self.fields = fields
        self.path = path
    }

    func text(_ name: String) throws(FakeRefusal) -> String? {
        switch fields[name] {
        case nil, .null?: nil
        case .string(let text)?: text
        default: throw .wrongType(path + name)
        }
    }

    func number(_ name: String) throws(FakeRefusal) -> Decimal? {
        switch fields[name] {
        case nil, .null?: nil
        case .number(let number)?: number
        default: throw .wrongType(path + name)
        }
    }

    func whole(_ name: String) throws(FakeRefusal) -> Int? {
        guard let number = try number(name) else { return nil }
        guard let whole = Int(number.description) else { throw .wrongType(path + name) }
        return whole
    }

    func flag(_ name: String) throws(FakeRefusal) -> Bool? {
        switch fields[name] {
        case nil, .null?: nil
        case .bool(let flag)?: flag
        default: throw .wrongType(path + name)
        }
    }

    func date(_ name: String) throws(FakeRefusal) -> LocalDate? {
        guard let text = try text(name) else { return nil }
        guard let date = LocalDate(text) else { throw .wrongType(path + name) }
        return date
    }

    func required<Value>(_ name: String, _ value: Value?) throws(FakeRefusal) -> Value {
        guard let value else { throw .mustNotBeNull(path + name) }
        return value
    }

    /// The id of a reference: `{"id": n}` and nothing else.
    func reference(_ name: String) throws(FakeRefusal) -> Int? {
        switch fields[name] {
        case nil, .null?: return nil
        default: break
        }
        let body = try FakeBody(fields[name], path: path + name + ".", known: ["id"])
        guard let number = try body.number("id"), let id = Int(number.description) else {
            throw .wrongType(path + name + ".id")
        }
        return id
    }

    func list(_ name: String) throws(FakeRefusal) -> [FakeJSON] {
        switch fields[name] {
        case nil, .null?: []
        case .array(let items)?: items
        default: throw .wrongType(path + name)
        }
    }
}

/// What Tripletex refuses, with its status and code.
struct FakeRefusal: Error {
    var status: Int
    var code: Int
    var field: String?
    var message: String

    static func unknownField(_ field: String) -> FakeRefusal {
        .init(
            status: 422,
            code: 16_000,
            field: field,
            message: "Feltet eksisterer ikke i objektet."
        )
    }

    static func wrongType(_ field: String) -> FakeRefusal {
        .init(
            status: 422,
            code: 16_000,
            field: field,
            message: "Verdien er ikke av korrekt type for dette feltet."
        )
    }

    static func notAnObject(_ path: String) -> FakeRefusal {
        .init(status: 422, code: 22_000, field: path, message: "Ugyldig JSON.")
    }

    static func mustNotBeNull(_ field: String) -> FakeRefusal {
        .invalid(field, "Kan ikke være null.")
    }

    static func invalid(_ field: String?, _ message: String) -> FakeRefusal {
        .init(status: 422, code: 18_000, field: field, message: message)
    }

    static func missingParameter(_ name: String) -> FakeRefusal {
        .init(status: 422, code: 15_000, field: name, message: "Parameteren mangler.")
    }

    static let forbidden = FakeRefusal(
        status: 403,
        code: 9_000,
        field: nil,
        message: "You do not have permission to access this feature."
    )

    static let incompletePayment = FakeRefusal.invalid(
        nil,
        "Både paidAmount og paymentTypeId må oppgis ved registrering av en forhåndsbetalt faktura."
    )

    static let notFound = FakeRefusal(
        status: 404,
        code: 6_000,
        field: nil,
        message: "HTTP 404 Not Found"
    )

    static let unauthorized = FakeRefusal(
        status: 401,
        code: 3_000,
        field: nil,
        message: "Unauthorized"
    )
}
