import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// Rules by API: read with their version, changed only by who has read the newest, tried before they hold.
extension Dashboard {
    /// Rules may be larger than other bodies: a company may have thousands of product rules.
    static let rulesLimitBytes = 1_048_576
    static let reasonLimit = 500
    private static let previewDefault = 50
    private static let previewLimit = 200

    private struct RulesDocument: Encodable {
        let version: Int
        let rules: JSONValue
        /// How many stopped events the change set free; only in the answer to a change.
        var retriedEvents: Int?
    }

    func getRules(_ api: APIRequest) async throws -> Response {
        let current = try await companies.rules(of: api.company.id)
        return answer(
            RulesDocument(
                version: current?.version ?? 0,
                rules: JSONValue(stored: current?.json ?? Data())
            )
        )
    }

    func putRules(_ api: APIRequest) async throws -> Response {
        guard let match = api.request.headers[.ifMatch] else { throw APIRefusal.versionMissing }
        let current = try await companies.rules(of: api.company.id)?.version ?? 0
        guard Self.version(match, current: current) == current else {
            throw APIRefusal.stale(current)
        }
        let members = try await api.members(
            upTo: Self.rulesLimitBytes,
            known: ["rules", "reason"]
        )
        let rules = try checkedRules(members["rules"])
        guard case .string(let text)? = members["reason"] else {
            throw APIRefusal.invalid(
                members["reason"] == nil ? "reason: missing." : "reason: of the wrong type."
            )
        }
        let reason = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...Self.reasonLimit).contains(reason.count) else {
            throw APIRefusal.invalid("reason: 1 to \(Self.reasonLimit) characters.")
        }
        do {
            let saved = try await companies.saveRules(
                Data(rules.description.utf8),
                of: api.company.id,
                expected: current,
                author: api.actor,
                reason: reason
            )
            var document = RulesDocument(
                version: saved.version,
                rules: JSONValue(stored: saved.json)
            )
            document.retriedEvents = await retryCured(api.company.id)
            return answer(document)
        } catch CompanyError.staleRules(let current) {
            throw APIRefusal.stale(current)
        }
    }

    func previewRules(_ api: APIRequest) async throws -> Response {
        let members = try await api.members(
            upTo: Self.rulesLimitBytes,
            known: ["rules", "count"]
        )
        let rules = try checkedRules(members["rules"])
        var count = Self.previewDefault
        if let given = members["count"], given != .null {
            guard case .number(let digits) = given, let number = Int(digits),
                (1...Self.previewLimit).contains(number)
            else { throw APIRefusal.invalid("count: a number from 1 to \(Self.previewLimit).") }
            count = number
        }
        let preview = try await work.preview(
            api.company.id,
            Data(rules.description.utf8),
            count
        )
        return .json(preview, in: api.company.language)
    }

    /// Sets free what a saved change cures; the change holds even when this fails.
    func retryCured(_ company: String) async -> Int {
        do {
            return try await work.settingsChanged(company)
        } catch {
            surroundings.logger.error(
                "events that a changed setting may cure could not be set free",
                metadata: ["company": "\(company)", "reason": "\(error)"]
            )
            return 0
        }
    }

    private func checkedRules(_ value: JSONValue?) throws -> JSONValue {
        guard let value else { throw APIRefusal.invalid("rules: missing.") }
        guard case .object = value else { throw APIRefusal.invalid("rules: of the wrong type.") }
        let errors = work.checkRules(Data(value.description.utf8))
        guard errors.isEmpty else { throw APIRefusal.invalid(errors, below: "rules") }
        return value
    }

    private func answer(_ document: RulesDocument) -> Response {
        var response = Response.json(document)
        response.headers[.eTag] = "\"\(document.version)\""
        return response
    }

    /// The version that an `If-Match` names; nil when it names none.
    private static func version(_ match: String, current: Int) -> Int? {
        let text = match.trimmingCharacters(in: .whitespaces)
        if text == "*" { return current }
        let bare = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
        return Int(bare.trimmingCharacters(in: CharacterSet(charactersIn: "\"")))
    }
}
