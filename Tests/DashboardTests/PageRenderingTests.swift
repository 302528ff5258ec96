import Bookkeeping
import Foundation
import Testing

@testable import Dashboard

@Suite struct PageRenderingTests {
    @Test(arguments: Language.allCases)
    func `every page stands in its frame and is well formed`(language: Language) throws {
        for page in try SamplePages.all(language) {
            #expect(page.html.hasPrefix("<!doctype html>"), "\(page.name)")
            #expect(page.html.contains("<html lang=\"\(language.rawValue)\">"), "\(page.name)")
            #expect(MarkupCheck(page.html).problems == [], "\(page.name)")
        }
    }

    @Test(arguments: Language.allCases)
    func `no tag, quote or turning mark of the data survives`(language: Language) throws {
        for page in try SamplePages.hostile(language)
            + SamplePages.setUp(language, [.hostile])
        {
            #expect(!page.html.contains("<script>"), "\(page.name)")
            #expect(!page.html.contains("<img"), "\(page.name)")
            #expect(!page.html.contains("javascript:"), "\(page.name)")
            #expect(!page.html.unicodeScalars.contains("\u{202e}"), "\(page.name)")
            #expect(page.html.contains("&lt;script&gt;"), "\(page.name)")
            #expect(
                MarkupCheck(page.html).attributes.isDisjoint(with: ["onerror", "src"])
                    || page.html.contains("refresh.js"),
                "\(page.name)"
            )
        }
    }

    @Test(arguments: Language.allCases)
    func `every page has one main heading, and every field its label`(language: Language) throws {
        for page in try SamplePages.all(language) {
            #expect(page.html.matches(of: /<h1[ >]/).count == 1, "\(page.name)")
            for field in page.html.matches(of: /<(?:input|select) id="([^"]+)"/) {
                #expect(page.html.contains("<label for=\"\(field.1)\""), "\(page.name): \(field.1)")
            }
            for field in page.html.matches(of: /<input (?!type="hidden"|id=)[^>]*>/) {
                Issue.record("\(page.name): a field without an id: \(field.0)")
            }
        }
    }

    @Test func `escaping sees a quote that carries a combining mark`() {
        let escaped = MarkupEscaping().escapeText("\"\u{301} <\u{301} '\u{301} &\u{301} >\u{301}")

        #expect(!escaped.unicodeScalars.contains("\""))
        #expect(!escaped.unicodeScalars.contains("<"))
        #expect(!escaped.unicodeScalars.contains("'"))
    }

    @Test func `every phrase a template names is in the phrase book`() throws {
        for source in Templates.sources {
            let text = String(decoding: source.bytes, as: UTF8.self)
            for match in text.matches(of: /\{\{[#^]?text\.([A-Za-z]+)\}\}/) {
                #expect(PhraseBook.names.contains(String(match.1)), "\(source.name): \(match.1)")
            }
        }
    }

    @Test func `every phrase has one name and one place`() {
        #expect(PhraseBook.names.count == PhraseBook.all.count)
    }

    @Test func `every phrase has both languages`() {
        for name in PhraseBook.names {
            #expect(PhraseBook(language: .nb).child(named: name) as? String != "")
            #expect(PhraseBook(language: .en).child(named: name) as? String != "")
        }
    }

    @Test func `no template shows anything unescaped`() {
        for source in Templates.sources {
            let text = String(decoding: source.bytes, as: UTF8.self)
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(source.name)")
            #expect(!text.contains("style="), "\(source.name): the security policy forbids it")
        }
    }

    @Test func `empty pages say what to do next`() throws {
        let pages = try SamplePages.empty(.nb) + SamplePages.setUp(.nb, [.empty])

        for name in [
            "empty-no-companies", "empty-attention", "empty-events", "empty-connections",
            "empty-backfills", "empty-alerts", "empty-audit", "empty-reconciliation",
            "empty-search",
        ] {
            let page = try #require(pages.first { $0.name == name })
            #expect(page.html.contains("data-test=\"empty\""), "\(name)")
        }
        let events = try #require(pages.first { $0.name == "empty-events" })
        #expect(events.html.contains("https://bokbro.example/webhooks/nordlys/shop"))
    }

    @Test func `every cause of the contract has a title and a remedy`() {
        for code in AlertCode.allCases.map(\.rawValue) + Self.deliveryCauses {
            #expect(CauseCatalogue.title(code, .nb) != code, "\(code)")
            #expect(CauseCatalogue.title(code, .en) != code, "\(code)")
            #expect(CauseCatalogue.codes.contains(code))
        }
    }

    private static let deliveryCauses = [
        "REMOTE_REJECTED", "REMOTE_UNAVAILABLE", "RATE_LIMITED", "UNKNOWN_OUTCOME",
        "CREDENTIALS_REJECTED", "MISSING_RIGHT", "COMPANY_NOT_READY", "CUSTOMER_NOT_ON_EHF",
        "NO_EMPLOYEE_MATCH", "RETRIES_EXHAUSTED", "EVENTS_MISSED", "WEBHOOK_SILENT",
        "QUEUE_DELAYED", "DISK_LOW", "RECONCILIATION_DIFFERENCE",
    ]

    /// Writes the pages to a folder to look at them: `DASHBOARD_PAGES=/tmp/pages swift test …`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DASHBOARD_PAGES"] != nil))
    func `pages to look at`() throws {
        let folder = ProcessInfo.processInfo.environment["DASHBOARD_PAGES"] ?? ""
        for language in Language.allCases {
            let place = URL(filePath: folder).appending(path: language.rawValue)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for page in try SamplePages.all(language) {
                let html = page.html.replacing(
                    /(href|src)="\/(assets\/)?([a-z.]+\.(css|js|svg))[^"]*"/
                ) {
                    "\($0.1)=\"\($0.3)\""
                }
                try Data(html.utf8).write(to: place.appending(path: page.name + ".html"))
            }
            for asset in [Assets.stylesheet, Assets.script, Assets.icon] {
                let name = URL(filePath: asset.path).lastPathComponent
                try Data(asset.bytes).write(to: place.appending(path: name))
            }
        }
    }
}
