import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// Subjects, backfills and reconciliation by API.
extension Dashboard {
    func getSubject(_ api: APIRequest) async throws -> Response {
        guard let connection = api.parameters.decoded("connection"),
            var subject = api.parameters.decoded("kind")
        else { throw APIRefusal.noSubject }
        // The subject's slash may be encoded, or part the path as it parts the subject.
        if api.parameters.get("number") != nil {
            guard let number = api.parameters.decoded("number") else {
                throw APIRefusal.noSubject
            }
            subject += "/" + number
        }
        guard let story = try await story(subject, from: connection, of: api.company.id) else {
            throw APIRefusal.noSubject
        }
        return .json(story, in: api.company.language)
    }

    /// The whole story of a subject; nil when the company knows nothing of it.
    func story(
        _ subject: String,
        from connection: String,
        of company: String
    ) async throws -> SubjectDocument? {
        var query = EventLogQuery(company: company)
        query.connection = connection
        query.subject = subject
        let listed = try await log.events(query, limit: SubjectDocument.eventLimit, after: nil)
        var events: [EventDocument] = []
        for event in listed.events {
            events.append(try await log.event(event.id, of: company) ?? event)
        }
        let facts = try await work.subject(company, connection, subject)
        return SubjectDocument(
            company: company,
            connection: connection,
            subject: subject,
            facts: facts,
            events: events
        )
    }

    func listBackfills(_ api: APIRequest) async throws -> Response {
        try api.check(parameters: [])
        let all = try await work.backfills(api.company.id)
        let after = try api.after()
        let start =
            after.map { cursor in
                all.firstIndex { Int64($0.id).map { $0 < cursor } ?? false } ?? all.count
            } ?? 0
        let page = all[start...].prefix(try api.limit())
        let next = start + page.count < all.count ? page.last?.id : nil
        return .json(ListDocument(items: Array(page), next: next), in: api.company.language)
    }

    func postBackfill(_ api: APIRequest) async throws -> Response {
        let members = try await api.members(known: ["connection", "from", "to", "dryRun"])
        func text(_ key: String) throws -> String? {
            switch members[key] {
            case nil, .null: nil
            case .string(let text)?: text
            default: throw APIRefusal.invalid("\(key): of the wrong type.")
            }
        }
        var isDryRun = false
        switch members["dryRun"] {
        case nil, .null: break
        case .bool(let flag)?: isDryRun = flag
        default: throw APIRefusal.invalid("dryRun: of the wrong type.")
        }
        guard let connection = try text("connection") else {
            throw APIRefusal.invalid("connection: missing.")
        }
        guard let from = try text("from") else { throw APIRefusal.invalid("from: missing.") }
        let order = BackfillOrder(
            company: api.company.id,
            connection: connection,
            from: from,
            to: try text("to"),
            isDryRun: isDryRun,
            actor: api.actor
        )
        let backfill = try await begin(order, of: api.company)
        var response = Response.json(backfill, status: .accepted, in: api.company.language)
        response.headers[.location] = Path.apiBackfill(api.company.id, backfill.id)
        return response
    }

    func getBackfill(_ api: APIRequest) async throws -> Response {
        let id = try api.parameters.require("backfill")
        guard let backfill = try await work.backfill(id, api.company.id) else {
            throw APIRefusal.noBackfill
        }
        return .json(backfill, in: api.company.language)
    }

    func getReconciliation(_ api: APIRequest) async throws -> Response {
        let text = try api.parameters.require("period")
        guard let period = ReportPeriod(text) else {
            throw APIRefusal.invalid("period: a month 2026-10, a VAT term 2026-T5 or a year 2026.")
        }
        let format = api.request.uri.queryParameters["format"].map(String.init) ?? "json"
        guard format != "json" else {
            return reply(
                try await work.reconciliation(api.company.id, period),
                in: api.company.language
            )
        }
        guard ReconciliationDocument.formats.contains(format) else {
            let formats = (["json"] + ReconciliationDocument.formats).joined(separator: ", ")
            throw APIRefusal.invalid("format: one of \(formats).")
        }
        guard let file = try await work.reconciliationFile(api.company.id, period, format) else {
            return reply(
                try await work.reconciliation(api.company.id, period),
                in: api.company.language
            )
        }
        return .download(file)
    }

    private struct Progress: Encodable {
        let state = "running"
        let done: Int
        @OrNull var total: Int?
    }

    private func reply(_ state: ReconciliationState, in language: Language) -> Response {
        switch state {
        case .ready(let document): return .json(document, in: language)
        case .underWay(let done, let total):
            var response = Response.json(
                Progress(done: done, total: total),
                status: .accepted
            )
            response.headers[.retryAfter] = "5"
            return response
        }
    }
}

extension Response {
    /// A file that the browser keeps rather than shows.
    static func download(_ file: WorkFile) -> Response {
        let name = file.name.filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: file.type,
                .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
    }
}
