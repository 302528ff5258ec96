import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexProjects {
    static let linePageSize = 1_000
    /// Pages of lines read at most.
    static let linePageLimit = 10

    func projectLines(_ project: Int) async throws -> [ExistingProjectLine] {
        var lines: [ExistingProjectLine] = []
        for page in 0..<Self.linePageLimit {
            let list = try await calls.exchange(
                RemoteRequest<TripletexList<TripletexProjectLine>>(
                    path: "/project/orderline",
                    query: [
                        ("projectId", "\(project)"), ("fields", TripletexProjectLine.fields),
                        ("from", "\(page * Self.linePageSize)"), ("count", "\(Self.linePageSize)"),
                    ]
                )
            )
            lines += list.values.map(ExistingProjectLine.init)
            if list.values.count < Self.linePageSize { break }
        }
        return lines
    }

    /// What separates the project's lines from the draft's.
    func lineChanges(
        _ draft: ProjectDraft,
        from existing: [ExistingProjectLine]
    ) async throws -> ProjectLineChanges {
        var wanted: [ProjectLineChanges.Wanted] = []
        for (index, line) in draft.lines.enumerated() {
            let body = TripletexProjectLineBody(
                description: line.markedDescription,
                date: line.date.description,
                count: 1,
                unitPriceExcludingVatCurrency: Decimal(line.amount, in: .nok),
                vatType: try await lookups.vatType(line.vatCode, through: calls),
                isChargeable: true,
                customSortIndex: index + 1
            )
            wanted.append(.init(draft: line, body: body))
        }
        return ProjectLineChanges(wanted, from: existing, keeping: draft.keptMarks)
    }

    /// Makes, changes and removes lines until those with our mark are the draft's.
    func bringLines(
        _ changes: ProjectLineChanges,
        of project: Int,
        _ outcome: inout ProjectOutcome
    ) async throws {
        outcome.notices += changes.invoiced.map(ProjectNotice.invoicedLine)
        try await makeLines(changes.missing, project)
        outcome.linesMade = changes.missing.count
        for (line, body) in changes.differing {
            try await change(line, by: body)
            outcome.linesChanged += 1
        }
        for line in changes.surplus {
            try await removeLine(line)
            outcome.linesRemoved += 1
        }
    }

    private func makeLines(_ bodies: [TripletexProjectLineBody], _ project: Int) async throws {
        guard !bodies.isEmpty else { return }
        let bodies = bodies.map { body in
            var body = body
            body.project = TripletexReference(id: project)
            return body
        }
        do {
            try await post("/project/orderline/list", bodies)
        } catch let error as RemoteError where error.isClosedEndpoint {
            // Lists are a trial and closed to some tokens; single lines are not.
            for body in bodies { try await post("/project/orderline", body) }
        }
    }

    /// A line that somebody changed meanwhile (409) is overwritten: the source decides what our lines say.
    private func change(
        _ line: ExistingProjectLine,
        by changes: TripletexProjectLineBody
    ) async throws {
        var changes = changes
        for attempt in 1...Self.revisionTries {
            do {
                try await calls.exchange(
                    RemoteRequest<Void>(
                        method: .put,
                        path: "/project/orderline/\(line.id)",
                        body: try JSONEncoder().encode(changes),
                        decode: { _ in }
                    )
                )
                return
            } catch let error as RemoteError
                where error.isStale && attempt < Self.revisionTries
            {
                let reply = try await calls.exchange(
                    RemoteRequest<TripletexValue<TripletexProjectLine>>(
                        path: "/project/orderline/\(line.id)",
                        query: [("fields", TripletexProjectLine.fields)]
                    )
                )
                changes.version = reply.value.version
            }
        }
    }

    private func removeLine(_ line: ExistingProjectLine) async throws {
        do {
            try await calls.exchange(
                RemoteRequest<Void>(
                    method: .delete,
                    path: "/project/orderline/\(line.id)",
                    decode: { _ in }
                )
            )
        } catch let error as RemoteError where error.isNotFound {}
    }
}
