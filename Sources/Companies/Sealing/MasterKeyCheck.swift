import Foundation
import GRDB

/// A sealed known value by which a wrong master key is found at start.
enum MasterKeyCheck {
    private static let place = "master key check"
    private static let value = Secret("bokbro")

    /// Compares the key with the stored one, or stores it when there is none.
    static func verify(in db: Database, key: MasterKey) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT keyID, sealed FROM masterKey") else {
            return try store(in: db, key: key)
        }
        let keyID: String = row["keyID"]
        let opened = try? Seal(key: key).opened(row["sealed"], place: place)
        guard keyID == key.id, opened == value else {
            throw CompanyError.wrongMasterKey(expected: keyID, given: key.id)
        }
    }

    static func store(in db: Database, key: MasterKey) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO masterKey (id, keyID, sealed) VALUES (1, ?, ?)",
            arguments: [key.id, try Seal(key: key).sealed(value, place: place)]
        )
    }
}
