import Dashboard
import Foundation
import Outbox

/// The outbox as the dashboard and the admin API see it.
struct OutboxEventLog: EventLog {
    let outbox: Outbox

    func events(
        _ query: EventLogQuery,
        limit: Int,
        after: String?
    ) async throws -> EventLogPage {
        let cursor = try after.map { text in
            guard let id = EventID(text) else { throw EventLogRefusal.unknownCursor }
            return id
        }
        guard let filter = EventFilter(query) else { return EventLogPage(events: []) }
        let page = try await outbox.events(filter, limit: limit, after: cursor)
        return EventLogPage(
            events: page.items.map { EventDocument($0) },
            next: page.next?.description
        )
    }

    func event(_ id: String, of company: String) async throws -> EventDocument? {
        try await details(id, of: company, withPayload: false).map(EventDocument.init)
    }

    func payload(of id: String, of company: String) async throws -> Data? {
        try await details(id, of: company, withPayload: true)?.payload
    }

    private func details(
        _ id: String,
        of company: String,
        withPayload: Bool
    ) async throws -> EventDetails? {
        guard let id = EventID(id),
            let details = try await outbox.event(id, withPayload: withPayload),
            details.summary.company == company
        else { return nil }
        return details
    }

    func failedCauses(of company: String) async throws -> [EventLogCause] {
        try await outbox.causes(company: company, state: .failed)
            .map { EventLogCause(code: $0.cause, count: $0.count) }
    }

    func figures(of company: String, days: [Date]) async throws -> EventLogFigures {
        let counts = try await outbox.counts(company: company)
        let outcomes = try await outbox.outcomes(company: company, days: days)
        return EventLogFigures(
            failed: counts.failed,
            waiting: counts.pending + counts.running,
            oldestWaiting: try await outbox.oldestWaiting(company: company),
            days: outcomes.map { day in
                EventLogFigures.Day(
                    done: day[.done] ?? 0,
                    skipped: day[.skipped] ?? 0,
                    failed: day[.failed] ?? 0
                )
            },
            bookedToday: try await outbox.effectCount(
                company: company,
                kind: "invoice",
                since: days.dropLast().last ?? .distantFuture
            )
        )
    }

    func mark(of company: String) async throws -> String {
        try await outbox.mark(of: company)
    }

    func count(_ query: EventLogQuery) async throws -> Int {
        guard let filter = EventFilter(query) else { return 0 }
        return try await outbox.count(filter)
    }

    func replay(_ id: String, of company: String) async throws -> ReplayDocument {
        guard let event = try await details(id, of: company, withPayload: false)?.summary.id else {
            throw EventLogRefusal.unknownEvent
        }
        return ReplayDocument(try await outbox.replay(event))
    }

    func replay(_ query: EventLogQuery) async throws -> ReplayDocument {
        guard let filter = EventFilter(query) else {
            return ReplayDocument(id: "", matched: 0, done: 0, state: .done)
        }
        return ReplayDocument(
            try await outbox.replay(filter, describedAs: filter.text(of: query))
        )
    }

    func replayProgress(_ id: String, of company: String) async throws -> ReplayDocument? {
        guard let id = EventID(id), let replay = try await outbox.replayProgress(id),
            replay.company == company
        else { return nil }
        return ReplayDocument(replay)
    }
}

extension EventFilter {
    /// nil when the query names a state that no event can have.
    fileprivate init?(_ query: EventLogQuery) {
        var state: EventState?
        if let name = query.state {
            guard let known = EventState(rawValue: name) else { return nil }
            state = known
        }
        self.init(
            company: query.company,
            state: state,
            connection: query.connection,
            topic: query.topic,
            subject: query.subject,
            cause: query.cause,
            since: query.since,
            until: query.until,
            text: query.text
        )
    }

    /// The filter in words, as it is kept with a replay.
    fileprivate func text(of query: EventLogQuery) -> String {
        [
            ("state", query.state), ("connection", query.connection), ("topic", query.topic),
            ("subject", query.subject), ("cause", query.cause),
            ("since", query.since.map(RFC3339.text)), ("until", query.until.map(RFC3339.text)),
            ("text", query.text),
        ].compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: " ")
    }
}

extension ReplayDocument {
    init(_ replay: Replay) {
        self.init(
            id: replay.id.description,
            matched: replay.matched,
            done: replay.done,
            state: replay.isFinished ? .done : .running
        )
    }
}
