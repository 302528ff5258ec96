import Bookkeeping
package import Foundation

/// Whom a company has told of its alerts: the section `alerts` of its file.
package struct AlertSettings: Hashable, Sendable {
    /// Recipients at most.
    static let emailLimit = 20

    /// Whether the alert channel of its Slack is told.
    package var usesSlack = true
    package var emails: [String] = []
    /// Minutes after midnight, in the company's time zone, when yesterday is summed up; nil: never.
    package var summaryMinute: Int?

    /// Nothing is set: Slack where there is one.
    package init() {}

    /// Reads the stored section; what cannot be read counts as not set.
    package init(json: Data?) {
        guard case .object(let members)? = json.flatMap(JSONValue.init(json:)) else { return }
        if case .bool(let value)? = members["slack"] { usesSlack = value }
        if case .list(let items)? = members["email"] {
            emails = items.compactMap { item in
                guard case .string(let text) = item else { return nil }
                return try? Email.normalised(text)
            }
        }
        summaryMinute = Self.minute(members["dailySummary"])
    }

    /// What is wrong in the section, by paths that start below `alerts`.
    static func problems(in json: Data) -> [PathError] {
        guard case .object(let members)? = JSONValue(json: json) else { return [] }
        var problems: [PathError] = []
        for key in members.keys.sorted()
        where !["slack", "email", "dailySummary"].contains(key) {
            problems.append(
                PathError(path: key, message: .unknownKey(["slack", "email", "dailySummary"]))
            )
        }
        switch members["slack"] {
        case nil, .bool: break
        default: problems.append(PathError(path: "slack", message: .notYesOrNo))
        }
        switch members["email"] {
        case nil: break
        case .list(let items):
            if items.count > emailLimit {
                problems.append(PathError(path: "email", message: .tooManyEmails))
            }
            for (index, item) in items.enumerated() {
                if case .string(let text) = item, (try? Email.normalised(text)) != nil { continue }
                problems.append(PathError(path: "email[\(index)]", message: .notAnEmail))
            }
        default: problems.append(PathError(path: "email", message: .notAListOfEmails))
        }
        switch members["dailySummary"] {
        case nil, .bool: break
        case let value:
            if minute(value) == nil {
                problems.append(PathError(path: "dailySummary", message: .notATimeOfDay))
            }
        }
        return problems
    }

    /// `true` is seven in the morning; otherwise `"07:30"`.
    private static func minute(_ value: JSONValue?) -> Int? {
        switch value {
        case .bool(true): return 7 * 60
        case .string(let text):
            guard let match = text.wholeMatch(of: #/([01]\d|2[0-3]):([0-5]\d)/#),
                let hours = Int(match.1), let minutes = Int(match.2)
            else { return nil }
            return hours * 60 + minutes
        default: return nil
        }
    }
}

extension LocalizedText {
    fileprivate static let notYesOrNo = LocalizedText(
        nb: "Skal være true eller false.",
        en: "Must be true or false."
    )
    fileprivate static let tooManyEmails = LocalizedText(
        nb: "Høyst 20 mottakere. Bruk en fellesadresse.",
        en: "At most 20 recipients. Use a shared address."
    )
    fileprivate static let notAnEmail = LocalizedText(
        nb: "Er ingen e-postadresse.",
        en: "Is no e-mail address."
    )
    fileprivate static let notAListOfEmails = LocalizedText(
        nb: "Skal være en liste: [regnskap@firma.no].",
        en: "Must be a list: [books@company.example]."
    )
    fileprivate static let notATimeOfDay = LocalizedText(
        nb: "Skal være et klokkeslett som \"07:00\", eller true.",
        en: "Must be a time of day such as \"07:00\", or true."
    )
}
