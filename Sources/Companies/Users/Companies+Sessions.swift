import Foundation
import GRDB

extension Companies {
    static let idleMilliseconds: Int64 = 12 * 3_600_000
    static let sessionMilliseconds: Int64 = 14 * 24 * 3_600_000
    /// How long a code may be given after the password.
    static let pendingMilliseconds: Int64 = 10 * 60_000
    /// A session's last use is noted at most so often.
    static let touchMilliseconds: Int64 = 60_000

    /// Checks e-mail and password and begins a session, whose token goes into the cookie.
    ///
    /// Costs the same work for an unknown e-mail as for a known one. Throws `SignInError`.
    ///
    /// The address is the visitor's network address, whose guesses are counted too. Of a user who has codes the
    /// session is nobody's until `finishSignIn` was given one.
    package func signIn(email: String, password: String, address: String) async throws -> Secret {
        let key = (try? Email.normalised(email)) ?? "?"
        let time = milliseconds
        let until = try await database.write { db in
            try SignInThrottle.admit(email: key, address: address, at: time, in: db)
        }
        if let until { throw SignInError.throttled(until: Date(milliseconds: until)) }
        let stored = try await database.read { db in
            let sql = "SELECT passwordHash FROM user WHERE email = ? AND isDisabled = 0"
            return try String.fetchOne(db, sql: sql, arguments: [key]).flatMap(
                PasswordHash.init(text:)
            )
        }
        let guess = PasswordHash.isAcceptable(password) ? password : "never a password"
        guard let stored else {
            _ = try await PasswordHash.make(guess, salt: Data(count: 16), cost: passwordCost)
            return try await refuse(key, address)
        }
        let isRight = try await stored.matches(guess) && guess == password
        guard isRight else { return try await refuse(key, address) }
        return try await beginSession(email: key, address: address, hash: stored.text)
    }

    private func refuse(_ email: String, _ address: String) async throws -> Secret {
        let time = milliseconds
        try await database.write { db in
            let actor = "address:\(address)"
            try Self.audit("user.signInRefused", email, actor, [:], time, db)
        }
        throw SignInError.refused
    }

    private func beginSession(email: String, address: String, hash: String) async throws -> Secret {
        let token = RandomToken(random: random)
        let time = milliseconds
        return try await database.write { db in
            // The password may have been changed or the user disabled while the hash was computed.
            let sql = """
                SELECT id, codeConfirmedAt IS NOT NULL AS usesCode FROM user
                WHERE email = ? AND isDisabled = 0 AND passwordHash = ?
                """
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [email, hash]) else {
                throw SignInError.refused
            }
            let user: Int64 = row["id"]
            let usesCode: Bool = row["usesCode"]
            try SignInThrottle.forgive(email: email, address: address, in: db)
            try db.execute(
                sql: "DELETE FROM session WHERE createdAt <= ? OR lastSeenAt <= ?",
                arguments: [time - Self.sessionMilliseconds, time - Self.idleMilliseconds]
            )
            try db.execute(
                sql: """
                    INSERT INTO session (hash, user, createdAt, lastSeenAt, isPending)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [token.hash, user, time, time, usesCode]
            )
            if !usesCode {
                try Self.audit("user.signedIn", email, "user:\(email)", [:], time, db)
            }
            return Secret(token.text)
        }
    }

    /// Who a session's token belongs to; nil after 12 idle hours, 14 days, sign-out or when disabled.
    package func session(_ token: String) async throws -> SignedIn? {
        let hash = RandomToken.hash(of: token)
        let time = milliseconds
        let found = try await database.read { db -> (SignedIn, Int64)? in
            let sql = """
                SELECT * FROM session
                WHERE hash = ? AND createdAt > ? AND lastSeenAt > ? AND isPending = 0
                """
            let limits = [time - Self.sessionMilliseconds, time - Self.idleMilliseconds]
            guard
                let row = try Row.fetchOne(db, sql: sql, arguments: [hash, limits[0], limits[1]]),
                let user = try UserTable.fetch(id: row["user"], in: db), !user.isDisabled
            else { return nil }
            let since = Date(milliseconds: row["createdAt"])
            return (SignedIn(user: user, since: since), row["lastSeenAt"])
        }
        guard let (signedIn, lastSeenAt) = found else { return nil }
        if time - lastSeenAt >= Self.touchMilliseconds {
            try await database.write { db in
                let sql = "UPDATE session SET lastSeenAt = ? WHERE hash = ?"
                try db.execute(sql: sql, arguments: [time, hash])
            }
        }
        return signedIn
    }

    /// Ends one session; unknown tokens are ignored.
    package func signOut(_ token: String) async throws {
        let hash = RandomToken.hash(of: token)
        try await database.write { db in
            try db.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [hash])
        }
    }

    /// Ends every session of a user.
    package func signOutEverywhere(_ email: String, actor: String) async throws {
        let email = try Email.normalised(email)
        let time = milliseconds
        try await database.write { db in
            let user = try UserTable.require(email: email, in: db)
            try UserTable.endSessions(of: user.id, in: db)
            try Self.audit("user.signedOutEverywhere", email, actor, [:], time, db)
        }
    }
}
