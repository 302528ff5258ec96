import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let previewOrders = 50
    private static let versionsShown = 20

    func showMapping(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let current = try await companies.rules(of: entry.company.id)
        let notice = visit.query("after") == "saved" ? visit.text.rulesSaved : nil
        let freed = visit.query("freed").flatMap { Int($0) } ?? 0
        return try await mappingPage(
            visit,
            entry,
            rules: JSONValue(stored: current?.json ?? Data()),
            version: current?.version ?? 0,
            notice: notice.map { saved in
                guard freed > 0 else { return saved }
                return
                    "\(saved) \(visit.wording(entry.company).events(freed)) \(visit.text.areTriedAgain)"
            }
        )
    }

    /// Shows what the change would do; nothing is saved yet.
    func previewMapping(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        let form = try await Form(of: visit.request, upTo: Form.rulesLengthLimit)
        let current = try await companies.rules(of: entry.company.id)
        let old = JSONValue(stored: current?.json ?? Data())
        let version = form["version"].flatMap { Int($0) } ?? 0
        let new: JSONValue
        if let text = form["rules"] {
            guard let rules = try? JSONValue(parsing: text.utf8) else {
                throw PageRefusal.unreadable
            }
            new = rules
        } else {
            new = RulesForm(form: form).applied(to: old)
        }
        let errors = work.checkRules(Data(new.description.utf8))
        guard errors.isEmpty else {
            return try await mappingPage(
                visit,
                entry,
                rules: new,
                version: version,
                problems: errors.map { $0.text(in: visit.language) }
            )
        }
        guard version == current?.version ?? 0 else {
            return try await mappingPage(
                visit,
                entry,
                rules: old,
                version: current?.version ?? 0,
                problems: [visit.text.rulesStale]
            )
        }
        return try await previewPage(visit, entry, from: old, to: new, version: version)
    }

    func saveMapping(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        let form = try await Form(of: visit.request, upTo: Form.rulesLengthLimit)
        guard let text = form["rules"], let rules = try? JSONValue(parsing: text.utf8),
            let version = form["version"].flatMap({ Int($0) })
        else { throw PageRefusal.unreadable }
        let current = try await companies.rules(of: entry.company.id)
        let old = JSONValue(stored: current?.json ?? Data())
        let errors = work.checkRules(Data(rules.description.utf8))
        guard errors.isEmpty else { throw PageRefusal.unreadable }
        guard let reason = form.text("reason"), reason.count <= Self.reasonLimit else {
            return try await previewPage(
                visit,
                entry,
                from: old,
                to: rules,
                version: version,
                problem: visit.text.reasonMissing
            )
        }
        do {
            _ = try await companies.saveRules(
                Data(rules.description.utf8),
                of: entry.company.id,
                expected: version,
                author: entry.actor,
                reason: reason
            )
        } catch CompanyError.staleRules(let now) {
            return try await mappingPage(
                visit,
                entry,
                rules: old,
                version: now,
                problems: [visit.text.rulesStale]
            )
        }
        let freed = await retryCured(entry.company.id)
        return .redirect(to: Path.mapping(entry.company.id) + "?after=saved&freed=\(freed)")
    }

    private func mappingPage(
        _ visit: Visit,
        _ entry: Entry,
        rules: JSONValue,
        version: Int,
        notice: String? = nil,
        problems: [String] = []
    ) async throws -> Response {
        let company = entry.company
        let mayChange = entry.role.grants(.configure)
        var choices = LedgerChoices()
        var choicesProblem: String?
        do {
            choices = try await work.choices(company.id)
        } catch let refusal as WorkRefusal {
            choicesProblem = "\(refusal.message[visit.language]) \(visit.text.choicesMissing)"
        }
        let history = try await companies.rulesHistory(
            of: company.id,
            limit: Self.versionsShown + 1
        )
        var page = MappingPage(
            company: company.id,
            rules: rules,
            version: version,
            choices: choices,
            mayChange: mayChange,
            history: Self.versions(history, mayChange: mayChange, visit, company),
            language: visit.language
        )
        page.notice = notice
        page.problems = problems
        page.choicesProblem = choicesProblem
        return try await show(
            .mapping,
            page,
            visit.text.mapping,
            visit,
            entry,
            area: .setUp(.mapping),
            status: problems.isEmpty ? .ok : .unprocessableContent
        )
    }

    private func previewPage(
        _ visit: Visit,
        _ entry: Entry,
        from old: JSONValue,
        to new: JSONValue,
        version: Int,
        problem: String? = nil
    ) async throws -> Response {
        var preview: PreviewDocument?
        var missing: String?
        do {
            preview = try await work.preview(
                entry.company.id,
                Data(new.description.utf8),
                Self.previewOrders
            )
        } catch let refusal as WorkRefusal {
            missing = refusal.message[visit.language]
        }
        var page = MappingPreviewPage(
            company: entry.company.id,
            version: version,
            rules: new,
            changes: RulesDifference(from: old, to: new, visit.language),
            preview: preview,
            wording: visit.wording(entry.company)
        )
        page.problem = problem ?? missing
        return try await show(
            .mappingPreview,
            page,
            visit.text.previewChange,
            visit,
            entry,
            area: .setUp(.mapping),
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    private static func versions(
        _ history: [RulesVersion],
        mayChange: Bool,
        _ visit: Visit,
        _ company: CompanyProfile
    ) -> [MappingPage.Version] {
        let wording = visit.wording(company)
        return history.prefix(versionsShown).enumerated().map { index, version in
            let before = index + 1 < history.count ? history[index + 1].json : Data()
            let changes = RulesDifference(
                from: JSONValue(stored: before),
                to: JSONValue(stored: version.json),
                visit.language
            )
            return MappingPage.Version(
                number: version.version,
                author: ActorLabel.text(version.author, visit.text),
                reason: version.reason,
                createdAt: RFC3339.text(version.createdAt),
                created: wording.moment(version.createdAt, now: visit.now),
                changes: changes.lines,
                hasChanges: !changes.lines.isEmpty,
                rules: mayChange && index > 0
                    ? JSONValue(stored: version.json).oneLine : nil
            )
        }
    }
}

/// Who did something, as people read it.
enum ActorLabel {
    static func text(_ actor: String, _ text: PhraseBook) -> String {
        guard let colon = actor.firstIndex(of: ":") else {
            return actor == "command-line" ? text.commandLine : actor
        }
        let rest = actor[actor.index(after: colon)...]
        return switch actor[..<colon] {
        case "user": String(rest)
        case "token": "\(text.token) \(rest)"
        case "address": "\(text.networkAddress) \(rest)"
        default: actor
        }
    }
}
