import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let lastDeliveries = 10

    func showConnections(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let page = ConnectionsPage(
            company: entry.company.id,
            connections: try await connectionDocuments(of: entry.company.id),
            mayAdd: entry.role.grants(.secrets),
            wording: visit.wording(entry.company),
            now: visit.now
        )
        return try await show(
            .connections,
            page,
            visit.text.connections,
            visit,
            entry,
            area: .setUp(.connections)
        )
    }

    func showConnection(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        var page = try await connectionPage(visit, entry, parameters.require("connection"))
        page.notice = visit.query("after") == "saved" ? visit.text.connectionSaved : nil
        return try await answer(page, visit, entry)
    }

    func testConnection(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        var page = try await connectionPage(visit, entry, parameters.require("connection"))
        do {
            let findings = try await work.examine(entry.company.id, page.id)
            page.examination = ConnectionPage.examination(findings, visit.language)
        } catch let refusal as WorkRefusal {
            page.problem = refusal.text(in: visit.language)
        }
        return try await answer(page, visit, entry)
    }

    func registerWebhooks(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        var page = try await connectionPage(visit, entry, parameters.require("connection"))
        do {
            let topics = try await work.registerWebhooks(entry.company.id, page.id)
            try await companies.audit(
                company: entry.company.id,
                actor: entry.actor,
                action: "webhooks.registered",
                subject: "connection/\(page.id)"
            )
            page.notice =
                "\(visit.text.webhooksRegistered) \(topics.joined(separator: ", "))"
        } catch let refusal as WorkRefusal {
            page.problem = refusal.text(in: visit.language)
        }
        return try await answer(page, visit, entry)
    }

    /// Takes a connection into or out of use.
    func switchConnection(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        let id = try parameters.require("connection")
        let form = try await Form(of: visit.request)
        guard entry.company.connections.contains(where: { $0.id == id }) else {
            throw PageRefusal.notFound
        }
        try await companies.setEnabled(
            form["enabled"] == "true",
            company: entry.company.id,
            connection: id,
            actor: entry.actor
        )
        _ = await retryCured(entry.company.id)
        return .redirect(to: Path.connection(entry.company.id, id) + "?after=saved")
    }

    func newConnection(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .secrets)
        guard let service = visit.query("service").flatMap(Service.init(rawValue:)) else {
            throw PageRefusal.notFound
        }
        let page = ConnectionFormPage(
            company: entry.company.id,
            service: service,
            existing: nil,
            language: visit.language
        )
        return try await answer(page, visit, entry)
    }

    func editConnection(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .secrets)
        let id = try parameters.require("connection")
        guard let existing = try await companies.connection(entry.company.id, id) else {
            throw PageRefusal.notFound
        }
        let page = ConnectionFormPage(
            company: entry.company.id,
            service: existing.service,
            existing: existing,
            language: visit.language
        )
        return try await answer(page, visit, entry)
    }

    /// Saves a new connection, or the address and secrets of one that is there.
    func saveConnection(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .secrets)
        let form = try await Form(of: visit.request)
        let given = parameters.get("connection")
        let id = given ?? form.text("id") ?? ""
        let existing = try await companies.connection(entry.company.id, id)
        guard given == nil || existing != nil else { throw PageRefusal.notFound }
        guard
            let service = existing?.service
                ?? form["service"].flatMap(Service.init(rawValue:))
        else { throw PageRefusal.unreadable }
        var page = ConnectionFormPage(
            company: entry.company.id,
            service: service,
            existing: given == nil ? nil : existing,
            id: id,
            baseURL: form.text("baseURL"),
            alertChannel: form.text("alertChannel"),
            language: visit.language
        )
        if given == nil, existing != nil {
            page.problems = [visit.text.idTaken]
        } else {
            do {
                let connection = try Companies.connection(
                    id,
                    json: Data(Self.members(of: form, service).oneLine.utf8),
                    over: existing
                )
                _ = try await companies.putConnection(
                    connection,
                    of: entry.company.id,
                    actor: entry.actor
                )
                _ = await retryCured(entry.company.id)
                return .redirect(to: Path.connection(entry.company.id, id) + "?after=saved")
            } catch let error as CompanyDocumentError {
                page.problems = error.errors.map { $0.text(in: visit.language) }
            } catch let error as CompanyError {
                page.problems = [error.message[visit.language]]
            }
        }
        return try await answer(page, visit, entry, status: .unprocessableContent)
    }

    /// What was filled in, with the keys of a company's file; two secrets are parted by a blank.
    private static func members(of form: Form, _ service: Service) -> JSONValue {
        var members: [JSONValue.Member] = [.init("service", .string(service.rawValue))]
        if let url = form.text("baseURL") { members.append(.init("baseURL", .string(url))) }
        for key in service.schema.secrets {
            guard let text = form.text("secret." + key.name) else { continue }
            // A blank parts two secrets only where two may be.
            let parts = key.maximumValues == 1 ? [Substring(text)] : text.split(separator: " ")
            let values = parts.map { JSONValue.string(String($0)) }
            members.append(.init(key.name, values.count == 1 ? values[0] : .array(values)))
        }
        if service == .slack, let channel = form.text("alertChannel") {
            members.append(.init("alertChannel", .string(channel)))
        }
        return .object(members)
    }

    private func connectionPage(
        _ visit: Visit,
        _ entry: Entry,
        _ id: String
    ) async throws -> ConnectionPage {
        let company = entry.company.id
        let all = try await connectionDocuments(of: company)
        guard let connection = all.first(where: { $0.id == id }) else {
            throw PageRefusal.notFound
        }
        var query = EventLogQuery(company: company)
        query.connection = id
        let events =
            connection.webhookURL == nil
            ? [] : try await log.events(query, limit: Self.lastDeliveries, after: nil).events
        return ConnectionPage(
            company: company,
            connection: connection,
            events: events,
            role: entry.role,
            wording: visit.wording(entry.company),
            now: visit.now
        )
    }

    private func answer(
        _ page: ConnectionPage,
        _ visit: Visit,
        _ entry: Entry
    ) async throws -> Response {
        try await show(
            .connection,
            page,
            page.id,
            visit,
            entry,
            area: .setUp(.connections),
            status: page.problem == nil ? .ok : .serviceUnavailable
        )
    }

    private func answer(
        _ page: ConnectionFormPage,
        _ visit: Visit,
        _ entry: Entry,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        try await show(
            .connectionForm,
            page,
            page.heading,
            visit,
            entry,
            area: .setUp(.connections),
            status: status
        )
    }
}

extension WorkRefusal {
    /// What is wrong and what to do, in one line.
    func text(in language: Language) -> String {
        "\(message[language]) \(remedy[language])"
    }
}
