import Bookkeeping
import Foundation

@testable import Dashboard

/// Pages filled with an empty, a typical and a hostile company's facts.
enum SamplePages {
    static let now = Date(timeIntervalSince1970: 1_795_521_900)  // 2026-11-24 12:05 UTC
    static let hostile =
        "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> \u{202e}gnp.exe \"\u{301} '\u{301} <\u{301}b> "
        + String(repeating: "å", count: 300)

    struct Rendered {
        let name: String
        let html: String
    }

    static func wording(_ language: Language) -> Wording {
        Wording(language: language, timeZone: TimeZone(identifier: "Europe/Oslo") ?? .gmt)
    }

    static func frame(
        _ title: String,
        _ language: Language,
        text: String = "Nordlys Lyd AS",
        area: Frame.Area? = nil
    ) -> Frame {
        Frame(
            title: title,
            language: language,
            reader: Frame.Reader(
                email: text == "Nordlys Lyd AS" ? "kari@nordlys.example" : text,
                companies: [
                    Frame.Company(id: "nordlys", name: text),
                    Frame.Company(id: "fjell", name: "Fjell Foto AS"),
                ]
            ),
            company: Frame.Company(id: "nordlys", name: text),
            area: area,
            refreshSeconds: 10
        )
    }

    static func all(_ language: Language) throws -> [Rendered] {
        try empty(language) + typical(language) + hostile(language)
            + setUp(language, Kind.allCases)
    }

    static func typical(_ language: Language) throws -> [Rendered] {
        let templates = try Templates()
        let wording = wording(language)
        let text = PhraseBook(language: language)
        func page(
            _ name: String,
            _ page: Templates.Page,
            _ model: some Sendable,
            _ frame: Frame
        )
            -> Rendered
        {
            Rendered(
                name: name,
                html: templates.render(page, model, in: frame, language: language)
            )
        }
        let events = [
            SampleEvents.failed(), SampleEvents.done(), SampleEvents.skipped(),
            SampleEvents.pending(),
        ]
        let rows = events.map { EventRow($0, wording: wording, now: now) }
        var list = EventsPage(
            company: "nordlys",
            filter: EventFilter(state: "failed"),
            connections: ["shop", "woo"],
            rows: rows + rows,
            language: language
        )
        list.olderHref = Path.events("nordlys", [("after", "cursor")])
        list.replayHref = Path.newReplay("nordlys", [("state", "failed")])
        let causes = [
            AttentionPage.Cause(
                code: "MISSING_ACCOUNT_MAPPING",
                count: 7,
                newest: [SampleEvents.failed(), SampleEvents.failed()]
            ),
            AttentionPage.Cause(
                code: "REMOTE_UNAVAILABLE",
                count: 1,
                newest: [SampleEvents.failed(cause: "REMOTE_UNAVAILABLE")]
            ),
        ]
        return [
            page(
                "sign-in",
                .signIn,
                SignInPage(
                    email: "kari@nordlys.example",
                    problem: text.wrongPassword,
                    returnTo: "/"
                ),
                Frame(title: text.signIn, language: language, reader: nil)
            ),
            page(
                "invitation",
                .invitation,
                InvitationPage(email: "kari@nordlys.example", action: Path.invitation("abc")),
                Frame(title: text.choosePassword, language: language, reader: nil)
            ),
            page(
                "overview-all",
                .overview,
                OverviewPage(
                    [
                        SampleFigures.busy(),
                        SampleFigures.busy(id: "fjell", name: "Fjell Foto AS", failed: 0),
                    ],
                    isAcross: true,
                    wording: { _ in wording },
                    now: now
                ),
                frame(text.overview, language)
            ),
            page(
                "overview",
                .overview,
                OverviewPage(
                    [SampleFigures.busy()],
                    isAcross: false,
                    wording: { _ in wording },
                    now: now
                ),
                frame(text.overview, language, area: .overview)
            ),
            page(
                "attention",
                .attention,
                AttentionPage(
                    company: "nordlys",
                    causes: causes,
                    mayReplay: true,
                    wording: wording,
                    now: now
                ),
                frame(text.needsAttention, language, area: .attention)
            ),
            page("events", .events, list, frame(text.events, language, area: .events)),
        ] + (try typicalEvents(language))
    }

    private static func typicalEvents(_ language: Language) throws -> [Rendered] {
        let templates = try Templates()
        let wording = wording(language)
        let text = PhraseBook(language: language)
        func page(_ name: String, _ page: Templates.Page, _ model: some Sendable) -> Rendered {
            Rendered(
                name: name,
                html: templates.render(
                    page,
                    model,
                    in: frame(text.events, language, area: .events),
                    language: language
                )
            )
        }
        let events = [
            ("failed", SampleEvents.failed()), ("done", SampleEvents.done()),
            ("pending", SampleEvents.pending()),
        ]
        return events.map { name, event in
            page(
                "event-" + name,
                .event,
                EventPage(
                    event,
                    payload: Array(SampleEvents.payload.utf8),
                    mayReplay: true,
                    wording: wording,
                    now: now
                )
            )
        } + [
            page(
                "replay-preview",
                .replayPreview,
                ReplayPreviewPage(
                    company: "nordlys",
                    filter: EventFilter(state: "failed", cause: "REMOTE_UNAVAILABLE"),
                    matched: 12_345,
                    wording: wording
                )
            ),
            page(
                "replay",
                .replay,
                ReplayPage(
                    company: "nordlys",
                    state: "running",
                    matched: 40,
                    done: 12,
                    wording: wording
                )
            ),
            page("not-found", .problem, ProblemPage(status: 404, language: language)),
            page("failure", .problem, ProblemPage(status: 500, language: language)),
        ]
    }

    static func empty(_ language: Language) throws -> [Rendered] {
        let templates = try Templates()
        let wording = wording(language)
        func page(_ name: String, _ page: Templates.Page, _ model: some Sendable) -> Rendered {
            Rendered(
                name: "empty-" + name,
                html: templates.render(
                    page,
                    model,
                    in: frame(name, language),
                    language: language
                )
            )
        }
        var events = EventsPage(
            company: "nordlys",
            filter: EventFilter(),
            connections: [],
            rows: [],
            language: language
        )
        events.webhooks = [
            EventsPage.Webhook(
                connection: "shop",
                address: "https://bokbro.example/webhooks/nordlys/shop"
            )
        ]
        return [
            page("sign-in", .signIn, SignInPage(returnTo: "/")),
            page("invitation", .invitation, InvitationPage(email: nil, action: "/invitations/x")),
            page(
                "no-companies",
                .overview,
                OverviewPage([], isAcross: true, wording: { _ in wording }, now: now)
            ),
            page(
                "overview",
                .overview,
                OverviewPage(
                    [OverviewPage.Figures(id: "nordlys", name: "Nordlys Lyd AS")],
                    isAcross: false,
                    wording: { _ in wording },
                    now: now
                )
            ),
            page(
                "attention",
                .attention,
                AttentionPage(
                    company: "nordlys",
                    causes: [],
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
                    SampleEvents.bare(),
                    payload: nil,
                    mayReplay: false,
                    wording: wording,
                    now: now
                )
            ),
            page(
                "replay-preview",
                .replayPreview,
                ReplayPreviewPage(
                    company: "nordlys",
                    filter: EventFilter(),
                    matched: 0,
                    wording: wording
                )
            ),
            page(
                "replay",
                .replay,
                ReplayPage(company: "nordlys", state: "done", matched: 0, done: 0, wording: wording)
            ),
        ]
    }
}
