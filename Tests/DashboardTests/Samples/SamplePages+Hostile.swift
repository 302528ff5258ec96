import Bookkeeping
import Foundation

@testable import Dashboard

extension SamplePages {
    /// Every page with every text from outside replaced by the hostile one.
    static func hostile(_ language: Language) throws -> [Rendered] {
        let templates = try Templates()
        let wording = wording(language)
        func page(_ name: String, _ page: Templates.Page, _ model: some Sendable) -> Rendered {
            Rendered(
                name: "hostile-" + name,
                html: templates.render(
                    page,
                    model,
                    in: frame(hostile, language, text: hostile),
                    language: language
                )
            )
        }
        let event = SampleEvents.hostile(hostile)
        let filter = EventFilter { _ in hostile }
        var events = EventsPage(
            company: hostile,
            filter: filter,
            connections: [hostile],
            rows: [EventRow(event, wording: wording, now: now)],
            language: language
        )
        events.problem = hostile
        events.olderHref = Path.events(hostile, filter.parts)
        return [
            page(
                "sign-in",
                .signIn,
                SignInPage(email: hostile, problem: hostile, notice: hostile, returnTo: hostile)
            ),
            page(
                "invitation",
                .invitation,
                InvitationPage(email: hostile, action: Path.invitation(hostile), problem: hostile)
            ),
            page(
                "overview",
                .overview,
                OverviewPage(
                    [SampleFigures.busy(id: hostile, name: hostile)],
                    isAcross: true,
                    wording: { _ in wording },
                    now: now
                )
            ),
            page(
                "attention",
                .attention,
                AttentionPage(
                    company: hostile,
                    causes: [AttentionPage.Cause(code: hostile, count: 9, newest: [event])],
                    mayReplay: true,
                    wording: wording,
                    now: now
                )
            ),
            page("events", .events, events),
            page(
                "event",
                .event,
                EventPage(
                    event,
                    payload: Array(
                        #"{"<script>": "<script>alert(1)</script>", "a'\"": "\u202e"}"#.utf8
                    ),
                    mayReplay: true,
                    wording: wording,
                    now: now,
                    notice: hostile
                )
            ),
            page(
                "replay-preview",
                .replayPreview,
                ReplayPreviewPage(company: hostile, filter: filter, matched: 1, wording: wording)
            ),
            page(
                "replay",
                .replay,
                ReplayPage(company: hostile, state: hostile, matched: 2, done: 1, wording: wording)
            ),
        ]
    }
}
