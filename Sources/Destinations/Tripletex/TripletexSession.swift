package import Foundation
import HTTPTypes
package import Remote

/// The session of one connection: made with its two tokens, shared by all calls, renewed before it ends.
package actor TripletexSession {
    /// Renewed this long before its end.
    static let margin: TimeInterval = 3_600
    /// Sessions are made for this many days; a session ends at the midnight that begins its last day.
    static let days = 2

    private let client: RemoteClient
    private let consumerToken: String
    private let employeeToken: String
    private let now: @Sendable () -> Date
    private let turnstile = Turnstile()
    private var current: (token: String, ends: Date)?

    /// `client` is used as it is, without authorization, for making sessions only.
    package init(
        client: RemoteClient,
        consumerToken: String,
        employeeToken: String,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.client = client
        self.consumerToken = consumerToken
        self.employeeToken = employeeToken
        self.now = now
    }

    /// A session's token that holds now; made when there is none.
    func token() async throws -> String {
        await turnstile.enter()
        do {
            let token = try await present()
            await turnstile.leave()
            return token
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    /// Forgets a token that was refused, unless another has taken its place; the next call makes a new one.
    func forget(_ token: String) {
        if current?.token == token { current = nil }
    }

    private func present() async throws -> String {
        if let current, now() < current.ends.addingTimeInterval(-Self.margin) {
            return current.token
        }
        let (text, ends) = try end()
        struct Body: Encodable {
            var consumerToken: String
            var employeeToken: String
            var expirationDate: String
        }
        let body = try JSONEncoder().encode(
            Body(consumerToken: consumerToken, employeeToken: employeeToken, expirationDate: text)
        )
        let reply = try await client.send(
            RemoteRequest<TripletexValue<TripletexSessionToken>>(
                method: .post,
                path: "/token/session/:create",
                body: body
            )
        )
        current = (reply.value.token, ends)
        return reply.value.token
    }

    /// The session's last day and the instant at which it ends: midnight in Norway.
    private func end() throws -> (text: String, ends: Date) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Oslo") ?? .gmt
        let today = calendar.startOfDay(for: now())
        guard let ends = calendar.date(byAdding: .day, value: Self.days, to: today) else {
            throw CancellationError()
        }
        let parts = calendar.dateComponents([.year, .month, .day], from: ends)
        let text = [parts.year ?? 0, parts.month ?? 0, parts.day ?? 0]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
        return (text, ends)
    }
}
