import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Projects
import Remote
import Synchronization

/// An account in memory, a client that reaches it, and what is remembered of parts.
final class RentmanAccount: Sendable {
    static let token = "jwt"

    let fake: FakeRentman
    let rentman: Rentman
    private let parts = Mutex<[String: Set<String>]>([:])
    private let bodies = Mutex<[String: [Data]]>([:])

    init(options: String = #"{"account":"nordlyslyd","integrationUser":99}"#) throws {
        rentman = Rentman(options: try JSONValue(parsing: options.utf8))
        let tick = Tick()
        fake = FakeRentman(token: Self.token, now: { tick.next() })
        fake.apply(RentalLifeGenerator.foundation)
    }

    /// A clock that moves enough between calls for none of them to be too early.
    private final class Tick: Sendable {
        private let calls = Mutex(0)

        func next() -> Date {
            Date(
                timeIntervalSince1970: 1_780_000_000
                    + Double(
                        calls.withLock {
                            $0 += 1
                            return $0
                        }
                    )
            )
        }
    }

    func client(token: String = RentmanAccount.token) -> RemoteClient {
        RemoteClient(
            service: "rentman",
            baseURL: "https://api.rentman.net",
            transport: FakeTransport(to: fake),
            limit: RateLimit(
                budget: .init(calls: 1_000_000, window: .seconds(1), concurrent: 20),
                sleep: { _ in }
            ),
            circuit: CircuitBreaker(now: { Date(timeIntervalSince1970: 1_780_000_000) }),
            authorization: { $0[.authorization] = "Bearer \(token)" }
        )
    }

    func access(token: String = RentmanAccount.token) -> SourceAccess {
        SourceAccess(
            remote: client(token: token),
            deliveries: { subject in
                (self.bodies.withLock { $0[subject] } ?? []).map {
                    .init(topic: "", body: $0, receivedAt: .distantPast)
                }
            },
            subjects: { part in (self.parts.withLock { $0[part] } ?? []).sorted() }
        )
    }

    func read(_ subject: String) async throws -> SourceFacts {
        let facts = try await rentman.read(subject, from: access())
        if case .project(let project) = facts { remember(project) }
        return facts
    }

    /// The projects a webhook leads to in the end, each as it is read then.
    func follow(_ body: Data) async throws -> [String: SourceFacts] {
        let webhook = try rentman.verify(
            WebhookDelivery(
                headers: RentmanSigner.headers(body: body, token: "secret"),
                body: body,
                receivedAt: .distantFuture
            ),
            secrets: ["secret"]
        )
        guard case .event(_, let subject, _) = webhook else { return [:] }
        bodies.withLock { $0[subject, default: []].append(body) }
        var waiting = [subject]
        var results: [String: SourceFacts] = [:]
        while let next = waiting.popLast() {
            guard results[next] == nil else { continue }
            let facts = try await read(next)
            results[next] = facts
            if case .concerns(let subjects) = facts { waiting += subjects }
        }
        return results
    }

    private func remember(_ project: RentalProject) {
        let subject = "project/\(project.id)"
        parts.withLock { parts in
            for part in project.parts { parts[part, default: []].insert(subject) }
        }
    }
}

extension RentmanAccount {
    /// A webhook's body.
    func webhook(
        _ event: String,
        _ type: String,
        _ items: String,
        user: Int = 33
    ) -> Data {
        Data(
            #"{"account":"nordlyslyd","user":{"itemType":"Crew","id":\#(user),"ref":"/crew/\#(user)"},"eventType":"\#(event)","itemType":"\#(type)","items":[\#(items)],"eventDate":"2026-03-01T10:00:00+01:00"}"#
                .utf8
        )
    }

    func put(_ collection: String, _ json: String) throws {
        fake.apply([.put(collection: collection, record: try JSONValue(parsing: json.utf8))])
    }
}
