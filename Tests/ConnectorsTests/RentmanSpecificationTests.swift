import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Projects
import Remote
import Synchronization
import TestSupport
import Testing

/// Every request we send and every record the fake answers with, held against the API's own description.
@Suite(.enabled(if: Samples.hasRecordings))
struct RentmanSpecificationTests {
    /// Remembers what goes through it.
    private final class Listener: RemoteTransport {
        let heard = Mutex<[(path: String, query: [URLQueryItem], reply: Data)]>([])
        private let transport: FakeTransport

        init(_ fake: FakeRentman) {
            transport = FakeTransport(to: fake)
        }

        func send(
            _ call: RemoteCall,
            timeout: Duration,
            bodyLimitBytes: Int
        ) async throws(TransportFailure) -> RemoteResponse {
            let response = try await transport.send(
                call,
                timeout: timeout,
                bodyLimitBytes: bodyLimitBytes
            )
            if let url = URLComponents(string: call.url) {
                heard.withLock { $0.append((url.path, url.queryItems ?? [], response.body)) }
            }
            return response
        }
    }

    private let specification: JSONValue

    init() throws {
        specification = try JSONValue(parsing: Samples.recording("../specs/rentman.json"))
    }

    /// The description of the path, with `{id}` where a number stands.
    private func schema(ofPath path: String) -> JSONValue? {
        let template = path.split(separator: "/").map { Int($0) == nil ? String($0) : "{id}" }
        guard
            case .array(let parts)? = specification["paths"]?[
                "/" + template.joined(separator: "/")
            ]?[
                "get"
            ]?["responses"]?["200"]?["content"]?["application/json"]?["schema"]?["allOf"],
            let entry = parts.first?["properties"]?["data"],
            let reference = (entry["items"] ?? entry)["$ref"]?.text?.split(separator: "/").last
        else { return nil }
        return specification["components"]?["schemas"]?[String(reference)]?["properties"]
    }

    private func records(_ reply: Data) -> [[JSONValue.Member]] {
        guard let data = (try? JSONValue(parsing: reply))?["data"] else { return [] }
        let rows: [JSONValue] = if case .array(let rows) = data { rows } else { [data] }
        return rows.compactMap { if case .object(let members) = $0 { members } else { nil } }
    }

    @Test func `requests and replies are the API's`() async throws {
        let account = try RentmanAccount()
        var generator = RentalLifeGenerator(seed: 3)
        let lives = generator.lives(12)
        for life in lives {
            account.fake.apply(life.moments.dropLast(2).flatMap(\.changes))
        }
        let listener = Listener(account.fake)
        let access = SourceAccess(
            remote: RemoteClient(
                service: "rentman",
                baseURL: "https://api.rentman.net",
                transport: listener,
                limit: RateLimit(
                    budget: .init(calls: 1_000_000, window: .seconds(1), concurrent: 4)
                ),
                circuit: CircuitBreaker(),
                authorization: { $0[.authorization] = "Bearer \(RentmanAccount.token)" }
            )
        )
        for life in lives {
            for subject in [
                "project/\(life.project)", "subproject/\(life.project)0", "contact/501",
                "projectcrew/\(life.project)0000", "projectequipment/\(life.project)01",
                "invoice/\(life.project)0", "invoiceline/\(life.project)00",
            ] { _ = try await account.rentman.read(subject, from: access) }
        }
        _ = try await account.rentman.history(.init(.changed, from: .distantPast), from: access)
        _ = try await account.rentman.inventory(from: access)
        _ = try await account.rentman.examine(webhookAddress: "", from: access)

        let heard = listener.heard.withLock { $0 }
        #expect(heard.count > 100)
        var unknown: Set<String> = []
        for (path, query, reply) in heard {
            guard let schema = schema(ofPath: path) else {
                unknown.insert(path)
                continue
            }
            for field in query.flatMap(Self.fields) where schema[field] == nil {
                unknown.insert("\(path)?\(field)")
            }
            for name in records(reply).flatMap({ $0.map(\.name) }) where schema[name] == nil {
                unknown.insert("\(path): \(name)")
            }
        }
        #expect(unknown.isEmpty, "\(unknown.sorted())")
    }

    /// The fields of the record itself that a parameter names.
    private static func fields(_ item: URLQueryItem) -> [String] {
        switch item.name {
        case "limit", "offset", "cursor": []
        case "fields": (item.value ?? "").split(separator: ",").map(String.init)
        case "expand":
            (item.value ?? "").split(separator: ",").compactMap {
                $0.split(separator: ".").first.map(String.init)
            }
        default: [String(item.name.prefix { $0 != "[" })]
        }
    }
}
