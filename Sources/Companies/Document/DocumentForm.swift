import Bookkeeping
import Foundation

/// Turns a file's tree into values and notes everything that is wrong on the way.
struct DocumentForm {
    static let maximumConnections = 100

    var errors: [PathError]

    mutating func note(_ path: String, _ line: Int?, _ message: LocalizedText) {
        errors.append(PathError(path: path, line: line, message: message))
    }

    @discardableResult
    mutating func checkKeys(
        of tree: DocumentTree,
        path: String,
        known: Set<String>
    ) -> Bool {
        guard case .object(let members) = tree.value else {
            note(path, tree.line, .notAMapping)
            return false
        }
        for member in members where !known.contains(member.key) {
            let place = path.isEmpty ? member.key : "\(path).\(member.key)"
            note(place, member.tree.line, .unknownKey(Array(known)))
        }
        return true
    }

    /// A required text; numbers count as the text they were written as.
    mutating func text(_ tree: DocumentTree?, path: String, line: Int) -> String? {
        guard let tree, !tree.isNull else {
            note(path, tree?.line ?? line, .missing)
            return nil
        }
        switch tree.value {
        case .string(let text): return text
        case .number(let digits): return digits
        default:
            note(path, tree.line, .notText)
            return nil
        }
    }

    mutating func checked<Value>(
        _ tree: DocumentTree?,
        path: String,
        line: Int,
        otherwise message: LocalizedText,
        _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = text(tree, path: path, line: line) else { return nil }
        if let value = parse(text) { return value }
        note(path, tree?.line ?? line, message)
        return nil
    }

    mutating func object(
        _ tree: DocumentTree,
        path: String,
        validate: (Data) -> [PathError] = { _ in [] }
    ) -> Data {
        guard !tree.isNull else { return Data("{}".utf8) }
        guard case .object = tree.value else {
            note(path, tree.line, .notAMapping)
            return Data("{}".utf8)
        }
        let json = tree.json.canonicalJSON
        for error in validate(json) {
            let inner = error.path
            let place =
                inner.isEmpty ? path : inner.hasPrefix("[") ? path + inner : "\(path).\(inner)"
            let line = tree.line(at: inner)
            note(place, line, error.message)
        }
        return json
    }

    mutating func company(_ tree: DocumentTree?, line: Int) -> Company? {
        guard let tree else {
            note("company", line, .missing)
            return nil
        }
        let known: Set = [
            "id", "name", "organizationNumber", "baseCurrency", "language", "timeZone",
        ]
        guard checkKeys(of: tree, path: "company", known: known) else { return nil }
        let id = checked(tree["id"], path: "company.id", line: tree.line, otherwise: .badID) {
            Company.isID($0) ? $0 : nil
        }
        let name = checked(
            tree["name"],
            path: "company.name",
            line: tree.line,
            otherwise: .badName
        ) { text in
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            return (1...200).contains(trimmed.count) ? trimmed : nil
        }
        let number = checked(
            tree["organizationNumber"],
            path: "company.organizationNumber",
            line: tree.line,
            otherwise: .badOrganizationNumber
        ) { text in
            let digits = text.filter { $0 != " " }
            return Company.isOrganizationNumber(digits) ? digits : nil
        }
        let currency = optional(
            tree["baseCurrency"],
            path: "company.baseCurrency",
            default: .nok,
            otherwise: .badCurrency
        ) { Currency(code: $0) }
        let language = optional(
            tree["language"],
            path: "company.language",
            default: .nb,
            otherwise: .badLanguage
        ) { Language(rawValue: $0) }
        let zone = optional(
            tree["timeZone"],
            path: "company.timeZone",
            default: "Europe/Oslo",
            otherwise: .badTimeZone
        ) { Company.isTimeZone($0) ? $0 : nil }
        guard let id, let name, let number, let currency, let language, let zone else { return nil }
        return Company(
            id: id,
            name: name,
            organizationNumber: number,
            baseCurrency: currency,
            language: language,
            timeZone: zone
        )
    }

    private mutating func optional<Value>(
        _ tree: DocumentTree?,
        path: String,
        default value: Value,
        otherwise message: LocalizedText,
        _ parse: (String) -> Value?
    ) -> Value? {
        guard let tree else { return value }
        return checked(tree, path: path, line: tree.line, otherwise: message, parse)
    }
}

extension DocumentTree {
    /// The line of a path such as `products[2].account`, or of the nearest part that exists.
    func line(at path: String) -> Int {
        let steps = path.split { ".[]".contains($0) }
        var place = self
        for step in steps {
            if case .list(let items) = place.value, let index = Int(step),
                items.indices.contains(index)
            {
                place = items[index]
            } else if let inner = place[String(step)] {
                place = inner
            } else {
                break
            }
        }
        return place.line
    }
}
