import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// Connections by API: listed without their secrets, changed, tested.
extension Dashboard {
    func listConnections(_ api: APIRequest) async throws -> Response {
        try api.check(parameters: [])
        return .json(ListDocument(items: try await connectionDocuments(of: api.company.id)))
    }

    func putConnection(_ api: APIRequest) async throws -> Response {
        let id = try api.parameters.require("connection")
        guard Company.isID(id) else { throw APIRefusal.noConnection }
        guard case .object(let given)? = try await api.body() else {
            throw APIRefusal.invalid("body: of the wrong type.")
        }
        let wish = try Self.flattened(given)
        let existing = try await companies.connection(api.company.id, id)
        let connection = try Self.connection(id, wish, over: existing)
        let touchesSecrets =
            existing == nil || connection.secrets != existing?.secrets
            || connection.baseURL != existing?.baseURL
        guard !touchesSecrets || api.role.grants(.secrets) else { throw APIRefusal.forbidden }
        do {
            if try await companies.putConnection(
                connection,
                of: api.company.id,
                actor: api.actor
            ) {
                _ = await retryCured(api.company.id)
            }
        } catch CompanyError.serviceChanged {
            throw APIRefusal.invalid("service: an id belongs to its service; choose a new id.")
        }
        let all = try await connectionDocuments(of: api.company.id)
        guard let saved = all.first(where: { $0.id == id }) else { throw APIRefusal.noConnection }
        return .json(saved, status: existing == nil ? .created : .ok)
    }

    func testConnection(_ api: APIRequest) async throws -> Response {
        let id = try api.parameters.require("connection")
        guard api.company.connections.contains(where: { $0.id == id }) else {
            throw APIRefusal.noConnection
        }
        let findings = try await work.examine(api.company.id, id)
        return .json(
            ExaminationDocument(connection: id, findings: findings),
            in: api.company.language
        )
    }

    /// Every connection of a company with how it fares.
    func connectionDocuments(of company: String) async throws -> [ConnectionDocument] {
        let status = await surroundings.status()
        let counts = try await companies.secretCounts(of: company)
        return try await companies.connections(of: company).map { connection in
            ConnectionDocument(
                connection,
                liveSecrets: counts[connection.id] ?? [:],
                webhookURL: surroundings.publicURL + Path.webhook(company, connection.id),
                status: status.connections.first {
                    $0.company == company && $0.id == connection.id
                }
            )
        }
    }

    /// The members without what is only read, the `options` beside the other keys as in a company's file.
    private static func flattened(_ members: [JSONValue.Member]) throws -> [JSONValue.Member] {
        var result: [JSONValue.Member] = []
        for member in members where !ConnectionDocument.readOnlyKeys.contains(member.name) {
            guard member.name == "options" else {
                result.append(member)
                continue
            }
            guard case .object(let options) = member.value else {
                throw APIRefusal.invalid("options: of the wrong type.")
            }
            result += options.filter { option in
                !members.contains { $0.name == option.name }
            }
        }
        return result
    }

    /// The connection that the members describe.
    static func connection(
        _ id: String,
        _ members: [JSONValue.Member],
        over existing: Connection?
    ) throws -> Connection {
        do throws(CompanyDocumentError) {
            return try Companies.connection(
                id,
                json: Data(JSONValue.object(members).description.utf8),
                over: existing
            )
        } catch {
            throw APIRefusal.invalid(error.errors, below: "")
        }
    }
}
