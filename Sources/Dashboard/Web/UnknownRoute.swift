import HTTPTypes
import Hummingbird

/// Answers what no route takes: readers get a page, programs the error body of all other answers.
struct UnknownRoute<Context: RequestContext>: RouterMiddleware {
    let page: @Sendable (Request, Context) async -> Response

    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let isRead = request.method == .get || request.method == .head
            guard isRead, !request.uri.path.hasPrefix("/api/") else {
                return APIRefusal.noRoute.response
            }
            return await page(request, context)
        }
    }
}
