import Foundation

@testable import Dashboard

/// Events in memory, newest first by id, paged by cursor as the real log is.
actor FakeEventLog: EventLog {
    private var events: [EventDocument]
    private var replays: [String: ReplayDocument] = [:]
    private(set) var replayed: [String] = []

    init(_ events: [EventDocument] = []) {
        self.events = events.sorted { $0.id > $1.id }
    }

    func events(
        _ query: EventLogQuery,
        limit: Int,
        after: String?
    ) async throws -> EventLogPage {
        var found = matching(query)
        if let after {
            guard let index = found.firstIndex(where: { $0.id == after }) else {
                throw EventLogRefusal.unknownCursor
            }
            found = Array(found[(index + 1)...])
        }
        let page = found.prefix(limit).map { event in
            var event = event
            event.attempts = []
            event.effects = []
            event.explanation = []
            return event
        }
        return EventLogPage(events: page, next: found.count > limit ? page.last?.id : nil)
    }

    func event(_ id: String, of company: String) async throws -> EventDocument? {
        events.first { $0.id == id && $0.company == company }
    }

    func payload(of id: String, of company: String) async throws -> Data? {
        try await event(id, of: company) == nil ? nil : Data(SampleEvents.payload.utf8)
    }

    func failedCauses(of company: String) async throws -> [EventLogCause] {
        let failed = events.filter { $0.company == company && $0.state == "failed" }
        return Dictionary(grouping: failed, by: { $0.cause ?? "" })
            .map { EventLogCause(code: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    }

    func figures(of company: String, days: [Date]) async throws -> EventLogFigures {
        let own = events.filter { $0.company == company }
        let counted = zip(days, days.dropFirst()).map { start, end in
            let day = own.filter { start <= $0.receivedAt && $0.receivedAt < end }
            return EventLogFigures.Day(
                done: day.count { $0.state == "done" },
                skipped: day.count { $0.state == "skipped" },
                failed: day.count { $0.state == "failed" }
            )
        }
        let waiting = own.filter { $0.state == "pending" || $0.state == "running" }
        return EventLogFigures(
            failed: own.count { $0.state == "failed" },
            waiting: waiting.count,
            oldestWaiting: waiting.map(\.receivedAt).min(),
            days: counted,
            bookedToday: counted.last?.done ?? 0
        )
    }

    func mark(of company: String) async throws -> String { "\(events.count)" }

    func count(_ query: EventLogQuery) async throws -> Int {
        matching(query).count
    }

    func replay(_ id: String, of company: String) async throws -> ReplayDocument {
        guard let event = try await event(id, of: company) else {
            throw EventLogRefusal.unknownEvent
        }
        if event.state == "running" { throw EventLogRefusal.running }
        return note([event])
    }

    func replay(_ query: EventLogQuery) async throws -> ReplayDocument {
        note(matching(query))
    }

    func replayProgress(_ id: String, of company: String) async throws -> ReplayDocument? {
        company == "nordlys" ? replays[id] : nil
    }

    private func note(_ found: [EventDocument]) -> ReplayDocument {
        replayed += found.map(\.id)
        let replay = ReplayDocument(
            id: "replay-\(replays.count + 1)",
            matched: found.count,
            done: 0,
            state: found.isEmpty ? .done : .running
        )
        replays[replay.id] = replay
        return replay
    }

    private func matching(_ query: EventLogQuery) -> [EventDocument] {
        events.filter { event in
            event.company == query.company
                && (query.state ?? event.state) == event.state
                && (query.connection ?? event.connection) == event.connection
                && (query.topic ?? event.topic) == event.topic
                && (query.subject ?? event.subject) == event.subject
                && (query.cause == nil || query.cause == event.cause)
                && (query.since.map { $0 <= event.receivedAt } ?? true)
                && (query.until.map { event.receivedAt < $0 } ?? true)
                && (query.text.map { text in
                    [event.subject, event.message ?? "", event.deliveryID].contains {
                        $0.contains(text)
                    }
                } ?? true)
        }
    }
}
