package import Foundation
package import GRDB

/// The companies with their connections, secrets, rules, users, tokens and audit log.
///
/// Each method that writes is one transaction with its audit entry.
package struct Companies: Sendable {
    let database: any DatabaseWriter
    let seal: Seal
    let now: @Sendable () -> Date
    let random: @Sendable (_ count: Int) -> [UInt8]
    let passwordCost: PasswordCost

    /// Opens the tables, which `migrate` made before, and checks the key against them.
    ///
    /// Throws `CompanyError.wrongMasterKey` when the secrets were sealed with another key.
    package init(
        database: any DatabaseWriter,
        masterKey: MasterKey,
        now: @escaping @Sendable () -> Date = { Date() },
        random: @escaping @Sendable (_ count: Int) -> [UInt8] = Companies.systemRandom,
        passwordCost: PasswordCost = .standard
    ) throws {
        self.database = database
        self.seal = Seal(key: masterKey)
        self.now = now
        self.random = random
        self.passwordCost = passwordCost
        try database.write { try MasterKeyCheck.verify(in: $0, key: masterKey) }
    }

    /// Bytes of the system's generator, which is fit for secrets.
    package static func systemRandom(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A counter that grows with every change of companies, connections and rules.
    package func revision() async throws -> Int {
        try await database.read { try Self.revision($0) }
    }

    /// Waits until something has changed after the given revision, and returns the new one.
    ///
    /// Sees the changes made through the same database value. Throws `CancellationError` when cancelled.
    package func change(after revision: Int) async throws -> Int {
        let observation = ValueObservation.tracking { try Self.revision($0) }
        for try await value in observation.values(in: database) where value > revision {
            return value
        }
        throw CancellationError()
    }

    static func revision(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT value FROM companyRevision") ?? 0
    }

    static func bumpRevision(_ db: Database) throws {
        try db.execute(sql: "UPDATE companyRevision SET value = value + 1")
    }

    var milliseconds: Int64 { now().millisecondsSince1970 }
}

extension Date {
    var millisecondsSince1970: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: TimeInterval(milliseconds) / 1_000)
    }
}
