import Companies
import Dashboard
import Foundation
import Outbox

extension Operations {
    func listEvents(
        _ query: EventQuery,
        limit: Int,
        after: String?
    ) async throws -> OperationReply {
        let cursor = try after.map(eventID)
        let page = try await installation.outbox.events(
            try query.filter(),
            limit: limit,
            after: cursor
        )
        var table = TextTable("EVENT", "RECEIVED", "STATE", "COMPANY", "SUBJECT", "TOPIC", "CAUSE")
        for event in page.items {
            table.rows.append([
                event.id.description, RFC3339.text(event.receivedAt), event.state.rawValue,
                "\(event.company)/\(event.connection)", event.subject, event.topic,
                event.cause ?? "–",
            ])
        }
        var text = page.items.isEmpty ? "No events match." : table.text
        if let next = page.next { text += "\n\nMore: --after \(next)" }
        return OperationReply(
            text: text,
            json: JSONText.list(
                try page.items.map {
                    String(decoding: try EventDocument($0).json(), as: UTF8.self)
                },
                next: page.next?.description
            )
        )
    }

    func showEvent(_ text: String) async throws -> OperationReply {
        let id = try eventID(text)
        guard let details = try await installation.outbox.event(id) else {
            throw OutboxError.unknownEvent
        }
        let document = EventDocument(details)
        return OperationReply(
            text: EventText(document).text,
            json: String(decoding: try document.json(), as: UTF8.self)
        )
    }

    func replayEvents(_ texts: [String], isDryRun: Bool) async throws -> OperationReply {
        let ids = Set(try texts.map(eventID)).sorted()
        for id in ids {
            guard let event = try await installation.outbox.event(id)?.summary else {
                throw CommandFailure(
                    "There is no event \(id); nothing was replayed.",
                    exitCode: OperationReply.Exit.foundSomethingWrong
                )
            }
            try refuseDisabled(event.company, connections: [event.connection])
        }
        if isDryRun { return dryRun(matched: ids.count) }
        for id in ids {
            try await installation.outbox.replay(id)
            try await note("event.replayed", subject: "event/\(id)", company: nil)
        }
        return OperationReply(
            text: "\(ids.count) \(ids.count == 1 ? "event is" : "events are") due now.",
            json: JSONText.object([("matched", .number(ids.count))])
        )
    }

    func replayMatching(_ query: EventQuery, isDryRun: Bool) async throws -> OperationReply {
        let filter = try query.filter()
        if isDryRun {
            return dryRun(matched: try await installation.outbox.count(filter))
        }
        for company in installation.live.all
        where query.company == nil || query.company == company.id {
            for connection in company.connections where !connection.isEnabled {
                var part = filter
                part.company = company.id
                guard query.connection == nil || query.connection == connection.id else { continue }
                part.connection = connection.id
                if try await installation.outbox.count(part) > 0 {
                    try refuseDisabled(company.id, connections: [connection.id])
                }
            }
        }
        let replay = try await installation.outbox.replay(filter, describedAs: query.description)
        try await note("events.replayed", subject: "replay/\(replay.id)", company: query.company)
        return OperationReply(
            text: "\(replay.matched) events are due now (replay \(replay.id)).",
            json: try json(of: replay)
        )
    }

    private func dryRun(matched: Int) -> OperationReply {
        OperationReply(
            text:
                "\(matched) \(matched == 1 ? "event matches" : "events match"); nothing was replayed.",
            json: JSONText.object([("matched", .number(matched))])
        )
    }

    func showReplay(_ text: String) async throws -> OperationReply {
        guard let replay = try await installation.outbox.replayProgress(try eventID(text)) else {
            throw CommandFailure(
                "There is no replay \(text).",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        return OperationReply(
            text: "\(replay.done) of \(replay.matched) events are through.",
            json: try json(of: replay)
        )
    }

    private func json(of replay: Replay) throws -> String {
        String(decoding: try JSONEncoder().encode(ReplayDocument(replay)), as: UTF8.self)
    }

    private func refuseDisabled(_ company: String, connections: [String]) throws {
        let live = installation.live.company(company)?.connections ?? []
        for connection in live
        where connections.contains(connection.id) && !connection.isEnabled {
            throw CommandFailure(
                "Connection \(connection.id) of \(company) is switched off; nothing was replayed. "
                    + "Switch it on first.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
    }

    private func note(_ action: String, subject: String, company: String?) async throws {
        try await installation.companies.audit(
            company: company,
            actor: Self.actor,
            action: action,
            subject: subject
        )
    }

    private func eventID(_ text: String) throws -> EventID {
        guard let id = EventID(text) else {
            throw CommandFailure(
                "“\(text)” is no event id; see bokbro events list.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        return id
    }
}

extension EventQuery {
    /// The outbox's filter; throws with exit code 64 for a state or time that is none.
    func filter() throws -> EventFilter {
        EventFilter(
            company: company,
            state: try state.map { name in
                guard let state = EventState(rawValue: name) else {
                    throw CommandFailure(
                        "“\(name)” is no state: pending, running, done, skipped or failed.",
                        exitCode: OperationReply.Exit.wrongUsage
                    )
                }
                return state
            },
            connection: connection,
            topic: topic,
            subject: subject,
            cause: cause,
            since: try since.map(Self.moment),
            until: try until.map(Self.moment),
            text: self.text
        )
    }

    /// The filter as it is kept with a replay.
    fileprivate var description: String {
        [
            ("company", company), ("state", state), ("connection", connection), ("topic", topic),
            ("subject", subject), ("cause", cause), ("since", since), ("until", until),
            ("text", self.text),
        ].compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: " ")
    }

    /// A full time, or the first moment of a day in UTC.
    private static func moment(_ text: String) throws -> Date {
        let full = text.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil ? text : text + "T00:00:00Z"
        guard let date = RFC3339.date(full) else {
            throw CommandFailure(
                "“\(text)” is no time: write 2026-02-10 or 2026-02-10T08:00:00Z.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        return date
    }
}
