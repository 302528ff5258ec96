import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// The records behind ``FakeRentman``, and who has called how often.
struct RentmanStore: Sendable {
    private(set) var callCount = 0
    private(set) var reads: [String: Int] = [:]
    private var records: [String: [Int64: RentmanRecord]] = [:]
    private var calls = Calls()
    private var baseURL = ""

    /// Calls in the current second and day.
    private struct Calls: Sendable {
        var second: Int64 = .min
        var inSecond = 0
        var day: Int64 = .min
        var inDay = 0
    }

    mutating func apply(_ change: FakeRentman.Change) {
        switch change {
        case .put(let collection, let json):
            let record = RentmanRecord(json)
            if let id = record.integer("id") { records[collection, default: [:]][id] = record }
        case .remove(let collection, let id): records[collection]?[id] = nil
        }
    }

    func record(_ collection: String, _ id: Int64) -> JSONValue? {
        records[collection]?[id]?.json
    }

    mutating func answer(
        _ request: FakeRequest,
        token: String,
        baseURL: String,
        limitFactor: Int,
        at moment: Date
    ) -> RemoteResponse {
        callCount += 1
        self.baseURL = baseURL
        guard request.headers[.authorization] == "Bearer \(token)" else {
            return .refusal(401, "Unauthorized")
        }
        if let refusal = limit(at: moment, factor: limitFactor) { return refusal }
        guard request.headers[.contentType]?.hasPrefix("application/json") ?? false else {
            return .refusal(400, "Content-Type must be application/json")
        }
        if request.method == .get { reads[request.path, default: 0] += 1 }
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
            .dropFirst().map(String.init)
        switch (request.method, parts.count) {
        case (.get, 1): return list(parts[0], all(parts[0]), request)
        case (.get, 2): return item(parts[0], parts[1], request)
        case (.get, 3): return nested(parts[0], parts[1], parts[2], request)
        case (.put, 2) where parts[0] == "contacts": return change(parts[1], request)
        case (.get, _): return .refusal(404, "Not Found")
        default: return .refusal(405, "Method Not Allowed")
        }
    }

    mutating func exhaustDay(at moment: Date, factor: Int) {
        calls.day = Int64(moment.timeIntervalSince1970.rounded(.down)) / 86_400
        calls.inDay = FakeRentman.callsPerDay * factor
    }

    private mutating func limit(at moment: Date, factor: Int) -> RemoteResponse? {
        let second = Int64(moment.timeIntervalSince1970.rounded(.down))
        if calls.day != second / 86_400 { (calls.day, calls.inDay) = (second / 86_400, 0) }
        if calls.second != second { (calls.second, calls.inSecond) = (second, 0) }
        guard calls.inDay < FakeRentman.callsPerDay * factor else {
            return .refusal(429, "Daily Limit Exceeded")
        }
        guard calls.inSecond < FakeRentman.callsPerSecond * factor else {
            return .refusal(429, "Too many requests")
        }
        calls.inDay += 1
        calls.inSecond += 1
        return nil
    }

    // MARK: Reading

    private func all(_ collection: String) -> [RentmanRecord]? {
        guard RentmanSchema.collections.contains(collection) else { return nil }
        return records[collection].map { Array($0.values) } ?? []
    }

    private func item(_ collection: String, _ id: String, _ request: FakeRequest) -> RemoteResponse
    {
        guard RentmanSchema.collections.contains(collection), let id = Int64(id),
            let record = records[collection]?[id]
        else { return .refusal(404, "Not Found") }
        let query: RentmanQuery
        do throws(RentmanQuery.Refusal) {
            query = try RentmanQuery(request.query, collection)
        } catch {
            return .refusal(400, error.message)
        }
        return envelope(shaped(record, query, isItem: true), count: 1, query)
    }

    private func nested(
        _ owner: String,
        _ id: String,
        _ collection: String,
        _ request: FakeRequest
    ) -> RemoteResponse {
        guard let id = Int64(id), let link = RentmanSchema.link(from: collection, to: owner),
            records[owner]?[id] != nil
        else { return .refusal(404, "Not Found") }
        // Most ways are one step long, and a text is sooner compared than read.
        let text = link.count == 1 ? link.first.map { "/\($0.collection)/\(id)" } : nil
        let rows = (all(collection) ?? []).filter { record in
            text.map { record.text(link[0].field) == $0 } ?? (self.link(record, link) == id)
        }
        return list(collection, rows, request)
    }

    /// The id that a way of links leads to, such as `function.project`.
    private func link(_ record: RentmanRecord, _ way: [RentmanSchema.Step]) -> Int64? {
        var record = record
        for step in way.dropLast() {
            guard let id = record.link(step.field), let next = records[step.collection]?[id] else {
                return nil
            }
            record = next
        }
        guard let last = way.last else { return nil }
        if last.field == "parent_api_path",
            !(record.text(last.field)?.hasPrefix("/\(last.collection)/") ?? false)
        {
            return nil
        }
        return record.link(last.field)
    }

    private func list(
        _ collection: String,
        _ rows: [RentmanRecord]?,
        _ request: FakeRequest
    ) -> RemoteResponse {
        guard let rows else { return .refusal(404, "Not Found") }
        let query: RentmanQuery
        do throws(RentmanQuery.Refusal) {
            query = try RentmanQuery(request.query, collection)
        } catch {
            return .refusal(400, error.message)
        }
        let matching = rows.filter(query.accepts).sorted {
            ($0.integer("id") ?? 0) < ($1.integer("id") ?? 0)
        }
        let rest = matching.dropFirst(query.offset)
        let shown = rest.prefix(query.limit)
        let next =
            rest.count > shown.count
            ? query.nextURL(baseURL + request.path, offset: query.offset + shown.count) : nil
        return envelope(
            .array(shown.map { shaped($0, query, isItem: false) }),
            count: shown.count,
            query,
            next: .some(next)
        )
    }

    private func envelope(
        _ data: JSONValue,
        count: Int,
        _ query: RentmanQuery,
        next: String?? = nil
    ) -> RemoteResponse {
        var members: [JSONValue.Member] = [
            .init("data", data), .init("itemCount", .number(String(count))),
            .init("limit", .number(String(query.limit))),
            .init("offset", .number(String(query.offset))),
        ]
        if let next { members.append(.init("next_page_url", next.map { .string($0) } ?? .null)) }
        return .json(200, .object(members))
    }

    /// The record with the fields and expansions that were asked for.
    private func shaped(_ record: RentmanRecord, _ query: RentmanQuery, isItem: Bool) -> JSONValue {
        guard case .object(let members) = record.json else { return record.json }
        return .object(
            members.filter { member in
                (isItem || !RentmanSchema.isItemOnly(member.name, in: query.collection))
                    && query.shows(member.name)
            }
            .map { .init($0.name, expanded($0, query.expansions(of: $0.name))) }
        )
    }

    private func expanded(_ member: JSONValue.Member, _ deeper: [[String]]?) -> JSONValue {
        guard let deeper, let path = member.value.text else { return member.value }
        let parts = path.split(separator: "/")
        guard parts.count == 2, let id = Int64(parts[1]),
            let target = records[String(parts[0])]?[id], case .object(let members) = target.json
        else { return .null }
        return .object(
            members.filter { !RentmanSchema.isItemOnly($0.name, in: String(parts[0])) }
                .map { inner in
                    let ways = deeper.filter { $0.first == inner.name }.map {
                        Array($0.dropFirst())
                    }
                    return .init(inner.name, expanded(inner, ways.isEmpty ? nil : ways))
                }
        )
    }

    // MARK: Writing

    /// A contact may be changed; unknown fields and computed ones are refused.
    private mutating func change(_ id: String, _ request: FakeRequest) -> RemoteResponse {
        guard let id = Int64(id), let record = records["contacts"]?[id],
            case .object(let old) = record.json
        else { return .refusal(404, "Not Found") }
        guard case .object(let new)? = try? JSONValue(parsing: request.body) else {
            return .refusal(400, "Invalid JSON")
        }
        for member in new where !RentmanSchema.writableContactFields.contains(member.name) {
            return .refusal(400, "Unknown or read-only field: \(member.name)")
        }
        let changed = old.filter { member in !new.contains { $0.name == member.name } } + new
        records["contacts"]?[id] = RentmanRecord(.object(changed))
        return .json(
            200,
            .object([.init("data", .object(changed)), .init("itemCount", .number("1"))])
        )
    }
}

extension RemoteResponse {
    fileprivate static func json(_ status: Int, _ json: JSONValue) -> RemoteResponse {
        RemoteResponse(
            status: status,
            headers: [.contentType: "application/json"],
            body: Data(json.description.utf8)
        )
    }

    fileprivate static func refusal(_ status: Int, _ message: String) -> RemoteResponse {
        json(status, .object([.init("message", .string(message))]))
    }
}
