import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// Alerts and the audit log by API.
extension Dashboard {
    private static let alertStates = ["open", "acknowledged", "snoozed", "closed"]

    func listAlerts(_ api: APIRequest) async throws -> Response {
        try api.check(parameters: ["state"])
        let state = api.request.uri.queryParameters["state"].map(String.init)
        if let state, !Self.alertStates.contains(state) {
            throw APIRefusal.invalid("state: one of \(Self.alertStates.joined(separator: ", ")).")
        }
        let limit = try api.limit()
        var cursor = try api.after()
        var found: [CompanyAlert] = []
        // States that depend on the time are told apart here, so that a page may need several readings.
        repeat {
            let page = try await companies.alertList(
                of: api.company.id,
                onlyOpen: state != nil && state != "closed",
                after: cursor,
                limit: APIRequest.highestLimit
            )
            found += page.filter { state == nil || $0.state(at: surroundings.now()) == state }
            cursor = page.count == APIRequest.highestLimit ? page.last?.id : nil
        } while cursor != nil && found.count <= limit
        let items = found.prefix(limit)
        let hasMore = found.count > limit || cursor != nil
        return .json(
            ListDocument(
                items: items.map { AlertDocument($0, now: surroundings.now()) },
                next: hasMore ? items.last.map { String($0.id) } : nil
            ),
            in: api.company.language
        )
    }

    func postAcknowledgement(_ api: APIRequest) async throws -> Response {
        guard let id = Int64(try api.parameters.require("alert")) else { throw APIRefusal.noAlert }
        var until: Date?
        switch try await api.body() {
        case nil, .null: break
        case .object(let members)?:
            for member in members where member.name != "until" {
                throw APIRefusal.invalid("\(member.name): there is no such key.")
            }
            if let value = members.first?.value, value != .null {
                guard case .string(let text) = value, let time = RFC3339.date(text),
                    time > surroundings.now()
                else {
                    throw APIRefusal.invalid("until: a time to come such as 2026-02-10T08:00:00Z.")
                }
                until = time
            }
        default: throw APIRefusal.invalid("body: of the wrong type.")
        }
        let alert = try await companies.acknowledgeAlert(
            id,
            of: api.company.id,
            until: until,
            actor: api.actor
        )
        guard let alert else { throw APIRefusal.noAlert }
        return .json(
            AlertDocument(alert, now: surroundings.now()),
            status: .created,
            in: api.company.language
        )
    }

    func listAudit(_ api: APIRequest) async throws -> Response {
        try api.check(parameters: [])
        let limit = try api.limit()
        let entries = try await companies.auditEntries(
            company: api.company.id,
            after: try api.after(),
            limit: limit
        )
        return .json(
            ListDocument(
                items: entries.map(AuditDocument.init),
                next: entries.count == limit ? entries.last.map { String($0.id) } : nil
            )
        )
    }
}
