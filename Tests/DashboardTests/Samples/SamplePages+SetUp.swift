import Bookkeeping
import Companies
import Foundation

@testable import Dashboard

/// The pages of set-up, oversight and reconciliation.
extension SamplePages {
    enum Kind: String, CaseIterable {
        case empty
        case typical
        case hostile

        /// A text from outside.
        var text: String { self == .hostile ? SamplePages.hostile : "Nordlys Lyd AS" }
        var isEmpty: Bool { self == .empty }
    }

    static func setUp(_ language: Language, _ kinds: [Kind]) throws -> [Rendered] {
        let templates = try Templates()
        return try kinds.flatMap { kind in
            try models(kind, language).map { name, page, model in
                let area: Frame.Area = name == "alerts" ? .alerts : .setUp(.mapping)
                return Rendered(
                    name: kind == .typical ? name : "\(kind.rawValue)-\(name)",
                    html: templates.render(
                        page,
                        model,
                        in: frame(name, language, text: kind.text, area: area),
                        language: language
                    )
                )
            }
        }
    }

    typealias Model = (String, Templates.Page, any Sendable)

    private static func models(_ kind: Kind, _ language: Language) throws -> [Model] {
        try rulesPages(kind, language) + connectionPages(kind, language)
            + subjectPages(kind, language) + oversightPages(kind, language)
            + peoplePages(kind, language) + reconciliationPages(kind, language)
    }

    private static func rules(_ kind: Kind) throws -> JSONValue {
        let text = JSONValue.string(kind.text).description
        let json = """
            {"fromDate": "2026-01-01", "settings": {"vatDeviationMode": "warn", "requirePaid": false},
             "payments": {\(text): {"method": "vipps"}, "faktura": {"account": 1930},
                          "kort": {"tripletexPaymentType": \(text)}},
             "products": [{"match": {"sku": \(text)}, "productClass": "book", "account": 3100}],
             "vat": [{"when": {"productClass": ["food", "book"], "customerType": "B2B",
                               "forResale": true}, "then": {"vatCode": "5"}, "note": \(text)}],
             "accounts": {"bank": 1921}, "salesAccounts": {"3": 3010},
             "projects": {"channelPrefix": \(text)}}
            """
        return kind.isEmpty ? .object([]) : try JSONValue(parsing: json.utf8)
    }

    private static func rulesPages(_ kind: Kind, _ language: Language) throws -> [Model] {
        let rules = try rules(kind)
        let difference = RulesDifference(from: .object([]), to: rules, language)
        let version = MappingPage.Version(
            number: 2,
            author: kind.text,
            reason: kind.text,
            createdAt: RFC3339.text(now),
            created: "I dag",
            changes: difference.lines,
            hasChanges: !difference.lines.isEmpty,
            rules: rules.oneLine
        )
        var page = MappingPage(
            company: kind.isEmpty ? "nordlys" : kind.text,
            rules: rules,
            version: 2,
            choices: kind.isEmpty ? LedgerChoices() : SampleWork.choices,
            mayChange: !kind.isEmpty,
            history: kind.isEmpty ? [] : [version],
            language: language
        )
        if !kind.isEmpty {
            page.notice = kind.text
            page.problems = [kind.text]
            page.choicesProblem = kind.text
        }
        var preview = MappingPreviewPage(
            company: "nordlys",
            version: 2,
            rules: rules,
            changes: difference,
            preview: kind.isEmpty
                ? nil
                : PreviewDocument(examined: 50, differences: [SampleWork.difference(kind.text)]),
            wording: wording(language)
        )
        if kind == .hostile { preview.problem = kind.text }
        return [("mapping", .mapping, page), ("mapping-preview", .mappingPreview, preview)]
    }

    private static func document(_ kind: Kind) -> ConnectionDocument {
        var document = ConnectionDocument(
            Connection(
                id: kind.text,
                service: .shopify,
                baseURL: "https://shop.example"
            ),
            liveSecrets: ["accessToken": 1],
            webhookURL: "https://bokbro.example/webhooks/nordlys/" + kind.text,
            status: DashboardStatus.Connection(
                company: "nordlys",
                id: kind.text,
                service: "shopify",
                state: .failing,
                lastSuccess: kind.isEmpty ? nil : now
            )
        )
        if kind == .hostile { document.baseURL = kind.text }
        return document
    }

    private static func connectionPages(_ kind: Kind, _ language: Language) throws -> [Model] {
        let event = kind == .hostile ? SampleEvents.hostile(hostile) : SampleEvents.failed()
        var page = ConnectionPage(
            company: "nordlys",
            connection: document(kind),
            events: kind.isEmpty ? [] : [event],
            role: kind.isEmpty ? .viewer : .owner,
            wording: wording(language),
            now: now
        )
        var form = ConnectionFormPage(
            company: "nordlys",
            service: kind.isEmpty ? .standardWebhooks : .slack,
            existing: nil,
            id: kind.text,
            baseURL: kind.text,
            alertChannel: kind.text,
            language: language
        )
        if !kind.isEmpty {
            page.notice = kind.text
            page.problem = kind.text
            page.examination = ConnectionPage.examination(
                [SampleWork.finding(kind.text), SampleWork.finding(kind.text, blocking: false)],
                language
            )
            form.problems = [kind.text]
        }
        let list = ConnectionsPage(
            company: "nordlys",
            connections: kind.isEmpty ? [] : [document(kind)],
            mayAdd: !kind.isEmpty,
            wording: wording(language),
            now: now
        )
        return [
            ("connections", .connections, list), ("connection", .connection, page),
            ("connection-form", .connectionForm, form),
        ]
    }

    private static func subjectPages(_ kind: Kind, _ language: Language) throws -> [Model] {
        let event = kind == .hostile ? SampleEvents.hostile(hostile) : SampleEvents.done()
        let story = SubjectDocument(
            company: "nordlys",
            connection: kind.text,
            subject: "order/450789469",
            facts: kind.isEmpty ? SubjectFacts() : SampleWork.facts(kind.text),
            events: kind.isEmpty ? [] : [event, event]
        )
        guard let story else { return [] }
        let page = SubjectPage(
            story,
            mayReplay: !kind.isEmpty,
            wording: wording(language),
            now: now
        )
        var match = SampleWork.match
        match.number = kind.text
        match.voucher = kind.text
        var search = SearchPage(
            company: "nordlys",
            text: kind.text,
            matches: kind.isEmpty ? [] : [match],
            wording: wording(language)
        )
        if kind == .hostile { search.problem = kind.text }
        return [("subject", .subject, page), ("search", .search, search)]
    }

    private static func oversightPages(_ kind: Kind, _ language: Language) throws -> [Model] {
        let wording = wording(language)
        let backfill = SampleWork.backfill(
            connection: kind.text,
            state: kind.isEmpty ? .done : .running,
            message: kind == .hostile ? kind.text : nil,
            text: kind == .hostile ? kind.text : "TOTAL_MISMATCH"
        )
        var list = BackfillsPage(
            company: "nordlys",
            sources: [],
            chosen: nil,
            backfills: kind.isEmpty ? [] : [backfill],
            mayBegin: true,
            wording: wording,
            now: now
        )
        list.problem = kind == .hostile ? kind.text : nil
        let entry = SampleRecords.entry(
            actor: "user:" + kind.text,
            action: kind == .hostile ? kind.text : "rules.saved",
            subject: kind.text,
            detail: JSONValue.object([.init("reason", .string(kind.text))]).oneLine
        )
        var audit = AuditPage(
            company: "nordlys",
            filter: AuditPage.Filter(text: kind.isEmpty ? "" : kind.text),
            entries: kind.isEmpty ? [] : [entry],
            wording: wording
        )
        audit.verdict = kind.isEmpty ? nil : kind.text
        let alert = SampleRecords.alert(
            connection: kind.text,
            code: kind == .hostile ? kind.text : "VAT_DEVIATION",
            subject: kind == .hostile ? "order/" + kind.text : "order/1001"
        )
        let alerts = AlertsPage(
            company: "nordlys",
            open: kind.isEmpty ? [] : [alert],
            closed: kind.isEmpty ? [] : [alert],
            mayAcknowledge: true,
            wording: wording,
            now: now
        )
        var doctor = DoctorPage(company: "nordlys", mayConfigure: true, lastMonth: nil)
        if !kind.isEmpty {
            let finding = Finding(
                code: "ACCOUNT_2901",
                blocking: kind == .typical,
                message: LocalizedText(nb: kind.text, en: kind.text),
                remedy: LocalizedText(nb: kind.text, en: kind.text)
            )
            doctor.show(
                CompanyDiagnosis(
                    findings: [.init(place: kind.text, finding: finding)],
                    missingAccounts: [2_901]
                ),
                language
            )
        }
        return [
            ("doctor", .doctor, doctor),
            ("backfills", .backfills, list),
            ("backfill", .backfill, BackfillPage(backfill, mayStop: true, wording: wording)),
            ("audit", .audit, audit), ("alerts", .alerts, alerts),
        ]
    }
}
