package import Foundation
package import GRDB

extension Companies {
    /// Seals every secret anew with another master key, which is the key in use from then on.
    ///
    /// Throws `CompanyError.wrongMasterKey` when the stored secrets are not under the key in use.
    package func rotate(to new: MasterKey, actor: String) async throws -> Int {
        let seal = seal
        return try await Self.reseal(
            database,
            from: seal.key,
            to: new,
            actor: actor,
            now: now(),
            onCommit: { seal.exchange(for: new) }
        )
    }

    /// Seals every secret anew with another master key, all in one transaction.
    ///
    /// Afterwards only a `Companies` made with the new key opens them. Returns how many secrets there were.
    package static func reseal(
        _ database: any DatabaseWriter,
        from old: MasterKey,
        to new: MasterKey,
        actor: String,
        now: Date,
        onCommit: @escaping @Sendable () -> Void = {}
    ) async throws -> Int {
        try await database.write { db in
            // Before anybody else writes: nothing may be sealed with the old key any more.
            db.afterNextTransaction(onCommit: { _ in onCommit() })
            try MasterKeyCheck.verify(in: db, key: old)
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM secret")
            for row in rows {
                let place = SecretPlace(
                    company: row["company"],
                    connection: row["connection"],
                    name: row["name"]
                )
                let clear = try Seal(key: old).opened(row["sealed"], place: place.text)
                let position: Int = row["position"]
                try db.execute(
                    sql: """
                        UPDATE secret SET sealed = ?, keyID = ?
                        WHERE company = ? AND connection = ? AND name = ? AND position = ?
                        """,
                    arguments: [
                        try Seal(key: new).sealed(clear, place: place.text), new.id,
                        place.company, place.connection, place.name, position,
                    ]
                )
            }
            let codes = try resealCodes(from: old, to: new, in: db)
            try MasterKeyCheck.store(in: db, key: new)
            try AuditLog.append(
                db,
                AuditLog.Draft(
                    actor: actor,
                    action: "key.rotated",
                    subject: new.id,
                    detail: ["from": .string(old.id)]
                ),
                at: now.millisecondsSince1970
            )
            return rows.count + codes
        }
    }

    /// The secrets of users' one-time codes.
    private static func resealCodes(
        from old: MasterKey,
        to new: MasterKey,
        in db: Database
    ) throws -> Int {
        let sql = "SELECT id, email, codeSecret FROM user WHERE codeSecret IS NOT NULL"
        let rows = try Row.fetchAll(db, sql: sql)
        for row in rows {
            let place = Companies.place(row["email"])
            let clear = try Seal(key: old).opened(row["codeSecret"], place: place)
            let id: Int64 = row["id"]
            try db.execute(
                sql: "UPDATE user SET codeSecret = ? WHERE id = ?",
                arguments: [try Seal(key: new).sealed(clear, place: place), id]
            )
        }
        return rows.count
    }
}
