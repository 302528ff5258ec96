package import Foundation
import GRDB

/// Long work that is done in steps, each of which is kept: it can be stopped, and goes on where it stopped.
package struct LongJob: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        case running
        /// By request, or because the process ended.
        case stopped
        case done
        case failed
    }

    package let id: Int64
    package let company: String
    package let connection: String
    /// What is done: `backfill`.
    package let kind: String
    /// What was asked for, in the job's own form.
    package let parameters: String
    package var state: State
    /// Where the last step ended, in the job's own form; nil before the first.
    package var cursor: String?
    /// Things dealt with.
    package var done: Int
    /// nil while nobody knows.
    package var total: Int?
    /// What came of it so far, in the job's own form.
    package var tally: String
    /// Why it failed.
    package var message: String?
    package let createdAt: Date
    package let updatedAt: Date

    init(row: Row) throws {
        id = row["id"]
        company = row["company"]
        connection = row["connection"]
        kind = row["kind"]
        parameters = row["parameters"]
        guard let state = State(rawValue: row["state"]) else {
            throw OutboxError.unusable(reason: "a job is in no known state")
        }
        self.state = state
        cursor = row["cursor"]
        done = row["done"]
        total = row["total"]
        tally = row["tally"]
        message = row["message"]
        createdAt = Date(milliseconds: row["createdAt"])
        updatedAt = Date(milliseconds: row["updatedAt"])
    }
}
