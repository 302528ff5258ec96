import Companies
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// The routes of the admin API: a table of contents. `Assets/openapi.json` describes exactly these.
extension Dashboard {
    typealias APIHandler = @Sendable (APIRequest) async throws -> Response

    func addAPI<Context: RequestContext>(to router: Router<Context>) {
        let company = "/api/v1/companies/:company"
        func api(
            _ method: HTTPRequest.Method,
            _ path: String,
            _ right: Role.Right,
            _ handler: @escaping APIHandler
        ) {
            router.on(RouterPath(company + path), method: method) { request, context in
                await answer(request, context.parameters, right, handler)
            }
        }

        api(.get, "/events", .read, listEvents)
        api(.get, "/events/:event", .read, getEvent)
        api(.post, "/events/:event/replays", .replay, postEventReplay)
        api(.post, "/replays", .replay, postReplay)
        api(.get, "/replays/:replay", .read, getReplay)
        api(.get, "/rules", .read, getRules)
        api(.put, "/rules", .configure, putRules)
        api(.post, "/rules/preview", .configure, previewRules)
        api(.get, "/connections", .read, listConnections)
        api(.put, "/connections/:connection", .configure, putConnection)
        api(.post, "/connections/:connection/test", .configure, testConnection)
        api(.get, "/subjects/:connection/:kind", .read, getSubject)
        api(.get, "/subjects/:connection/:kind/:number", .read, getSubject)
        api(.get, "/backfills", .read, listBackfills)
        api(.post, "/backfills", .configure, postBackfill)
        api(.get, "/backfills/:backfill", .read, getBackfill)
        api(.get, "/alerts", .read, listAlerts)
        api(.post, "/alerts/:alert/acknowledgements", .configure, postAcknowledgement)
        api(.get, "/audit", .read, listAudit)
        api(.get, "/reconciliation/:period", .read, getReconciliation)

        router.get("/api/openapi.json") { _, _ in
            Response.json(bytes: Assets.openAPI.bytes)
        }
    }

    private func answer(
        _ request: Request,
        _ parameters: Parameters,
        _ right: Role.Right,
        _ handler: APIHandler
    ) async -> Response {
        do {
            return try await handler(admitted(request, parameters, right))
        } catch let refusal as APIRefusal {
            return refusal.response
        } catch let refusal as EventLogRefusal {
            return APIRefusal.of(refusal).response
        } catch ReplayRefusal.connectionDisabled(let connection) {
            return APIRefusal.disabled(connection).response
        } catch let refusal as WorkRefusal {
            return APIRefusal.of(refusal).response
        } catch {
            surroundings.logger.error(
                "a request to the admin API failed",
                metadata: ["path": "\(request.uri.path)", "reason": "\(error)"]
            )
            return APIRefusal.failure.response
        }
    }

    /// Who asks, for what, and whether they may: first who (401), then where (404), then what (403).
    private func admitted(
        _ request: Request,
        _ parameters: Parameters,
        _ right: Role.Right
    ) async throws -> APIRequest {
        let words = request.headers[.authorization]?.split(separator: " ") ?? []
        guard words.count == 2, words[0].lowercased() == "bearer",
            let token = try await companies.token(String(words[1]))
        else { throw APIRefusal.unauthorized }
        guard token.company == parameters.get("company"),
            let company = try await profile(of: token.company)
        else { throw APIRefusal.noCompany }
        guard token.role.grants(right) else { throw APIRefusal.forbidden }
        return APIRequest(
            request: request,
            parameters: parameters,
            actor: "token:\(token.id)",
            role: token.role,
            company: company
        )
    }
}
