import Foundation
import GRDB
import Synchronization

/// Lets many small writes share one commit, and so one `fsync`.
///
/// While a commit is under way, the writes that come in wait; then all of them go into the next one. A write
/// is not tied to the task that asked for it: cancelling the task does not undo what already happened.
final class GroupCommit: Sendable {
    /// Writes that share a commit at most.
    static let groupLimit = 256
    /// Writes that may wait before more from outside are refused.
    static let waitingLimit = 20_000
    /// Commits in a row before other users of the connection get their turn.
    static let commitsPerTurn = 8
    /// Writes after which the log is copied into the file: webhooks of 2 KiB fill some 600 pages with them.
    static let writesPerCheckpoint = 500

    private struct Job: Sendable {
        /// Runs inside the transaction; its outcome is known to ``settle`` after the commit.
        let run: @Sendable (Database) throws -> Void
        let settle: @Sendable (Result<Void, any Error>) -> Void
        /// Whether a failure must be undone on its own: false for a write that is one statement.
        let needsSavepoint: Bool
        /// Whether it is turned away when too many wait; what has already happened never is.
        let isRefusable: Bool
    }

    private struct State {
        var waiting: [Job] = []
        var isDraining = false
        var writesSinceCheckpoint = 0
    }

    private let database: DatabasePool
    private let state = Mutex(State())

    init(database: DatabasePool) {
        self.database = database
    }

    /// Writes durably: when this returns, the change is on disk.
    ///
    /// `isOneStatement` says that the write changes nothing before its last statement can fail on a constraint;
    /// `isRefusable` that it is turned away when too many wait.
    func write<Value: Sendable>(
        isOneStatement: Bool = false,
        isRefusable: Bool = false,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let outcome = Outcome<Value>()
            submit(
                Job(
                    run: { db in
                        let value = try body(db)
                        outcome.value.withLock { $0 = value }
                    },
                    settle: { result in
                        switch (result, outcome.value.withLock { $0 }) {
                        case (.success, .some(let value)): continuation.resume(returning: value)
                        case (.failure(let error), _): continuation.resume(throwing: error)
                        case (.success, .none):
                            continuation.resume(
                                throwing: OutboxError.unavailable(reason: "not run")
                            )
                        }
                    },
                    needsSavepoint: !isOneStatement,
                    isRefusable: isRefusable
                )
            )
        }
    }

    /// A place for a value between the transaction and its commit.
    private final class Outcome<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private func submit(_ job: Job) {
        enum Next {
            case refuse
            case drain
            case wait
        }
        let next = state.withLock { state -> Next in
            guard !job.isRefusable || state.waiting.count < Self.waitingLimit else {
                return .refuse
            }
            state.waiting.append(job)
            guard !state.isDraining else { return .wait }
            state.isDraining = true
            return .drain
        }
        switch next {
        case .refuse: job.settle(.failure(OutboxError.overloaded))
        case .drain: scheduleTurn()
        case .wait: break
        }
    }

    private func scheduleTurn() {
        database.asyncWriteWithoutTransaction { db in
            for _ in 0..<Self.commitsPerTurn {
                let group = self.takeGroup()
                if group.isEmpty { return }
                Self.commit(group, in: db)
                self.checkpointWhenDue(after: group.count, in: db)
            }
            self.scheduleTurn()
        }
    }

    /// The next writes, oldest first; none ends the draining.
    private func takeGroup() -> [Job] {
        state.withLock { state in
            if state.waiting.count <= Self.groupLimit {
                let group = state.waiting
                state.waiting = []
                state.waiting.reserveCapacity(group.count)
                state.isDraining = !group.isEmpty
                return group
            }
            let group = Array(state.waiting.prefix(Self.groupLimit))
            state.waiting.removeFirst(Self.groupLimit)
            return group
        }
    }

    /// Copies the log into the file between two commits, while those whose write is safe already go on.
    ///
    /// SQLite's own checkpoint runs inside a commit and would hold them. It stays in force for a log that grows
    /// in spite of this one: nothing is lost when this one fails, and the commits tell of a full disk.
    private func checkpointWhenDue(after writes: Int, in db: Database) {
        let isDue = state.withLock { state in
            state.writesSinceCheckpoint += writes
            guard state.writesSinceCheckpoint >= Self.writesPerCheckpoint else { return false }
            state.writesSinceCheckpoint = 0
            return true
        }
        if isDue { _ = try? db.checkpoint(.passive) }
    }

    private static func commit(_ group: [Job], in db: Database) {
        var results: [Result<Void, any Error>] = []
        results.reserveCapacity(group.count)
        do {
            try db.inTransaction(.immediate) {
                for job in group { results.append(try outcome(of: job, in: db)) }
                return .commit
            }
        } catch {
            let failure = unavailable(error)
            return settle(group, with: group.map { _ in .failure(failure) })
        }
        settle(group, with: results)
    }

    /// Wakes those who wait, away from the connection: it goes on with the next commit meanwhile.
    private static func settle(_ group: [Job], with results: [Result<Void, any Error>]) {
        Task {
            for (job, result) in zip(group, results) { job.settle(result) }
        }
    }

    /// A job's own failure; throws when the failure concerns the whole group.
    private static func outcome(of job: Job, in db: Database) throws -> Result<Void, any Error> {
        do {
            if job.needsSavepoint {
                try db.inSavepoint {
                    try job.run(db)
                    return .commit
                }
            } else {
                try job.run(db)
            }
            return .success(())
        } catch {
            // SQLite ends the whole transaction itself when the disk is full or fails.
            guard db.isInsideTransaction else { throw error }
            if let error = error as? DatabaseError {
                guard error.resultCode == .SQLITE_CONSTRAINT else { throw error }
            }
            return .failure(error)
        }
    }

    private static func unavailable(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return OutboxError.unavailable(reason: error.message ?? error.resultCode.description)
    }
}
