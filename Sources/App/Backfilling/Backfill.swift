import Bookkeeping
import Connectors
import Destinations
import Foundation
import Logging
import Outbox
import Remote
import Synchronization

/// Books a part of a source's history, page by page, as if each webhook had come.
///
/// Every page is kept when it is done, so that a stopped backfill goes on where it was. What is booked already is
/// found and left: by our own record, and in Tripletex. Webhooks go first.
struct Backfill: Sendable {
    /// Topic of the events that a backfill makes, and the kind of its job.
    static let topic = "backfill"
    /// Orders that are booked together.
    static let batch = 100
    /// Pages that are read for one batch at most.
    static let pagesPerBatch = 20
    /// A page that cannot be fetched is asked for this often before the backfill stops.
    static let tries = 5
    /// How long due events of webhooks are waited for before the next batch.
    static let courtesy = Duration.seconds(10)

    let source: LiveSource
    let timeZone: String
    let ledger: TripletexLedger?
    let outbox: Outbox
    let handler: EventHandler
    let now: @Sendable () -> Date
    let isStopped: @Sendable () -> Bool
    let logger: Logger

    /// Runs the job until it is done, stopped, or cannot go on; the job as it is then.
    ///
    /// When the task is cancelled the job stays as it is, to be taken up at the next start.
    func run(_ given: LongJob) async throws -> LongJob {
        var job = given
        let wish = try BackfillRequest(text: job.parameters)
        let range = try wish.range(timeZone: timeZone)
        var tally = try BackfillTally(text: job.tally)
        let known: Set<String>
        do {
            known = wish.isDryRun ? [] : try await ordersInLedger(from: wish.from)
        } catch {
            job.message = error.localizedDescription
            return try await end(job, .failed)
        }
        while true {
            if Task.isCancelled { return job }
            if isStopped() { return try await end(job, .stopped) }
            let page: HistoryPage
            do {
                page = try await pages(
                    HistoryRequest(.created, from: range.from, to: range.to, cursor: job.cursor)
                )
            } catch is CancellationError {
                return job
            } catch {
                job.message = error.localizedDescription
                return try await end(job, .failed)
            }
            let isWhole = try await work(
                page.items,
                of: job,
                known: known,
                isDryRun: wish.isDryRun,
                into: &tally
            )
            // A page that was cut short is done again from its beginning; what it made is remembered.
            guard isWhole else { continue }
            job.done += page.items.count
            job.tally = try tally.text
            job.cursor = page.next
            guard page.next != nil else { return try await end(job, .done) }
            try await outbox.keep(job)
        }
    }

    /// The numbers of orders that Tripletex has already, from that day on.
    private func ordersInLedger(from day: String) async throws -> Set<String> {
        guard let ledger, let first = LocalDate(day) else { return [] }
        return try await ledger.orderNumbers(from: first, through: LocalDate(now(), in: timeZone))
    }

    private func end(_ job: LongJob, _ state: LongJob.State) async throws -> LongJob {
        var job = job
        job.state = state
        if state != .failed { job.message = nil }
        try await outbox.keep(job)
        return job
    }

    /// So many pages that they make a whole batch: a shop's own pages may be smaller.
    private func pages(_ request: HistoryRequest) async throws -> HistoryPage {
        var request = request
        var whole = try await page(request)
        for _ in 1..<Self.pagesPerBatch {
            guard whole.items.count < Self.batch, let next = whole.next else { break }
            request.cursor = next
            let more = try await page(request)
            whole = HistoryPage(items: whole.items + more.items, next: more.next)
        }
        return whole
    }

    private func page(_ request: HistoryRequest) async throws -> HistoryPage {
        var attempt = 1
        while true {
            do {
                return try await source.connector.history(request, from: source.access(outbox))
            } catch let error as RemoteError where error.isTransient && attempt < Self.tries {
                let pause = Duration.seconds(1 << attempt)
                logger.warning(
                    "a page of history could not be read; asking again",
                    metadata: ["reason": "\(error.localizedDescription)"]
                )
                try await Task.sleep(for: pause)
                attempt += 1
            }
        }
    }

    /// Returns whether all of it was dealt with, and not stopped on the way.
    private func work(
        _ items: [HistoryItem],
        of job: LongJob,
        known: Set<String>,
        isDryRun: Bool,
        into tally: inout BackfillTally
    ) async throws -> Bool {
        let before = tally
        var rest = items[...]
        while !rest.isEmpty {
            guard !Task.isCancelled, !isStopped() else {
                tally = before
                return false
            }
            let batch = Array(rest.prefix(Self.batch))
            rest = rest.dropFirst(Self.batch)
            if isDryRun {
                try await plan(batch, into: &tally)
            } else {
                await letWebhooksPass()
                try await book(batch, of: job, known: known, into: &tally)
            }
        }
        return !Task.isCancelled
    }

    private func plan(_ items: [HistoryItem], into tally: inout BackfillTally) async throws {
        for item in items {
            let facts =
                if let known = item.facts { known } else {
                    try await source.connector.read(item.subject, from: source.access(outbox))
                }
            switch facts {
            case .order(let order):
                let questions = source.bookkeeper.ratesNeeded(for: order)
                let rates = questions.isEmpty ? nil : try await ledger?.rates(questions)
                tally.count(
                    Bookkeeper(rules: source.bookkeeper.rules, rates: rates ?? .none).plan(order)
                )
            case .held(let alert): tally.failed[alert.code.rawValue, default: 0] += 1
            case .absent: tally.skipped["ABSENT", default: 0] += 1
            case .concerns, .contact: tally.known += 1
            case .project, .deletedProject, .invoice: tally.booked += 1
            }
        }
    }

    private func book(
        _ items: [HistoryItem],
        of job: LongJob,
        known: Set<String>,
        into tally: inout BackfillTally
    ) async throws {
        let claimed = try await outbox.acceptClaimed(
            items.map { item in
                IncomingEvent(
                    company: source.company,
                    connection: source.connection,
                    topic: Self.topic,
                    subject: item.subject,
                    deliveryID: "backfill/\(job.id)/\(item.subject)",
                    payload: Data(),
                    receivedAt: now()
                )
            }
        )
        tally.known += items.count - claimed.count
        let facts = Dictionary(
            items.map { ($0.subject, $0.facts) },
            uniquingKeysWith: { first, _ in first }
        )
        let verdicts = await outbox.holding(claimed) { [handler, source] in
            await handler.handle(
                claimed.map { ($0, facts[$0.subject] ?? nil) },
                of: source,
                known: known
            )
        }
        for (event, verdict) in verdicts {
            do {
                try await outbox.finish(event, verdict)
                tally.count(verdict)
            } catch OutboxError.leaseLost {
                // Another worker has it by now, and says what came of it.
                tally.retried += 1
            }
        }
    }

    /// Waits while events of webhooks are due, at most so long: one that cannot go on must not hold this up.
    private func letWebhooksPass() async {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.courtesy
        while clock.now < deadline, !Task.isCancelled {
            guard (try? await outbox.isBehind()) == true else { return }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }
}

extension BackfillTally {
    init(text: String) throws {
        self = text == "{}" ? .init() : try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
