import Bookkeeping
import Foundation

/// What waits for a person, grouped by cause.
struct AttentionPage: Sendable {
    /// The events of a group that are shown at once; the rest is a link away.
    static let rowsPerCause = 5

    struct Group: Sendable {
        let code: String
        let title: String
        let count: String
        let remedy: String
        let mending: Mending?
        let rows: [EventRow]
        let replayHref: String?
        let moreHref: String?
        let moreLabel: String
    }

    let groups: [Group]
    let isEmpty: Bool
    let summary: String?
    let eventsHref: String

    /// The failed events of one cause: how many, and the newest of them.
    struct Cause: Sendable {
        let code: String
        let count: Int
        let newest: [EventDocument]
    }

    init(company: String, causes: [Cause], mayReplay: Bool, wording: Wording, now: Date) {
        let language = wording.language
        let text = PhraseBook(language: language)
        groups = causes.map { cause in
            let parts = EventFilter(state: "failed", cause: cause.code).parts
            // The newest event's own remedy knows the facts; the catalogue knows only the cause.
            let shared = cause.newest.first?.remedy.flatMap { $0.isEmpty ? nil : $0 }
            return Group(
                code: cause.code,
                title: CauseCatalogue.title(cause.code, language),
                count: wording.events(cause.count),
                remedy: shared ?? CauseCatalogue.remedy(cause.code, language),
                mending: Mending(of: cause.code, in: company, language),
                rows: cause.newest.prefix(Self.rowsPerCause).map { event in
                    // The cause stands above the list: here the event's own words say more.
                    var row = EventRow(event, wording: wording, now: now)
                    row.cause = event.message
                    return row
                },
                replayHref: mayReplay ? Path.newReplay(company, parts) : nil,
                moreHref: cause.count > Self.rowsPerCause ? Path.events(company, parts) : nil,
                moreLabel: "\(text.seeAll) \(wording.count(cause.count))"
            )
        }
        let total = causes.reduce(0) { $0 + $1.count }
        isEmpty = causes.isEmpty
        summary = causes.isEmpty ? nil : "\(wording.count(total)) \(text.attentionLede)"
        eventsHref = Path.events(company)
    }
}
