import HTTPTypes
import Hummingbird

/// The routes that monitors ask.
struct HealthRoutes: Sendable {
    let check: HealthCheck

    /// The answer to a health request; nil for any other path.
    func respond(to request: Request, path: String, isStopping: Bool) async -> Response? {
        guard ["/health", "/health/live", "/health/ready"].contains(path) else { return nil }
        guard [.get, .head].contains(request.method) else {
            return JSONReply.error(
                .methodNotAllowed,
                code: "METHOD_NOT_ALLOWED",
                message: "Health is read with GET.",
                headers: [.allow: "GET, HEAD"]
            )
        }
        switch path {
        case "/health/live":
            return JSONReply.json(#"{"status":"ok"}"#)
        case "/health/ready":
            if isStopping { return unready("stopping") }
            return await check.isWritable()
                ? JSONReply.json(#"{"status":"ok"}"#) : unready("failing")
        default:
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
