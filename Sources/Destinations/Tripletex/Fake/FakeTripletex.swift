import Bookkeeping
package import Foundation
import HTTPTypes
package import Remote
import Synchronization

/// A small, strict Tripletex in memory: one company with VAT codes, payment types and a bank account.
///
/// It refuses what the real one is known to refuse, with its status and code; ignores query parameters it does
/// not know; and works out VAT, totals and postings itself from the lines it is sent, so that a wrong line
/// cannot look right.
package final class FakeTripletex: FakeService {
    /// Calls in a window, as measured on the real one: 100 in about ten seconds.
    package struct Limits: Sendable {
        package var calls: Int
        package var window: Duration

        package init(calls: Int = 100, window: Duration = .seconds(10)) {
            self.calls = calls
            self.window = window
        }
    }

    struct State: Sendable {
        var company = FakeCompany()
        var sessions: [String: Date] = [:]
        var windowEnds = Date.distantPast
        var callsInWindow = 0
        var calls: [String: Int] = [:]
        var requests = 0
    }

    private let consumerToken: String
    private let employeeToken: String
    private let limits: Limits
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    package init(
        consumerToken: String,
        employeeToken: String,
        limits: Limits = Limits(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.consumerToken = consumerToken
        self.employeeToken = employeeToken
        self.limits = limits
        self.now = now
    }

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let time = now()
        return state.withLock { state in
            state.requests += 1
            let requestID = "fake-\(state.requests)"
            let remaining = Self.countCall(in: &state, limits: limits, at: time)
            guard remaining >= 0 else {
                return RemoteResponse(
                    status: 429,
                    headers: Self.headers(requestID),
                    body: FakeJSON.object([
                        "status": .integer(429), "message": .string("Too many requests"),
                    ]).data
                )
            }
            var response: RemoteResponse
            do throws(FakeRefusal) {
                response = try answer(request, in: &state, at: time)
            } catch {
                response = Self.refusal(error, requestID)
            }
            response.headers.append(contentsOf: Self.headers(requestID))
            let reset = max(0, Int(state.windowEnds.timeIntervalSince(time)))
            for (name, value) in [
                ("Limit", limits.calls), ("Remaining", remaining), ("Reset", reset),
            ] {
                if let name = HTTPField.Name("X-Rate-Limit-\(name)") {
                    response.headers[name] = "\(value)"
                }
            }
            return response
        }
    }

    /// Changes the company behind the interface, as its people do in the web interface.
    func change(_ body: (inout FakeCompany) -> Void) {
        state.withLock { body(&$0.company) }
    }

    func read<Value: Sendable>(_ body: (State) -> Value) -> Value {
        state.withLock { body($0) }
    }

    /// Ends all sessions, as Tripletex does at midnight.
    package func endSessions() {
        state.withLock { $0.sessions = [:] }
    }

    private static func countCall(in state: inout State, limits: Limits, at time: Date) -> Int {
        if time >= state.windowEnds {
            state.windowEnds = time.addingTimeInterval(limits.window / .seconds(1))
            state.callsInWindow = 0
        }
        state.callsInWindow += 1
        return limits.calls - state.callsInWindow
    }

    private func answer(
        _ request: FakeRequest,
        in state: inout State,
        at time: Date
    ) throws(FakeRefusal) -> RemoteResponse {
        guard request.path.hasPrefix("/v2/") else { throw .notFound }
        let path = String(request.path.dropFirst(3))
        let route = FakeRoute(method: request.method, path: path)
        state.calls["\(request.method.rawValue) \(route.pattern)", default: 0] += 1
        if path == "/token/session/:create" {
            return try createSession(request, in: &state, at: time)
        }
        try authenticate(request, in: state, at: time)
        return try route.answer(request, in: &state.company, at: TripletexTime.text(of: time))
    }

    private func createSession(
        _ request: FakeRequest,
        in state: inout State,
        at time: Date
    ) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(
            FakeRoute.json(request),
            known: ["consumerToken", "employeeToken", "expirationDate"]
        )
        guard try body.text("consumerToken") == consumerToken else {
            throw .invalid("arg:consumerToken", "Ugyldig token.")
        }
        guard try body.text("employeeToken") == employeeToken else {
            throw .invalid("arg:employeeToken", "Ugyldig token.")
        }
        guard let day = try body.date("expirationDate") else {
            throw .mustNotBeNull("expirationDate")
        }
        // The midnight that begins the day, taken an hour early: Norway's winter time.
        let ends = Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400 - 3_600)
        guard ends > time else {
            throw .invalid("expirationDate", "Datoen må være etter dagens dato.")
        }
        let token = "session-\(state.requests)"
        state.sessions[token] = ends
        return FakeRoute.value(
            .object(["token": .string(token), "expirationDate": .string(day.description)]),
            status: 201
        )
    }

    private func authenticate(
        _ request: FakeRequest,
        in state: State,
        at time: Date
    ) throws(FakeRefusal) {
        guard let header = request.headers[.authorization], header.hasPrefix("Basic "),
            let data = Data(base64Encoded: String(header.dropFirst(6))),
            let text = String(bytes: data, encoding: .utf8), text.hasPrefix("0:"),
            let ends = state.sessions[String(text.dropFirst(2))], ends > time
        else { throw .unauthorized }
    }

    private static func headers(_ requestID: String) -> HTTPFields {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let name = HTTPField.Name("x-tlx-request-id") { headers[name] = requestID }
        return headers
    }

    private static func refusal(_ refusal: FakeRefusal, _ requestID: String) -> RemoteResponse {
        let messages: FakeJSON =
            refusal.code == 18_000 || refusal.field != nil
            ? .array([
                .object([
                    "field": .optional(refusal.field), "message": .string(refusal.message),
                    "path": .null, "rootId": .null,
                ])
            ]) : .null
        return RemoteResponse(
            status: refusal.status,
            body: FakeJSON.object([
                "status": .integer(refusal.status), "code": .integer(refusal.code),
                "message": .string(refusal.code == 18_000 ? "Validering feilet." : refusal.message),
                "link": .null, "developerMessage": .string(refusal.message),
                "validationMessages": messages, "requestId": .string(requestID),
            ]).data
        )
    }
}
