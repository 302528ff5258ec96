import Bookkeeping
import Foundation

/// Where a backfill is begun, with those that were.
struct BackfillsPage: Sendable {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    struct Row: Sendable {
        let href: String
        let connection: String
        let range: String
        let kind: String
        let tone: String
        let state: String
        let booked: String
        let created: String
        let createdAt: String
    }

    /// nil for those who may only read.
    let action: String?
    let sources: [Choice]
    let hasSources: Bool
    var from = ""
    var to = ""
    let rows: [Row]
    let isEmpty: Bool
    var problem: String?

    init(
        company: String,
        sources: [CompanyProfile.Source],
        chosen: String?,
        backfills: [BackfillDocument],
        mayBegin: Bool,
        wording: Wording,
        now: Date
    ) {
        let text = PhraseBook(language: wording.language)
        action = mayBegin ? Path.backfills(company) : nil
        self.sources = sources.map {
            Choice(
                value: $0.id,
                label: "\($0.id) (\(ConnectionLabel.service($0.service)))",
                isSelected: $0.id == chosen
            )
        }
        hasSources = !sources.isEmpty
        rows = backfills.map { backfill in
            let (tone, label) = BackfillLabel.state(backfill.state, text)
            return Row(
                href: Path.backfill(company, backfill.id),
                connection: backfill.connection,
                range: BackfillLabel.range(backfill, text),
                kind: backfill.dryRun ? text.dryRun : text.booking,
                tone: tone,
                state: label,
                booked: wording.count(backfill.tally.booked),
                created: wording.moment(backfill.createdAt, now: now),
                createdAt: RFC3339.text(backfill.createdAt)
            )
        }
        isEmpty = backfills.isEmpty
    }
}

/// How far a backfill has come, and what came of it.
struct BackfillPage: Sendable {
    struct Cause: Sendable {
        let title: String
        let count: String
        let href: String
    }

    struct Row: Sendable {
        let month: String
        let vatCode: String
        let basis: String
        let vat: String
        let gross: String
    }

    let heading: String
    let lede: String
    let tone: String
    let state: String
    let summary: String
    let done: Int
    let total: Int?
    let message: String?
    let booked: String
    let bookedLabel: String
    let known: String
    let retried: String
    let skipped: [Cause]
    let failed: [Cause]
    let hasSkipped: Bool
    let hasFailed: Bool
    let rows: [Row]
    let hasRows: Bool
    let stopAction: String?
    let back: String
    let attentionHref: String

    init(_ backfill: BackfillDocument, mayStop: Bool, wording: Wording) {
        let text = PhraseBook(language: wording.language)
        let (tone, label) = BackfillLabel.state(backfill.state, text)
        heading = "\(text.backfill) \(backfill.id)"
        lede =
            "\(backfill.connection) · \(BackfillLabel.range(backfill, text)) · "
            + (backfill.dryRun ? text.dryRun : text.booking)
        self.tone = tone
        state = label
        done = backfill.done
        total = backfill.total
        let of = backfill.total.map { " / \(wording.count($0))" } ?? ""
        summary = "\(wording.count(backfill.done))\(of) \(text.lookedAt)"
        message = backfill.message
        booked = wording.count(backfill.tally.booked)
        bookedLabel = backfill.dryRun ? text.wouldBeBooked : text.booked
        known = wording.count(backfill.tally.known)
        retried = wording.count(backfill.tally.retried)
        func causes(_ counts: [String: Int], _ state: String) -> [Cause] {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, count in
                Cause(
                    title: CauseCatalogue.title(code, wording.language),
                    count: wording.count(count),
                    href: Path.events(
                        backfill.company,
                        EventFilter(state: state, cause: code).parts
                    )
                )
            }
        }
        skipped = causes(backfill.tally.skipped, "skipped")
        failed = causes(backfill.tally.failed, "failed")
        hasSkipped = !skipped.isEmpty
        hasFailed = !failed.isEmpty
        rows = backfill.tally.rows.map {
            Row(
                month: $0.month,
                vatCode: $0.vatCode,
                basis: wording.money($0.basis),
                vat: wording.money($0.vat),
                gross: wording.money($0.gross)
            )
        }
        hasRows = !rows.isEmpty
        stopAction =
            mayStop && backfill.state == .running
            ? Path.backfillStop(backfill.company, backfill.id) : nil
        back = Path.backfills(backfill.company)
        attentionHref = Path.attention(backfill.company)
    }
}

/// The words for backfills.
enum BackfillLabel {
    static func state(
        _ state: BackfillDocument.State,
        _ text: PhraseBook
    ) -> (tone: String, label: String) {
        switch state {
        case .running: ("running", text.backfillRunning)
        case .stopped: ("skipped", text.backfillStopped)
        case .done: ("done", text.backfillDone)
        case .failed: ("failed", text.backfillFailed)
        }
    }

    static func range(_ backfill: BackfillDocument, _ text: PhraseBook) -> String {
        "\(backfill.from) – \(backfill.to ?? text.toToday)"
    }
}
