import Bookkeeping
import Foundation
import Projects
import Remote

extension Rentman {
    package func history(
        _ request: HistoryRequest,
        from access: SourceAccess
    ) async throws -> HistoryPage {
        let client = try access.client
        let stages = RentmanHistoryStage.stages(of: request.moment)
        let cursor = try RentmanHistoryCursor(request.cursor, stages: stages.count)
        let stage = stages[cursor.stage]
        let page = try await RentmanCalls(client: client).page(
            try cursor.page.map {
                try RentmanPage.Next(url: client.baseURL + $0, baseURL: client.baseURL)
            }
                ?? stage.firstPage(request)
        )
        // Filtered here: with an upper bound, what changes again meanwhile would leave the list and shift its pages.
        let items = page.records
            .compactMap { stage.item($0, standIn: request.from) }
            .filter { item in request.to.map { item.changedAt < $0 } ?? true }
        let next = RentmanHistoryCursor.following(
            cursor,
            page: page.next,
            stages: stages.count
        )
        return HistoryPage(
            items: items.sorted { ($0.changedAt, $0.subject) < ($1.changedAt, $1.subject) },
            next: next?.text
        )
    }

    /// The kinds whose deletion is told by nothing but a webhook, which may be lost.
    ///
    /// Equipment and crew members are left out: their lists are those of the whole account, and what they change shows
    /// on the subproject or the shift.
    private static let inventoried: [RentmanThing] = [
        .project, .subproject, .function, .crewPlanning, .cost, .invoice,
    ]

    /// Costs a call for every 300 things; once a day is enough.
    package func inventory(from access: SourceAccess) async throws -> SourceInventory? {
        let calls = RentmanCalls(client: try access.client)
        var inventory = SourceInventory(
            kinds: Set(Self.inventoried.map(\.rawValue)),
            subjects: []
        )
        for thing in Self.inventoried {
            for record in try await calls.list(thing.collection, fields: ["id"]) {
                if let id = record.integer("id") { inventory.subjects.insert(thing.subject(id)) }
            }
        }
        return inventory
    }

    /// A job that is set up makes dozens of webhooks within a second.
    package var settling: Duration { .seconds(4) }
}

/// One of the lists a history is made of.
struct RentmanHistoryStage: Sendable {
    var collection: String
    var field: String
    var expand: [String] = []
    var subject: @Sendable (RentmanRecord) -> String?

    /// The lists in which changes show: a subproject, a shift or an invoice leads to its project.
    static func stages(of moment: HistoryRequest.Moment) -> [RentmanHistoryStage] {
        let field = moment == .created ? "created" : "modified"
        let projects = RentmanHistoryStage(collection: "projects", field: field) {
            $0.integer("id").map(RentmanThing.project.subject)
        }
        let invoices = RentmanHistoryStage(collection: "invoices", field: field) {
            $0.link("project").map(RentmanThing.project.subject)
                ?? $0.integer("id").map(RentmanThing.invoice.subject)
        }
        guard moment == .changed else { return [projects, invoices] }
        return [
            projects,
            RentmanHistoryStage(collection: "subprojects", field: field) {
                $0.link("project").map(RentmanThing.project.subject)
            },
            RentmanHistoryStage(collection: "projectcrew", field: field, expand: ["function"]) {
                $0.record("function")?.link("project").map(RentmanThing.project.subject)
                    ?? $0.integer("id").map(RentmanThing.crewPlanning.subject)
            },
            invoices,
            RentmanHistoryStage(collection: "contacts", field: field) {
                $0.integer("id").map(RentmanThing.contact.subject)
            },
        ]
    }

    func firstPage(_ request: HistoryRequest) -> RentmanPage.Next {
        var query = [(name: "\(field)[gte]", value: request.from.ISO8601Format())]
        if request.moment == .created, let to = request.to {
            query.append((name: "\(field)[lt]", value: to.ISO8601Format()))
        }
        if !expand.isEmpty { query.append((name: "expand", value: expand.joined(separator: ","))) }
        query.append((name: "limit", value: String(RentmanCalls.pageSize)))
        return RentmanPage.Next(path: "/\(collection)", query: query)
    }

    /// `standIn` is the moment of a record that does not say its own: it is looked at rather than overlooked.
    func item(_ record: RentmanRecord, standIn: Date) -> HistoryItem? {
        guard let subject = subject(record) else { return nil }
        let changedAt = record.moment(field) ?? standIn
        let isProject = collection == "projects"
        return HistoryItem(
            subject: subject,
            number: isProject ? record.text("number") : nil,
            changedAt: changedAt
        )
    }
}

/// Where in a history the next page begins: which list, and the page's address in it.
struct RentmanHistoryCursor: Hashable, Sendable {
    var stage: Int
    /// nil: the list's first page.
    var page: String?

    init(stage: Int, page: String?) {
        self.stage = stage
        self.page = page
    }

    init(_ text: String?, stages: Int) throws {
        guard let text else {
            self.init(stage: 0, page: nil)
            return
        }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let stage = parts.first.flatMap({ Int($0) }), (0..<stages).contains(stage) else {
            throw RentmanUnreadable(field: "cursor")
        }
        self.init(stage: stage, page: parts.count > 1 ? String(parts[1]) : nil)
    }

    static func following(
        _ cursor: RentmanHistoryCursor,
        page: RentmanPage.Next?,
        stages: Int
    ) -> RentmanHistoryCursor? {
        if let page { return RentmanHistoryCursor(stage: cursor.stage, page: page.url) }
        guard cursor.stage + 1 < stages else { return nil }
        return RentmanHistoryCursor(stage: cursor.stage + 1, page: nil)
    }

    var text: String { page.map { "\(stage) \($0)" } ?? "\(stage)" }
}

extension RentmanPage.Next {
    /// The page's address below the base address, escaped.
    fileprivate var url: String {
        var components = URLComponents()
        components.path = path
        components.queryItems = query.map { URLQueryItem(name: $0.name, value: $0.value) }
        return components.string ?? path
    }
}
