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

        router.get("/api/openapi.json") { _, _ in
            Response.json(bytes: Assets.openAPI.bytes)
        }
        for method: HTTPRequest.Method in [.get, .post, .put, .patch, .delete] {
            router.on("/api/**", method: method) { _, _ in APIRefusal.noRoute.response }
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
            company: company
        )
    }
}

extension Dashboard {
    private struct EventList: Encodable {
        let items: [EventDocument]
        let next: String?

        private enum Key: String, CodingKey {
            case items
            case next
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(items, forKey: .items)
            try container.encode(next, forKey: .next)
        }
    }

    private struct Matched: Encodable {
        let matched: Int
    }

    func listEvents(_ api: APIRequest) async throws -> Response {
        let query = try api.query(api.filter())
        let after = api.request.uri.queryParameters["after"].map(String.init) ?? ""
        let page = try await log.events(
            query,
            limit: api.limit(),
            after: after.isEmpty ? nil : after
        )
        var items: [EventDocument] = []
        for event in page.events {
            items.append(try await log.event(event.id, of: api.company.id) ?? event)
        }
        return .json(EventList(items: items, next: page.next))
    }

    func getEvent(_ api: APIRequest) async throws -> Response {
        guard let id = api.parameters.get("event"),
            let event = try await log.event(id, of: api.company.id)
        else { throw APIRefusal.noEvent }
        return .json(event)
    }

    func postEventReplay(_ api: APIRequest) async throws -> Response {
        guard let id = api.parameters.get("event") else { throw APIRefusal.noEvent }
        return accepted(try await replay(id, of: api.company, by: api.actor), api)
    }

    func postReplay(_ api: APIRequest) async throws -> Response {
        let body = try await api.decoded(ReplayRequest.self)
        let query = try api.query(body.filter)
        if body.dryRun { return .json(Matched(matched: try await log.count(query))) }
        return accepted(try await replay(query, of: api.company, by: api.actor), api)
    }

    func getReplay(_ api: APIRequest) async throws -> Response {
        guard let id = api.parameters.get("replay"),
            let replay = try await log.replayProgress(id, of: api.company.id)
        else { throw APIRefusal.noReplay }
        return .json(replay)
    }

    private func accepted(_ replay: ReplayDocument, _ api: APIRequest) -> Response {
        var response = Response.json(replay, status: .accepted)
        response.headers[.location] = Path.apiReplay(api.company.id, replay.id)
        return response
    }
}
