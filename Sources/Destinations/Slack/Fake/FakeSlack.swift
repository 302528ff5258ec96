package import Foundation
import HTTPTypes
package import Remote
import Synchronization

/// A small, strict Slack workspace in memory.
///
/// It refuses what the real one refuses, with status 200 and the real code: names that are taken, also by
/// archived and invisible channels, calls about channels that the caller is not in, a bot that wants to
/// unarchive. It counts calls by method and minute, and hands texts back escaped.
package final class FakeSlack: FakeService {
    /// A token of the workspace.
    package struct Token: Hashable, Sendable {
        package var secret: String
        package var scopes: [String]

        package init(secret: String, scopes: [String]) {
            self.secret = secret
            self.scopes = scopes
        }
    }

    /// What bokbro asks for when it is installed.
    package static let usualScopes = [
        "channels:manage", "channels:read", "channels:join", "chat:write", "chat:write.public",
        "users:read", "users:read.email", "groups:write", "groups:read",
    ]

    private struct State {
        var workspace = FakeSlackState()
        var callers: [String: FakeSlackCaller] = [:]
        var requests = 0
    }

    /// The tiers times this; 0 lets everything through.
    private let limitFactor: Int
    private let now: @Sendable () -> Date
    private let state: Mutex<State>

    /// A workspace with the channel `general`, the bot, and the person of the person's token.
    package init(
        bot: Token,
        person: Token? = nil,
        limitFactor: Int = 1,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.limitFactor = limitFactor
        self.now = now
        var state = State()
        var workspace = FakeSlackState()
        let owner = workspace.nextID("U")
        let botUser = workspace.nextID("U")
        workspace.users = [
            .init(id: owner, email: "eier@arbeidsomrade.example"),
            .init(id: botUser, email: "", isBot: true),
        ]
        workspace.channels = [
            .init(
                id: workspace.nextID("C"),
                name: "general",
                isPrivate: false,
                isGeneral: true,
                creator: owner,
                created: Int(now().timeIntervalSince1970),
                members: [owner]
            )
        ]
        state.callers[bot.secret] = FakeSlackCaller(
            user: botUser,
            isBot: true,
            scopes: Set(bot.scopes)
        )
        if let person {
            state.callers[person.secret] = FakeSlackCaller(
                user: owner,
                isBot: false,
                scopes: Set(person.scopes)
            )
        }
        state.workspace = workspace
        self.state = Mutex(state)
    }

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let time = now()
        return state.withLock { state in
            state.requests += 1
            let requestID = "fake-slack-\(state.requests)"
            let name = String(request.path.split(separator: "/").last ?? "")
            state.workspace.calls[name, default: 0] += 1
            if let seconds = Self.secondsToWait(name, in: &state, limitFactor, at: time) {
                return Self.tooMany(seconds, requestID)
            }
            var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
            if let name = HTTPField.Name("x-slack-req-id") { headers[name] = requestID }
            do throws(FakeSlackRefusal) {
                let caller = try Self.caller(of: request, in: state)
                if let name = HTTPField.Name("x-oauth-scopes") {
                    headers[name] = caller.scopes.sorted().joined(separator: ",")
                }
                var answer = try Self.answer(request, name, by: caller, in: &state, at: time)
                answer["ok"] = .bool(true)
                return RemoteResponse(
                    status: 200,
                    headers: headers,
                    body: FakeJSON.object(answer).data
                )
            } catch {
                var answer = error.extra
                answer["ok"] = .bool(false)
                answer["error"] = .string(error.code)
                return RemoteResponse(
                    status: 200,
                    headers: headers,
                    body: FakeJSON.object(answer).data
                )
            }
        }
    }

    /// Changes the workspace behind the interface, as its people do.
    func change(_ body: (inout FakeSlackState) -> Void) {
        state.withLock { body(&$0.workspace) }
    }

    func read<Value: Sendable>(_ body: (FakeSlackState) -> Value) -> Value {
        state.withLock { body($0.workspace) }
    }

    /// Takes a scope from the bot, or gives it one, as an administrator does.
    package func setScopes(_ scopes: [String], of secret: String) {
        state.withLock { $0.callers[secret]?.scopes = Set(scopes) }
    }

    /// Revokes the token.
    package func revoke(_ secret: String) {
        state.withLock { $0.callers[secret] = nil }
    }

    /// Whole seconds until the method may be called again; nil when it may now.
    private static func secondsToWait(
        _ name: String,
        in state: inout State,
        _ factor: Int,
        at time: Date
    ) -> Int? {
        guard factor > 0, let method = SlackMethod(rawValue: name) else { return nil }
        var window = state.workspace.windows[name] ?? (ends: .distantPast, count: 0)
        if window.ends <= time { window = (time.addingTimeInterval(60), 0) }
        window.count += 1
        state.workspace.windows[name] = window
        guard window.count > method.callsPerMinute * factor else { return nil }
        return max(1, Int(window.ends.timeIntervalSince(time).rounded(.up)))
    }

    private static func tooMany(_ seconds: Int, _ requestID: String) -> RemoteResponse {
        RemoteResponse(
            status: 429,
            headers: [.contentType: "application/json; charset=utf-8", .retryAfter: "\(seconds)"],
            body: Data(#"{"ok":false,"error":"ratelimited"}"#.utf8)
        )
    }

    private static func caller(
        of request: FakeRequest,
        in state: State
    ) throws(FakeSlackRefusal) -> FakeSlackCaller {
        guard let header = request.headers[.authorization] else {
            throw FakeSlackRefusal("not_authed")
        }
        guard header.hasPrefix("Bearer "), let caller = state.callers[String(header.dropFirst(7))]
        else { throw FakeSlackRefusal("invalid_auth") }
        return caller
    }

    private static func answer(
        _ request: FakeRequest,
        _ name: String,
        by caller: FakeSlackCaller,
        in state: inout State,
        at time: Date
    ) throws(FakeSlackRefusal) -> [String: FakeJSON] {
        guard request.path == "/api/\(name)", let method = SlackMethod(rawValue: name) else {
            throw FakeSlackRefusal("unknown_method")
        }
        let arguments = try FakeSlackArguments(request)
        try arguments.check(known: FakeSlackRules.rule(method).arguments)
        if state.workspace.forbiddenMethods.contains(name) {
            throw FakeSlackRefusal("restricted_action")
        }
        var call = FakeSlackCall(
            method: method,
            arguments: arguments,
            caller: caller,
            time: time,
            workspace: state.workspace
        )
        let answer = try call.answer()
        state.workspace = call.workspace
        return answer
    }
}
