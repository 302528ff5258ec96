import Foundation
import GRDB

/// The rows of alerts.
enum AlertTable {
    struct Open {
        let id: Int64
        let count: Int
        let noticedCount: Int
        let isAcknowledged: Bool
        let snoozedUntil: Int64?
        let notice: String?
    }

    /// The open alert of a signal's connection and code.
    static func open(_ signal: AlertSignal, company: String, in db: Database) throws -> Open? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, count, noticedCount, acknowledgedAt, snoozedUntil, notice FROM alert
                WHERE company = ? AND connection = ? AND code = ? AND closedAt IS NULL
                """,
            arguments: [company, signal.connection ?? "", signal.code]
        ).map { row in
            let acknowledgedAt: Int64? = row["acknowledgedAt"]
            return Open(
                id: row["id"],
                count: row["count"],
                noticedCount: row["noticedCount"],
                isAcknowledged: acknowledgedAt != nil,
                snoozedUntil: row["snoozedUntil"],
                notice: row["notice"]
            )
        }
    }

    static func insert(
        _ signal: AlertSignal,
        company: String,
        origin: CompanyAlert.Origin,
        at time: Int64,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO alert
                (company, connection, code, severity, count, subject, firstAt, lastAt, origin, notice)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'opened')
                """,
            arguments: [
                company, signal.connection ?? "", signal.code, signal.severity.rawValue,
                signal.count, signal.subject, time, time, origin.rawValue,
            ]
        )
    }

    /// Brings an open alert up to date, and notes what is to be told of it.
    static func update(
        _ open: Open,
        to signal: AlertSignal,
        count: Int,
        origin: CompanyAlert.Origin,
        at time: Int64,
        in db: Database
    ) throws {
        let due = AlertRules.notice(
            count: count,
            noticedCount: open.noticedCount,
            isAcknowledged: open.isAcknowledged,
            snoozedUntil: open.snoozedUntil,
            at: time
        )
        let isOver = open.snoozedUntil.map { $0 <= time } ?? false
        try db.execute(
            sql: """
                UPDATE alert SET count = ?, severity = ?, subject = COALESCE(?, subject), lastAt = ?,
                notice = COALESCE(notice, ?), snoozedUntil = ?, origin = ? WHERE id = ?
                """,
            arguments: [
                count, signal.severity.rawValue, signal.subject, time, due?.rawValue,
                isOver ? nil : open.snoozedUntil, origin.rawValue, open.id,
            ]
        )
    }

    /// Closes an alert; what nobody was told of needs no telling that it is over.
    static func close(_ id: Int64, at time: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE alert SET closedAt = ?,
                notice = CASE WHEN noticedCount > 0 THEN 'cured' END WHERE id = ?
                """,
            arguments: [time, id]
        )
    }
}

extension CompanyAlert {
    init?(row: Row) {
        guard let severity = Severity(rawValue: row["severity"]),
            let origin = Origin(rawValue: row["origin"])
        else { return nil }
        func date(_ column: String) -> Date? {
            let value: Int64? = row[column]
            return value.map { Date(milliseconds: $0) }
        }
        let connection: String = row["connection"]
        self.init(
            id: row["id"],
            company: row["company"],
            connection: connection.isEmpty ? nil : connection,
            code: row["code"],
            severity: severity,
            count: row["count"],
            subject: row["subject"],
            firstAt: Date(milliseconds: row["firstAt"]),
            lastAt: Date(milliseconds: row["lastAt"]),
            closedAt: date("closedAt"),
            acknowledgedAt: date("acknowledgedAt"),
            acknowledgedBy: row["acknowledgedBy"],
            snoozedUntil: date("snoozedUntil"),
            origin: origin,
            noticeNumber: row["noticeNumber"]
        )
    }
}
