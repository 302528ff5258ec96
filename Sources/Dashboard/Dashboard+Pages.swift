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

        router.add(
            middleware: UnknownRoute { request, context in
                await answer(request, client: client(request, context)) { _ in
                    throw PageRefusal.notFound
                }
            }
        )
        page(.get, "/sign-in", showSignIn)
        page(.post, "/sign-in", signIn)
        page(.post, "/sign-out", signOut)
        page(.get, "/invitations/:link", showInvitation)
        page(.post, "/invitations/:link", acceptInvitation)
        page(.post, "/language", chooseLanguage)

        page(.get, "/", showOverview)
        page(.get, "/attention", toFirstCompany)
        for path: RouterPath in [
            "/events", "/alerts", "/mapping", "/connections", "/backfills", "/users", "/audit",
            "/reconciliation", "/search",
        ] {
            page(.get, path, toFirstCompany)
        }
        page(.get, "/companies/:company", showCompany)
        page(.get, "/companies/:company/changes", tellChanges)
        page(.get, "/companies/:company/attention", showAttention)
        page(.get, "/companies/:company/events", showEvents)
        page(.get, "/companies/:company/events/:event", showEvent)
        page(.post, "/companies/:company/events/:event/replays", replayEvent)
        page(.get, "/companies/:company/replays/new", previewReplay)
        page(.post, "/companies/:company/replays", startReplay)
        page(.get, "/companies/:company/replays/:replay", showReplay)

        addAccountPages(page)
        addCompanyPages(page)
    }

    private typealias AddPage = (HTTPRequest.Method, RouterPath, @escaping PageHandler) -> Void

    private func addAccountPages(_ page: AddPage) {
        page(.get, "/sign-in/code", showSignInCode)
        page(.post, "/sign-in/code", finishSignIn)
        page(.get, "/account", showAccount)
        page(.post, "/account/code", takeCode)
        page(.post, "/account/code/removals", dropCode)
        page(.post, "/account/sessions/endings", signOutEverywhere)
        page(.get, "/set-up/:link", showFirstUser)
        page(.post, "/set-up/:link", makeFirstUser)
        page(.get, "/companies/new", showNewCompany)
        page(.post, "/companies/new", addCompany)
    }

    private func addCompanyPages(_ page: AddPage) {
        let company = "/companies/:company"
        func add(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping PageHandler) {
            page(method, RouterPath(company + path), handler)
        }

        add(.get, "/exports/events", exportEvents)
        add(.get, "/exports/audit", exportAudit)
        add(.get, "/search", showSearch)
        add(.get, "/subjects/:connection/:kind/:number", showSubject)
        add(.get, "/mapping", showMapping)
        add(.post, "/mapping", saveMapping)
        add(.post, "/mapping/previews", previewMapping)
        add(.get, "/connections", showConnections)
        add(.post, "/connections", saveConnection)
        add(.get, "/connections/new", newConnection)
        add(.get, "/connections/:connection", showConnection)
        add(.post, "/connections/:connection", saveConnection)
        add(.get, "/connections/:connection/edit", editConnection)
        add(.post, "/connections/:connection/tests", testConnection)
        add(.post, "/connections/:connection/webhooks", registerWebhooks)
        add(.post, "/connections/:connection/state", switchConnection)
        add(.get, "/backfills", showBackfills)
        add(.post, "/backfills", startBackfill)
        add(.get, "/backfills/:backfill", showBackfill)
        add(.post, "/backfills/:backfill/stops", stopBackfill)
        add(.get, "/users", showUsers)
        add(.post, "/users", addUser)
        add(.post, "/users/:user/role", setUserRole)
        add(.post, "/users/:user/links", makeUserLink)
        add(.post, "/users/:user/state", setUserState)
        add(.post, "/users/:user/code-removals", removeUserCode)
        add(.get, "/audit", showAudit)
        add(.get, "/doctor", showDoctor)
        add(.post, "/doctor/examinations", examineCompany)
        add(.post, "/doctor/accounts", makeMissingAccounts)
        add(.get, "/alerts", showAlerts)
        add(.post, "/alerts/:alert/acknowledgements", acknowledgeAlert)
        add(.get, "/reconciliation", showReconciliation)
        add(.get, "/reconciliation/:period", downloadReconciliation)
        add(.get, "/set-up", showSetUp)
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
        } catch PageRefusal.signInNeeded where request.method == .get || request.method == .head {
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
