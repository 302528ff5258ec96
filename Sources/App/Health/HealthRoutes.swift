import HTTPTypes
import Hummingbird

/// The routes that monitors ask.
struct HealthRoutes: Sendable {
    let check: HealthCheck

    /// The answer to a health request; nil for any other path.
    func respond(to request: Request, path: String, isStopping: Bool) async -> Response? {
        switch path {
        case "/health/live":
            return JSONReply.json(#"{"status":"ok"}"#)
        case "/health/ready":
            if isStopping { return unready("stopping") }
            return await check.isWritable() ? JSONReply.json(#"{"status":"ok"}"#) : unready("failing")
        case "/health":
            let report = await check.report()
            return JSONReply.json(
                report.json(),
                status: report.status == .failing ? .serviceUnavailable : .ok
            )
        default:
            return nil
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
