import Bookkeeping
import Companies
import Connectors
import Foundation
import Logging
import Outbox

/// Asks one source for what changed, and makes events of what its webhooks did not tell.
struct Sweep: Sendable {
    /// Topic of the events that a sweep makes.
    static let topic = "sweep"
    /// What changed a moment ago is left for the next sweep: its webhook may be on the way.
    static let settling = Duration.seconds(120)
    /// The first sweep of a source looks back so far; what is older is for a backfill.
    static let firstReach = Duration.seconds(86_400)
    /// A source that changes more between two sweeps is swept on from there the next time.
    static let pageLimit = 500
    /// Subjects that no webhook told of, beyond which a connection without webhooks for so long is called silent.
    static let silentCount = 3
    static let silentAfter = Duration.seconds(86_400)

    /// Begins the delivery id of an event about what is no longer there.
    static let absence = "absent/"

    let source: LiveSource
    let outbox: Outbox
    /// Told of what was missed; nil where nobody is to be.
    var desk: AlertDesk?
    let now: @Sendable () -> Date
    let logger: Logger

    /// Sweeps from where the last one ended.
    @discardableResult
    func run(after last: SweepRecord?) async throws -> SweepRecord {
        let started = now()
        let from = last?.through ?? started.addingTimeInterval(-Self.firstReach.seconds)
        let end = started.addingTimeInterval(-Self.settling.seconds)
        guard from < end, source.quota?.wait(for: .sweep) == nil else {
            return record(last, through: from, ranAt: started)
        }
        var (changed, missed, pages) = (0, 0, 0)
        var (through, newest, isOrdered) = (end, from, true)
        var numbers: [String] = []
        var request = HistoryRequest(.changed, from: from, to: end)
        while true {
            let page = try await source.connector.history(request, from: source.access(outbox))
            changed += page.items.count
            missed += try await announce(page.items)
            pages += 1
            numbers += page.items.compactMap(\.number)
            for item in page.items {
                isOrdered = isOrdered && item.changedAt >= newest
                newest = max(newest, item.changedAt)
            }
            guard let next = page.next else { break }
            guard pages < Self.pageLimit, source.quota?.wait(for: .sweep) == nil else {
                // The next sweep goes on here, or begins again where a source lists its things in no order of time.
                through = isOrdered ? newest : from
                break
            }
            request.cursor = next
        }
        if source.connector.numbersOrdersInSequence {
            missed += try await announce(
                GapSearch(
                    source: source,
                    outbox: outbox,
                    desk: desk,
                    now: now,
                    logger: logger
                ).run(numbers)
            )
        }
        missed += try await announceDeleted()
        changed = max(changed, missed)
        try await report(missed: missed, ranAt: started)
        let record = SweepRecord(
            company: source.company,
            connection: source.connection,
            through: through,
            ranAt: started,
            changed: changed,
            missed: missed
        )
        try await outbox.keep(record)
        return record
    }

    private func record(
        _ last: SweepRecord?,
        through: Date,
        ranAt: Date
    ) -> SweepRecord {
        last
            ?? SweepRecord(
                company: source.company,
                connection: source.connection,
                through: through,
                ranAt: ranAt,
                changed: 0,
                missed: 0
            )
    }

    /// Makes an event of each item whose change came after the last that was heard of it; returns how many.
    private func announce(_ items: [HistoryItem]) async throws -> Int {
        let known = try await outbox.newestEvents(
            company: source.company,
            connection: source.connection,
            subjects: items.map(\.subject),
            exceptTopic: ProjectWork.timerTopic
        )
        var missed = 0
        for item in items where known[item.subject].map({ $0 < item.changedAt }) ?? true {
            let moment = Int64((item.changedAt.timeIntervalSince1970 * 1_000).rounded(.down))
            let acceptance = try await outbox.accept(
                IncomingEvent(
                    company: source.company,
                    connection: source.connection,
                    topic: Self.topic,
                    subject: item.subject,
                    deliveryID: "sweep/\(item.subject)/\(moment)",
                    payload: Data(),
                    receivedAt: now()
                )
            )
            if !acceptance.isDuplicate { missed += 1 }
        }
        return missed
    }

    /// Once a day, compares what is known with what the source has: deletions leave no trace to ask for.
    ///
    /// Returns how many were found. What is announced is looked at again by itself, so that a list with holes ends nothing.
    private func announceDeleted() async throws -> Int {
        let key = "inventory/\(source.connection)"
        let today = LocalDate(now(), in: "UTC").description
        guard try await outbox.note(key, company: source.company) != today,
            source.quota?.wait(for: .sweep) == nil,
            let inventory = try await source.connector.inventory(from: source.access(outbox))
        else { return 0 }
        var (announced, last): (Int, Outbox.Part?) = (0, nil)
        for _ in 0..<Self.pageLimit {
            let parts = try await outbox.parts(
                after: last,
                company: source.company,
                connection: source.connection,
                exceptAnnounced: Self.absence
            )
            guard let end = parts.last else { break }
            last = end
            for part in parts {
                let gone = [part.subject, part.name].first(where: inventory.lacks)
                if let gone, try await announce(gone, of: part.subject) { announced += 1 }
            }
        }
        try await outbox.setNote(key, to: today, company: source.company)
        return announced
    }

    private func announce(_ gone: String, of subject: String) async throws -> Bool {
        let acceptance = try await outbox.accept(
            IncomingEvent(
                company: source.company,
                connection: source.connection,
                topic: Self.topic,
                subject: subject,
                deliveryID: Self.absence + gone,
                payload: Data(),
                receivedAt: now()
            )
        )
        return !acceptance.isDuplicate
    }

    private func report(missed: Int, ranAt: Date) async throws {
        if missed > 0 {
            logger.warning(
                "EVENTS_MISSED: a sweep found what no webhook told; it is handled now",
                metadata: facts(missed)
            )
            await desk?.happened(
                AlertSignal(
                    connection: source.connection,
                    code: "EVENTS_MISSED",
                    severity: .warning,
                    count: missed
                ),
                of: source.company,
                fact: "\(Int64(ranAt.timeIntervalSince1970))"
            )
        }
        try await reportSilence()
    }

    /// A source that changes while no webhook has come for a day is silent, until one comes.
    private func reportSilence() async throws {
        let since = now().addingTimeInterval(-Self.silentAfter.seconds)
        let last = try await outbox.lastWebhook(
            company: source.company,
            connection: source.connection,
            exceptTopics: [
                Self.topic, Backfill.topic, ProjectWork.timerTopic, PayoutEvent.topic,
            ],
            since: since
        )
        guard last == nil else {
            await desk?.cure("WEBHOOK_SILENT", connection: source.connection, of: source.company)
            return
        }
        let found = try await outbox.count(
            EventFilter(
                company: source.company,
                connection: source.connection,
                topic: Self.topic,
                since: since
            )
        )
        guard found >= Self.silentCount else { return }
        logger.error(
            "WEBHOOK_SILENT: the source changes, but no webhook comes; check its webhooks and their address",
            metadata: facts(found)
        )
        await desk?.raise(
            AlertSignal(connection: source.connection, code: "WEBHOOK_SILENT", count: found),
            of: source.company
        )
    }

    private func facts(_ subjects: Int) -> Logger.Metadata {
        [
            "company": "\(source.company)", "connection": "\(source.connection)",
            "subjects": "\(subjects)",
        ]
    }
}

extension Duration {
    /// For calendar arithmetic; never for money.
    var seconds: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18
    }
}
