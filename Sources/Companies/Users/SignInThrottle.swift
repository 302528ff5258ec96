import Foundation
import GRDB

/// Counts guesses per e-mail and per address and refuses more of them for a while.
enum SignInThrottle {
    /// Guesses before the first wait.
    static let freeGuessesPerEmail = 5
    static let freeGuessesPerAddress = 30
    /// The first wait, doubled with each guess after it.
    static let firstWaitMilliseconds: Int64 = 60_000
    static let longestWaitMilliseconds: Int64 = 3_600_000
    /// Without guesses for so long, the count starts anew.
    static let forgottenAfterMilliseconds: Int64 = 24 * 3_600_000

    static func keys(email: String, address: String) -> [(key: String, free: Int)] {
        [
            ("email:\(email)", freeGuessesPerEmail),
            ("address:\(address)", freeGuessesPerAddress),
        ]
    }

    /// Counts a guess before it is tried, so that parallel ones are counted too.
    ///
    /// Returns the time until which guesses are refused, or nil when this one may be tried.
    static func admit(
        email: String,
        address: String,
        at time: Int64,
        in db: Database
    ) throws -> Int64? {
        let forgotten = time - forgottenAfterMilliseconds
        try db.execute(sql: "DELETE FROM signInThrottle WHERE lastAt < ?", arguments: [forgotten])
        let keys = keys(email: email, address: address)
        let blocked = try keys.compactMap { key, _ in
            try Int64.fetchOne(
                db,
                sql: "SELECT blockedUntil FROM signInThrottle WHERE key = ? AND blockedUntil > ?",
                arguments: [key, time]
            )
        }
        if let until = blocked.max() { return until }
        for (key, free) in keys {
            let sql = "SELECT failures FROM signInThrottle WHERE key = ?"
            let count = (try Int.fetchOne(db, sql: sql, arguments: [key]) ?? 0) + 1
            let until = count >= free ? time + wait(afterFree: count - free) : 0
            try db.execute(
                sql: "INSERT OR REPLACE INTO signInThrottle VALUES (?, ?, ?, ?)",
                arguments: [key, count, time, until]
            )
        }
        return nil
    }

    /// Forgets the guesses after a right one; the address keeps its count of the others.
    static func forgive(email: String, address: String, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM signInThrottle WHERE key = ?",
            arguments: ["email:\(email)"]
        )
        try db.execute(
            sql:
                "UPDATE signInThrottle SET failures = failures - 1, blockedUntil = 0 WHERE key = ?",
            arguments: ["address:\(address)"]
        )
    }

    static func wait(afterFree guesses: Int) -> Int64 {
        min(firstWaitMilliseconds << Int64(min(max(guesses, 0), 16)), longestWaitMilliseconds)
    }
}
