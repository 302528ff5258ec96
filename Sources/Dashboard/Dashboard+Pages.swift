import Companies
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// The routes of the pages: a table of contents.
extension Dashboard {
    typealias PageHandler = @Sendable (Visit, Parameters) async throws -> Response

    func addPages<Context: RequestContext>(
        to router: Router<Context>,
        client: @escaping @Sendable (Request, Context) -> String
    ) {
        func page(
            _ method: HTTPRequest.Method,
            _ path: RouterPath,
            _ handler: @escaping PageHandler
        ) {
            router.on(path, method: method) { request, context in
                await answer(request, client: client(request, context)) { visit in
                    try await handler(visit, context.parameters)
                }
            }
        }

        page(.get, "/sign-in", showSignIn)
        page(.post, "/sign-in", signIn)
        page(.post, "/sign-out", signOut)
        page(.get, "/invitations/:link", showInvitation)
        page(.post, "/invitations/:link", acceptInvitation)
        page(.post, "/language", chooseLanguage)

        page(.get, "/", showOverview)
        page(.get, "/attention", toFirstCompany)
        page(.get, "/events", toFirstCompany)
        page(.get, "/companies/:company", showCompany)
        page(.get, "/companies/:company/attention", showAttention)
        page(.get, "/companies/:company/events", showEvents)
        page(.get, "/companies/:company/events/:event", showEvent)
        page(.post, "/companies/:company/events/:event/replays", replayEvent)
        page(.get, "/companies/:company/replays/new", previewReplay)
        page(.post, "/companies/:company/replays", startReplay)
        page(.get, "/companies/:company/replays/:replay", showReplay)

        page(.get, "/**") { _, _ in throw PageRefusal.notFound }
    }

    /// Runs a page's handler; whatever it throws becomes a page too.
    private func answer(
        _ request: Request,
        client: String,
        _ handler: (Visit) async throws -> Response
    ) async -> Response {
        let language = ReaderLanguage.of(request)
        var visit = Visit(
            request: request,
            language: language,
            user: nil,
            client: client,
            now: surroundings.now()
        )
        do {
            let authority = request.head.authority
            guard origin.allows(request.method, request.headers, authority: authority) else {
                throw PageRefusal.crossSite
            }
            if let session = cookie.session(of: request) {
                visit.user = try await companies.session(session)?.user
            }
            return PageHeaders.added(to: try await handler(visit))
        } catch PageRefusal.signInNeeded where request.method == .get {
            return PageHeaders.added(to: .redirect(to: Path.signIn(returningTo: visit.address)))
        } catch let refusal as PageRefusal {
            return PageHeaders.added(to: await problem(refusal, visit))
        } catch {
            surroundings.logger.error(
                "a page could not be made",
                metadata: ["path": "\(request.uri.path)", "reason": "\(error)"]
            )
            return PageHeaders.added(to: await problem(status: .internalServerError, visit))
        }
    }

    private func problem(_ refusal: PageRefusal, _ visit: Visit) async -> Response {
        await problem(
            status: refusal.status,
            visit,
            explanation: refusal == .crossSite ? visit.text.crossSite : nil
        )
    }

    private func problem(
        status: HTTPResponse.Status,
        _ visit: Visit,
        explanation: String? = nil
    ) async -> Response {
        let page = ProblemPage(
            status: status.code,
            language: visit.language,
            explanation: explanation
        )
        // What is broken may be what the frame needs too.
        let frame =
            (try? await frame(page.title, visit))
            ?? Frame(title: page.title, language: visit.language, reader: nil)
        return .page(
            templates.render(.problem, page, in: frame, language: visit.language),
            status: status
        )
    }
}
