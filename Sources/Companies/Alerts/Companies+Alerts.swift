package import Foundation
import GRDB

/// Alerts: raised and closed by what is wrong now, told once, acknowledged and snoozed by people.
extension Companies {
    /// Makes a company's watched alerts just those that are signalled now: opens, counts, and closes what is cured.
    ///
    /// What others have reported, or what has just happened, is left as it is.
    package func settleAlerts(of company: String, to signals: [AlertSignal]) async throws {
        let time = milliseconds
        try await database.write { db in
            try CompanyTable.require(company, in: db)
            var wanted: Set<String> = []
            for signal in signals {
                wanted.insert("\(signal.connection ?? "")/\(signal.code)")
                if let open = try AlertTable.open(signal, company: company, in: db) {
                    try AlertTable.update(
                        open,
                        to: signal,
                        count: signal.count,
                        origin: .watched,
                        at: time,
                        in: db
                    )
                } else {
                    try AlertTable.insert(
                        signal,
                        company: company,
                        origin: .watched,
                        at: time,
                        in: db
                    )
                }
            }
            let sql = """
                SELECT id, connection, code FROM alert
                WHERE company = ? AND closedAt IS NULL AND origin = 'watched'
                """
            for row in try Row.fetchAll(db, sql: sql, arguments: [company]) {
                let connection: String = row["connection"]
                let code: String = row["code"]
                guard !wanted.contains("\(connection)/\(code)") else { continue }
                try AlertTable.close(row["id"], at: time, in: db)
            }
        }
    }

    /// Opens an alert, or counts on the one that is open for the same connection and code.
    ///
    /// A signal that is a whole (`isTotal`) says how many there are now, not how many more.
    package func raiseAlert(
        _ signal: AlertSignal,
        of company: String,
        origin: CompanyAlert.Origin = .reported,
        isTotal: Bool = false
    ) async throws {
        let time = milliseconds
        try await database.write { db in
            try CompanyTable.require(company, in: db)
            if let open = try AlertTable.open(signal, company: company, in: db) {
                let count = isTotal ? signal.count : open.count + signal.count
                try AlertTable.update(
                    open,
                    to: signal,
                    count: count,
                    origin: origin,
                    at: time,
                    in: db
                )
            } else {
                try AlertTable.insert(
                    signal,
                    company: company,
                    origin: origin,
                    at: time,
                    in: db
                )
            }
        }
    }

    /// Closes the open alert of a connection and code, when there is one.
    package func closeAlert(
        code: String,
        connection: String? = nil,
        of company: String
    ) async throws {
        let time = milliseconds
        try await database.write { db in
            let signal = AlertSignal(connection: connection, code: code)
            guard let open = try AlertTable.open(signal, company: company, in: db) else { return }
            try AlertTable.close(open.id, at: time, in: db)
        }
    }

    /// Closes what has happened, but not since then, and was told; that it is over is no news.
    package func closeQuietAlerts(before moment: Date) async throws {
        let time = milliseconds
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE alert SET closedAt = ? WHERE closedAt IS NULL AND origin = 'happened'
                    AND notice IS NULL AND lastAt < ?
                    """,
                arguments: [time, moment.millisecondsSince1970]
            )
        }
    }

    /// A company's alerts, newest first; the cursor is the id of the last alert of the page before.
    package func alertList(
        of company: String,
        onlyOpen: Bool = false,
        after cursor: Int64? = nil,
        limit: Int = 50
    ) async throws -> [CompanyAlert] {
        let count = min(max(limit, 1), 201)
        return try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM alert WHERE company = ? AND id < ?
                    AND (? = 0 OR closedAt IS NULL) ORDER BY id DESC LIMIT ?
                    """,
                arguments: [company, cursor ?? Int64.max, onlyOpen, count]
            ).compactMap(CompanyAlert.init(row:))
        }
    }

    package func alert(_ id: Int64, of company: String) async throws -> CompanyAlert? {
        try await database.read { db in
            let sql = "SELECT * FROM alert WHERE id = ? AND company = ?"
            return try Row.fetchOne(db, sql: sql, arguments: [id, company])
                .flatMap(CompanyAlert.init(row:))
        }
    }

    /// How many alerts are open and neither acknowledged nor snoozed.
    package func openAlertCount(of company: String) async throws -> Int {
        let time = milliseconds
        return try await database.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT COUNT(*) FROM alert WHERE company = ? AND closedAt IS NULL
                    AND acknowledgedAt IS NULL AND (snoozedUntil IS NULL OR snoozedUntil <= ?)
                    """,
                arguments: [company, time]
            ) ?? 0
        }
    }

    /// Notes that somebody has seen an alert; with a time, that nobody wants to hear of it before.
    ///
    /// Without a time it is acknowledged until it is cured. nil when the company has no such alert; a closed one
    /// stays as it is.
    package func acknowledgeAlert(
        _ id: Int64,
        of company: String,
        until: Date? = nil,
        actor: String
    ) async throws -> CompanyAlert? {
        let time = milliseconds
        return try await database.write { db in
            let sql = "SELECT * FROM alert WHERE id = ? AND company = ?"
            func fetch() throws -> CompanyAlert? {
                try Row.fetchOne(db, sql: sql, arguments: [id, company])
                    .flatMap(CompanyAlert.init(row:))
            }
            guard let alert = try fetch(), alert.isOpen else { return try fetch() }
            let snooze = until?.millisecondsSince1970
            try db.execute(
                sql: """
                    UPDATE alert SET acknowledgedAt = ?, acknowledgedBy = ?, snoozedUntil = ?,
                    notice = NULL, noticedCount = MAX(noticedCount, 1), closedAt = ? WHERE id = ?
                    """,
                arguments: [
                    snooze == nil ? time : nil, actor, snooze,
                    // What has happened is over once it is seen; happens it again, that is news.
                    snooze == nil && alert.origin == .happened ? time : nil, id,
                ]
            )
            let draft = AuditLog.Draft(
                company: company,
                actor: actor,
                action: snooze == nil ? "alert.acknowledged" : "alert.snoozed",
                subject: "alert/\(id)",
                detail: ["code": .string(alert.code)]
            )
            try AuditLog.append(db, draft, at: time)
            return try fetch()
        }
    }

    /// What somebody is to be told, oldest first.
    ///
    /// Stays due until `noticeGiven`: a notice may come twice, never not at all.
    package func dueNotices(limit: Int = 100) async throws -> [AlertNotice] {
        try await database.read { db in
            let sql = "SELECT * FROM alert WHERE notice IS NOT NULL ORDER BY id LIMIT ?"
            return try Row.fetchAll(db, sql: sql, arguments: [limit]).compactMap { row in
                guard let kind = AlertNotice.Kind(rawValue: row["notice"]),
                    let alert = CompanyAlert(row: row)
                else { return nil }
                return AlertNotice(kind: kind, alert: alert)
            }
        }
    }

    /// Notes that a notice was given; one that has become due in the meantime stays due.
    package func noticeGiven(_ notice: AlertNotice) async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE alert SET notice = NULL, noticedCount = ?, noticeNumber = noticeNumber + 1
                    WHERE id = ? AND notice = ?
                    """,
                arguments: [notice.alert.count, notice.alert.id, notice.kind.rawValue]
            )
        }
    }
}
