import Bookkeeping
import Dashboard
import Destinations
import Foundation
import Logging
import Outbox
import Remote

/// Makes the report of a period: fetches every source's orders anew page by page, then reads our record and the
/// ledger, and compares.
///
/// Each page is kept when it is done, so that a report that was stopped goes on where it was.
struct ReconciliationRun: Sendable {
    static let kind = "reconciliation"
    /// A page that cannot be fetched is asked for this often before the report stops.
    static let tries = 4

    let company: LiveCompany
    let period: ReportPeriod
    let outbox: Outbox
    /// By source, the rules that were in force before, newest first.
    let earlierRules: [String: [Rules]]
    let now: @Sendable () -> Date
    let isStopped: @Sendable () -> Bool
    let logger: Logger

    /// How far a job has come.
    private struct Place: Codable {
        /// Sources that are done, by their order.
        var source = 0
        var cursor: String?
        /// Pages that are kept.
        var pages = 0
    }

    /// Runs the job; the report when it is done, else the job as it is.
    func run(_ given: LongJob) async throws -> (job: LongJob, report: ReconciliationDocument?) {
        var job = given
        var place =
            try job.cursor.map { try JSONDecoder().decode(Place.self, from: Data($0.utf8)) }
            ?? Place()
        let sources = company.sources.values.sorted { $0.connection < $1.connection }
        do {
            while place.source < sources.count {
                if Task.isCancelled { return (job, nil) }
                if isStopped() { return (try await end(job, .stopped), nil) }
                let gathering = gathering(sources[place.source])
                let cursor = place.cursor
                let page = try await asked { try await gathering.page(after: cursor) }
                try await keep(page.orders, page: place.pages, of: job)
                place.pages += 1
                place.cursor = page.next
                if page.next == nil { place.source += 1 }
                job.done += page.orders.count
                job.cursor = String(decoding: try JSONEncoder().encode(place), as: UTF8.self)
                try await outbox.keep(job)
            }
            let orders = try await kept(place.pages, of: job)
            let report = try await asked { try await reconciled(orders) }
            try await forget(place.pages, of: job)
            job.total = job.done
            return (try await end(job, .done), report)
        } catch is CancellationError {
            return (job, nil)
        } catch {
            job.message = error.localizedDescription
            return (try await end(job, .failed), nil)
        }
    }

    private func gathering(_ source: LiveSource) -> OrderGathering {
        OrderGathering(
            company: company,
            source: source,
            outbox: outbox,
            period: ReportedPeriod(from: period.from, to: period.to, timeZone: company.timeZone),
            earlierRules: earlierRules[source.connection] ?? []
        )
    }

    /// Asks again when a service does not answer for a moment.
    private func asked<Value: Sendable>(
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await body()
            } catch let error where attempt < Self.tries && Self.isTransient(error) {
                logger.warning(
                    "a part of a reconciliation could not be read; asking again",
                    metadata: ["reason": "\(error.localizedDescription)"]
                )
                try await Task.sleep(for: .milliseconds(250 << attempt))
                attempt += 1
            }
        }
    }

    private static func isTransient(_ error: any Error) -> Bool {
        switch error {
        case let error as RemoteError: error.isTransient
        case let failure as LedgerFailure: failure.disposition != .fail
        default: false
        }
    }

    private func reconciled(_ orders: [ExpectedOrder]) async throws -> ReconciliationDocument {
        guard let ledger = company.ledger?.books else {
            throw CommandFailure(
                "\(company.id) has no Tripletex connection that is switched on.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        return try await LedgerComparison(
            company: company,
            period: period,
            outbox: outbox,
            ledger: ledger,
            today: LocalDate(now(), in: company.timeZone),
            gathering: { gathering($0) }
        ).document(orders)
    }

    private func end(_ job: LongJob, _ state: LongJob.State) async throws -> LongJob {
        var job = job
        job.state = state
        if state != .failed { job.message = nil }
        try await outbox.keep(job)
        return job
    }

    // MARK: Pages kept

    private static func key(_ page: Int, of job: LongJob) -> String {
        "reconciliation/\(job.id)/\(page)"
    }

    private func keep(_ orders: [ExpectedOrder], page: Int, of job: LongJob) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try await outbox.setNote(
            Self.key(page, of: job),
            to: String(decoding: try encoder.encode(orders), as: UTF8.self),
            company: company.id
        )
    }

    /// All orders, each once: a later page tells of it as it was later.
    private func kept(_ pages: Int, of job: LongJob) async throws -> [ExpectedOrder] {
        var orders: [String: ExpectedOrder] = [:]
        for page in 0..<pages {
            guard let text = try await outbox.note(Self.key(page, of: job), company: company.id)
            else { continue }
            for order in try JSONDecoder().decode([ExpectedOrder].self, from: Data(text.utf8)) {
                orders["\(order.connection)/\(order.subject)/\(order.number)"] = order
            }
        }
        return orders.values.sorted { ($0.orderKey, $0.subject) < ($1.orderKey, $1.subject) }
    }

    func forget(_ pages: Int, of job: LongJob) async throws {
        for page in 0..<pages {
            try await outbox.setNote(Self.key(page, of: job), to: nil, company: company.id)
        }
    }
}
