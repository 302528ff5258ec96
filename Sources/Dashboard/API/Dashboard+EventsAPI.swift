import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
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
        return .json(ListDocument(items: items, next: page.next))
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
