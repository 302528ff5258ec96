import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// Reads records and lists of the API.
struct RentmanCalls: Sendable {
    /// The page size that every version of the API grants.
    static let pageSize = 300
    /// A list longer than this many pages is not read: a project has thousands of rows at most.
    static let pageLimit = 100

    let client: RemoteClient

    /// A record, or nil when it is gone.
    func item(
        _ collection: String,
        _ id: Int64,
        expand: [String] = [],
        fields: [String] = []
    ) async throws -> RentmanRecord? {
        do {
            return try await client.send(
                Self.request("/\(collection)/\(id)", Self.shape(expand, fields))
            ) { json in
                guard case .object? = json["data"], let data = json["data"] else {
                    throw RentmanUnreadable(field: "data")
                }
                return RentmanRecord(data)
            }
        } catch let error as RemoteError where error.status == 404 {
            return nil
        }
    }

    /// All records of a list, each once.
    ///
    /// A list below something that is gone is empty.
    func list(
        _ path: String,
        filter: [(name: String, value: String)] = [],
        expand: [String] = [],
        fields: [String] = []
    ) async throws -> [RentmanRecord] {
        let query =
            filter + Self.shape(expand, fields) + [("limit", String(Self.pageSize))]
        var records: [RentmanRecord] = []
        var seen: Set<Int64> = []
        var next: RentmanPage.Next? = .init(path: "/\(path)", query: query)
        for _ in 0..<Self.pageLimit {
            guard let current = next else { return records }
            let page: RentmanPage
            do {
                page = try await self.page(current)
            } catch let error as RemoteError where error.status == 404 {
                return records
            }
            for record in page.records
            where record.integer("id").map({ seen.insert($0).inserted }) ?? true {
                records.append(record)
            }
            next = page.next
        }
        guard next == nil else { throw RentmanUnreadable(field: "next_page_url") }
        return records
    }

    /// One page of a list.
    func page(_ place: RentmanPage.Next) async throws -> RentmanPage {
        let baseURL = client.baseURL
        return try await client.send(Self.request(place.path, place.query)) { json in
            try RentmanPage(json, of: place, baseURL: baseURL)
        }
    }

    private static func shape(
        _ expand: [String],
        _ fields: [String]
    ) -> [(name: String, value: String)] {
        (expand.isEmpty ? [] : [("expand", expand.joined(separator: ","))])
            + (fields.isEmpty ? [] : [("fields", fields.joined(separator: ","))])
    }

    private static func request(
        _ path: String,
        _ query: [(name: String, value: String)]
    ) -> RemoteRequest<JSONValue> {
        // Rentman wants the content type on every request, also on those without a body.
        RemoteRequest(path: path, query: query, headers: [.contentType: "application/json"]) {
            try JSONValue(parsing: $0.body)
        }
    }
}

extension RemoteClient {
    /// Sends a request and reads its JSON; what cannot be read is an invalid reply of the service.
    fileprivate func send<Reply: Sendable>(
        _ request: RemoteRequest<JSONValue>,
        read: @escaping @Sendable (JSONValue) throws -> Reply
    ) async throws -> Reply {
        try await send(
            RemoteRequest<Reply>(
                method: request.method,
                path: request.path,
                query: request.query,
                headers: request.headers,
                body: request.body
            ) { try read(JSONValue(parsing: $0.body)) }
        )
    }
}
