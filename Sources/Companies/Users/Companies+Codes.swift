import Foundation
import GRDB

/// One-time codes as a second proof at sign-in, for those who want it.
extension Companies {
    /// Whether a user's sign-in asks for a code.
    package func usesCode(_ email: String) async throws -> Bool {
        try await database.read { db in
            let sql = "SELECT codeConfirmedAt IS NOT NULL FROM user WHERE email = ?"
            return try Bool.fetchOne(db, sql: sql, arguments: [email]) ?? false
        }
    }

    /// Makes a secret for a user's app, in base 32; it counts once a code of it was given.
    ///
    /// The same secret again until then; nil when codes are in use already.
    package func beginCode(of email: String) async throws -> Secret? {
        let secret = Data(random(TimeCode.secretBytes))
        return try await database.write { [seal] db in
            let sql = "SELECT codeSecret, codeConfirmedAt FROM user WHERE email = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [email]) else { return nil }
            let confirmedAt: Int64? = row["codeConfirmedAt"]
            guard confirmedAt == nil else { return nil }
            let place = Self.place(email)
            let sealed: Data? = row["codeSecret"]
            if let sealed {
                let text = try seal.opened(sealed, place: place).reveal()
                return Data(base64Encoded: text).map { Secret(TimeCode.base32($0)) }
            }
            let text = Secret(secret.base64EncodedString())
            try db.execute(
                sql: "UPDATE user SET codeSecret = ?, codeStep = 0 WHERE email = ?",
                arguments: [try seal.sealed(text, place: place), email]
            )
            return Secret(TimeCode.base32(secret))
        }
    }

    /// Takes codes into use when the given one is right; every other session of the user ends.
    package func confirmCode(
        _ code: String,
        of email: String,
        keeping session: String
    ) async throws -> Bool {
        let time = milliseconds
        return try await database.write { [seal] db in
            guard let step = try Self.step(of: code, email: email, at: time, seal, db) else {
                return false
            }
            try db.execute(
                sql: "UPDATE user SET codeConfirmedAt = ?, codeStep = ? WHERE email = ?",
                arguments: [time, step, email]
            )
            try db.execute(
                sql: """
                    DELETE FROM session WHERE hash <> ?
                    AND user = (SELECT id FROM user WHERE email = ?)
                    """,
                arguments: [RandomToken.hash(of: session), email]
            )
            try Self.audit("user.codeOn", email, "user:\(email)", [:], time, db)
            return true
        }
    }

    /// Asks for no more codes at a user's sign-in, as when the telephone is lost.
    package func removeCode(of email: String, actor: String) async throws {
        let email = try Email.normalised(email)
        let time = milliseconds
        try await database.write { db in
            let user = try UserTable.require(email: email, in: db)
            let sql = """
                UPDATE user SET codeSecret = NULL, codeConfirmedAt = NULL
                WHERE id = ? AND codeConfirmedAt IS NOT NULL
                """
            try db.execute(sql: sql, arguments: [user.id])
            guard db.changesCount == 1 else { return }
            try Self.audit("user.codeOff", email, actor, [:], time, db)
        }
    }

    /// Who has given the right password and still owes a code; nil after ten minutes.
    package func pendingUser(_ session: String) async throws -> User? {
        let hash = RandomToken.hash(of: session)
        let time = milliseconds
        return try await database.read { db in
            let sql = "SELECT user FROM session WHERE hash = ? AND isPending = 1 AND createdAt > ?"
            let limit = time - Self.pendingMilliseconds
            guard let id = try Int64.fetchOne(db, sql: sql, arguments: [hash, limit]),
                let user = try UserTable.fetch(id: id, in: db), !user.isDisabled
            else { return nil }
            return user
        }
    }

    /// Ends a sign-in with its code: the session gets a new token, and the old one ends.
    ///
    /// Throws `SignInError`; guesses of codes are counted like those of passwords.
    package func finishSignIn(
        _ session: String,
        code: String,
        address: String
    ) async throws -> Secret {
        guard let user = try await pendingUser(session) else { throw SignInError.refused }
        let time = milliseconds
        let key = "code:" + user.email
        let token = RandomToken(random: random)
        let until = try await database.write { db in
            try SignInThrottle.admit(email: key, address: address, at: time, in: db)
        }
        if let until { throw SignInError.throttled(until: Date(milliseconds: until)) }
        let isRight = try await database.write { [seal] db in
            guard let step = try Self.step(of: code, email: user.email, at: time, seal, db) else {
                let actor = "address:\(address)"
                try Self.audit("user.codeRefused", user.email, actor, [:], time, db)
                return false
            }
            try db.execute(
                sql: "UPDATE user SET codeStep = ? WHERE id = ?",
                arguments: [step, user.id]
            )
            try SignInThrottle.forgive(email: key, address: address, in: db)
            try db.execute(
                sql: "DELETE FROM session WHERE hash = ?",
                arguments: [RandomToken.hash(of: session)]
            )
            // Ended meanwhile, by a reset or by signing out everywhere.
            guard db.changesCount == 1 else { throw SignInError.refused }
            try db.execute(
                sql: "INSERT INTO session (hash, user, createdAt, lastSeenAt) VALUES (?, ?, ?, ?)",
                arguments: [token.hash, user.id, time, time]
            )
            try Self.audit("user.signedIn", user.email, "user:\(user.email)", [:], time, db)
            return true
        }
        guard isRight else { throw SignInError.refused }
        return Secret(token.text)
    }

    private static func step(
        of code: String,
        email: String,
        at time: Int64,
        _ seal: Seal,
        _ db: Database
    ) throws -> Int64? {
        let sql = "SELECT codeSecret, codeStep FROM user WHERE email = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [email]) else { return nil }
        let sealed: Data? = row["codeSecret"]
        guard let sealed else { return nil }
        let text = try seal.opened(sealed, place: place(email)).reveal()
        guard let secret = Data(base64Encoded: text) else { return nil }
        return TimeCode.step(of: code, secret: secret, at: time, after: row["codeStep"])
    }

    static func place(_ email: String) -> String { "user/\(email)/code" }
}
