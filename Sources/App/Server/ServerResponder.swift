import Hummingbird

/// Sends a request where it belongs: webhooks straight to the intake, all else to the routes.
struct ServerResponder<Routes: HTTPResponder>: HTTPResponder where Routes.Context == ServerContext {
    let intake: WebhookIntake
    let health: HealthRoutes
    let metrics: MetricsRoute
    let phase: ServerPhase<Routes>

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        let response = try await answer(request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        let path = request.uri.path
        if path.hasPrefix(WebhookIntake.pathPrefix) { return await intake.respond(to: request) }
        let isStopping = if case .stopping = phase.now { true } else { false }
        if let answer = await health.respond(to: request, path: path, isStopping: isStopping) {
            return answer
        }
        if path == MetricsRoute.path {
            return await metrics.respond(to: request, peer: context.remoteAddress)
        }
        guard case .running(let routes) = phase.now else {
            return JSONReply.error(
                .serviceUnavailable,
                code: "NOT_READY",
                message: "bokbro is starting or stopping.",
                headers: [.retryAfter: "5"]
            )
        }
        return try await routes.respond(to: request, context: context)
    }
}
