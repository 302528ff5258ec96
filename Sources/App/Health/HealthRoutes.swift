import HTTPTypes
import Hummingbird

/// The routes that monitors ask.
struct HealthRoutes: Sendable {
    private enum Route: String {
        case live = "/health/live"
        case ready = "/health/ready"
        case report = "/health"
    }

    let check: HealthCheck

    /// The answer to a health request; nil for any other path.
    func respond(to request: Request, path: String, isStopping: Bool) async -> Response? {
        guard let route = Route(rawValue: path) else { return nil }
        guard request.method == .get || request.method == .head else {
            return JSONReply.methodNotAllowed(allow: "GET, HEAD")
        }
        switch route {
        case .live:
            return JSONReply.json(#"{"status":"ok"}"#)
        case .ready:
            if isStopping { return unready("stopping") }
            return await check.isWritable()
                ? JSONReply.json(#"{"status":"ok"}"#) : unready("failing")
        case .report:
            let report = await check.report()
            return JSONReply.json(
                report.json(),
                status: report.status == .failing ? .serviceUnavailable : .ok
            )
        }
    }

    private func unready(_ status: String) -> Response {
        JSONReply.json(
            #"{"status":"\#(status)"}"#,
            status: .serviceUnavailable,
            headers: [.retryAfter: "5"]
        )
    }
}
