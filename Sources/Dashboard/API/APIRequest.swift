import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// A request to the admin API whose token holds for the company and the right it needs.
struct APIRequest: Sendable {
    static let bodyLimitBytes = 65_536
    static let defaultLimit = 50
    static let highestLimit = 200

    let request: Request
    let parameters: Parameters
    /// As the audit log names who asks.
    let actor: String
    let role: Role
    let company: CompanyProfile

    private static let listParameters: Set<String> = [
        "state", "connection", "topic", "subject", "cause", "since", "until", "text", "after",
        "limit",
    ]

    /// The value of a parameter of a list that knows these besides `after` and `limit`.
    func check(parameters known: Set<String>) throws {
        for (name, value) in request.uri.queryParameters {
            guard known.contains(String(name)) || ["after", "limit"].contains(name) else {
                throw APIRefusal.invalid("\(name): there is no such parameter.")
            }
            try Self.checkLength(String(value), of: String(name))
        }
    }

    /// The cursor of a list whose cursors are numbers.
    func after() throws -> Int64? {
        guard let text = request.uri.queryParameters["after"], !text.isEmpty else { return nil }
        guard let number = Int64(text), number > 0 else {
            throw APIRefusal.of(.unknownCursor)
        }
        return number
    }

    /// The body as JSON; nil when it is empty.
    func body(upTo limit: Int = bodyLimitBytes) async throws -> JSONValue? {
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch {
            throw APIRefusal.tooLarge
        }
        guard buffer.readableBytes > 0 else { return nil }
        do throws(JSONValue.NotJSON) {
            return try JSONValue(parsing: buffer.readableBytesView)
        } catch {
            throw APIRefusal.unreadable("The body is not JSON (at byte \(error.offset)).")
        }
    }

    /// The members of the body, which must be an object of these keys only.
    func members(
        upTo limit: Int = bodyLimitBytes,
        known: Set<String>
    ) async throws -> [String: JSONValue] {
        guard let body = try await body(upTo: limit) else {
            throw APIRefusal.unreadable("The body is not JSON.")
        }
        guard case .object(let members) = body else {
            throw APIRefusal.invalid("body: of the wrong type.")
        }
        for member in members where !known.contains(member.name) {
            throw APIRefusal.invalid("\(member.name): there is no such key.")
        }
        return Dictionary(
            members.map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The filter of a list; a parameter it does not know is refused rather than overlooked.
    func filter() throws -> EventFilter {
        for (name, value) in request.uri.queryParameters {
            guard Self.listParameters.contains(String(name)) else {
                throw APIRefusal.invalid("\(name): there is no such parameter.")
            }
            try Self.checkLength(String(value), of: String(name))
        }
        return EventFilter { name in
            request.uri.queryParameters[name[...]].map(String.init)
        }
    }

    /// A filter part that were cut short would match more than was meant.
    static func checkLength(_ value: String, of name: String) throws {
        guard name == "after" || value.count <= EventFilter.lengthLimit else {
            throw APIRefusal.invalid("\(name): \(EventFilter.lengthLimit) characters at most.")
        }
    }

    func limit() throws -> Int {
        guard let text = request.uri.queryParameters["limit"] else { return Self.defaultLimit }
        guard let limit = Int(text), (1...Self.highestLimit).contains(limit) else {
            throw APIRefusal.invalid("limit: a number from 1 to \(Self.highestLimit).")
        }
        return limit
    }

    func query(_ filter: EventFilter) throws -> EventLogQuery {
        do {
            return try filter.query(of: company.id, in: company.timeZone)
        } catch {
            switch error.part {
            case "state":
                let states = StateLabel.all.joined(separator: ", ")
                throw APIRefusal.invalid("state: one of \(states).")
            default:
                throw APIRefusal.invalid(
                    "\(error.part): a time such as 2026-02-10T08:00:00Z, or a day such as 2026-02-10."
                )
            }
        }
    }

    func decoded<Body: Decodable>(_: Body.Type) async throws -> Body {
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: Self.bodyLimitBytes)
        } catch {
            throw APIRefusal.tooLarge
        }
        do {
            return try JSONDecoder().decode(Body.self, from: Data(buffer.readableBytesView))
        } catch let refusal as APIRefusal {
            throw refusal
        } catch DecodingError.dataCorrupted {
            throw APIRefusal.unreadable("The body is not JSON.")
        } catch DecodingError.keyNotFound(let key, _) {
            throw APIRefusal.invalid("\(key.stringValue): missing.")
        } catch DecodingError.typeMismatch(_, let context) {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw APIRefusal.invalid("\(path.isEmpty ? "body" : path): of the wrong type.")
        } catch DecodingError.valueNotFound(_, let context) {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw APIRefusal.invalid("\(path.isEmpty ? "body" : path): may not be null.")
        }
    }
}

/// The body of `POST replays`.
struct ReplayRequest: Decodable, Sendable {
    let filter: EventFilter
    let dryRun: Bool

    private static let filterKeys = [
        "state", "cause", "connection", "topic", "subject", "since", "until", "text",
    ]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue _: Int) {
            nil
        }
    }

    // A misspelt key would otherwise replay more than was meant.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for key in container.allKeys where !["filter", "dryRun"].contains(key.stringValue) {
            throw APIRefusal.invalid("\(key.stringValue): there is no such key.")
        }
        let parts = try container.nestedContainer(
            keyedBy: Key.self,
            forKey: Key(stringValue: "filter")
        )
        var given: [String: String] = [:]
        for key in parts.allKeys {
            guard Self.filterKeys.contains(key.stringValue) else {
                throw APIRefusal.invalid("filter.\(key.stringValue): there is no such part.")
            }
            let value = try parts.decodeIfPresent(String.self, forKey: key)
            try APIRequest.checkLength(value ?? "", of: "filter.\(key.stringValue)")
            given[key.stringValue] = value
        }
        filter = EventFilter { given[$0] }
        dryRun =
            try container.decodeIfPresent(Bool.self, forKey: Key(stringValue: "dryRun")) ?? false
    }
}
