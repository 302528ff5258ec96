import Bookkeeping

/// What differs between two versions of rules, one line for each value.
struct RulesDifference: Hashable, Sendable {
    struct Line: Hashable, Sendable {
        /// Such as `settings.vatDeviationMode`.
        let path: String
        let label: String
        let before: String
        let after: String
    }

    let lines: [Line]

    init(from old: JSONValue, to new: JSONValue, _ language: Language) {
        let before = Self.values(of: old)
        let after = Self.values(of: new)
        lines = Set(before.keys).union(after.keys).sorted().compactMap { path in
            guard before[path] != after[path] else { return nil }
            return Line(
                path: path,
                label: SettingCatalogue.label(path, language),
                before: before[path].map { SettingCatalogue.value($0, of: path, language) } ?? "–",
                after: after[path].map { SettingCatalogue.value($0, of: path, language) } ?? "–"
            )
        }
    }

    /// Every value by its path; rows of lists are one value each.
    private static func values(of rules: JSONValue) -> [String: String] {
        var values: [String: String] = [:]
        for member in rules.members {
            switch member.value {
            case .object(let inner):
                for part in inner { values["\(member.name).\(part.name)"] = text(part.value) }
            case .array(let items):
                for (index, item) in items.enumerated() {
                    values["\(member.name)[\(index + 1)]"] = text(item)
                }
            default: values[member.name] = text(member.value)
            }
        }
        return values
    }

    /// A value for people: `productClass: book, account: 3100`.
    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "–"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text), .string(let text): text
        case .array(let items): items.map(text).joined(separator: ", ")
        case .object(let members):
            members.sorted { $0.name < $1.name }.map { member in
                if case .object = member.value {
                    return "\(member.name) (\(text(member.value)))"
                }
                return "\(member.name): \(text(member.value))"
            }.joined(separator: ", ")
        }
    }
}
