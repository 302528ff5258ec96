package import Foundation

/// A backfill that is asked for.
package struct BackfillOrder: Hashable, Sendable {
    package var company: String
    package var connection: String
    /// The first day, as `2026-01-01`.
    package var from: String
    /// The last day; nil is today.
    package var to: String?
    /// Plan everything, book nothing.
    package var isDryRun: Bool
    /// Who asks, as the audit log names them; the dashboard writes the audit entry.
    package var actor: String

    package init(
        company: String,
        connection: String,
        from: String,
        to: String?,
        isDryRun: Bool,
        actor: String
    ) {
        self.company = company
        self.connection = connection
        self.from = from
        self.to = to
        self.isDryRun = isDryRun
        self.actor = actor
    }
}

/// A backfill as the interface shows it.
package struct BackfillDocument: Hashable, Sendable, Encodable {
    package enum State: String, Hashable, Sendable, Encodable, CaseIterable {
        case running
        case stopped
        case done
        case failed
    }

    package var id: String
    package var company: String
    package var connection: String
    package var state: State
    package var from: String
    @OrNull package var to: String?
    package var dryRun: Bool
    /// Things dealt with.
    package var done: Int
    /// nil while nobody knows.
    @OrNull package var total: Int?
    /// Why it failed.
    @OrNull package var message: String?
    package var createdAt: Date
    package var updatedAt: Date
    package var tally: Tally

    package init(
        id: String,
        company: String,
        connection: String,
        state: State,
        from: String,
        to: String? = nil,
        dryRun: Bool = false,
        done: Int = 0,
        total: Int? = nil,
        message: String? = nil,
        createdAt: Date,
        updatedAt: Date,
        tally: Tally = Tally()
    ) {
        self.id = id
        self.company = company
        self.connection = connection
        self.state = state
        self.from = from
        self.to = to
        self.dryRun = dryRun
        self.done = done
        self.total = total
        self.message = message
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.tally = tally
    }

    /// What came of it so far.
    package struct Tally: Hashable, Sendable, Encodable {
        /// In a dry run: would be booked.
        package var booked: Int
        /// Booked before, or handled by an event of its own.
        package var known: Int
        /// By cause.
        package var skipped: [String: Int]
        /// By cause.
        package var failed: [String: Int]
        /// Tried again by itself.
        package var retried: Int
        /// What a dry run would book.
        package var rows: [Row]

        package init(
            booked: Int = 0,
            known: Int = 0,
            skipped: [String: Int] = [:],
            failed: [String: Int] = [:],
            retried: Int = 0,
            rows: [Row] = []
        ) {
            self.booked = booked
            self.known = known
            self.skipped = skipped
            self.failed = failed
            self.retried = retried
            self.rows = rows
        }
    }

    /// A month's turnover under one VAT code.
    package struct Row: Hashable, Sendable, Encodable {
        /// `2026-02`.
        package var month: String
        package var vatCode: String
        package var basis: MoneyDocument
        package var vat: MoneyDocument
        package var gross: MoneyDocument

        package init(
            month: String,
            vatCode: String,
            basis: MoneyDocument,
            vat: MoneyDocument,
            gross: MoneyDocument
        ) {
            self.month = month
            self.vatCode = vatCode
            self.basis = basis
            self.vat = vat
            self.gross = gross
        }
    }
}
