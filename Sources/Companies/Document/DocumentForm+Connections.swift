import Bookkeeping
import Foundation

extension DocumentForm {
    private static let maximumSecretLength = 4_096

    mutating func connections(_ tree: DocumentTree) -> [Connection] {
        guard !tree.isNull else { return [] }
        guard case .list(let items) = tree.value else {
            note("connections", tree.line, .notAList)
            return []
        }
        guard items.count <= Self.maximumConnections else {
            note("connections", tree.line, .tooManyConnections)
            return []
        }
        var connections: [Connection] = []
        var ids: Set<String> = []
        for (index, item) in items.enumerated() {
            let path = "connections[\(index)]"
            if let connection = connection(item, path: path) { connections.append(connection) }
            if case .string(let id) = item["id"]?.value, !ids.insert(id).inserted {
                note("\(path).id", item["id"]?.line, .duplicateID)
            }
        }
        return connections
    }

    private mutating func connection(_ tree: DocumentTree, path: String) -> Connection? {
        guard case .object = tree.value else {
            note(path, tree.line, .notAMapping)
            return nil
        }
        let id = checked(tree["id"], path: "\(path).id", line: tree.line, otherwise: .badID) {
            Company.isID($0) ? $0 : nil
        }
        let service = checked(
            tree["service"],
            path: "\(path).service",
            line: tree.line,
            otherwise: .badService
        ) { Service(rawValue: $0) }
        guard let service else { return nil }
        let schema = service.schema
        let known = ConnectionSchema.commonKeys.union(schema.options.keys)
            .union(schema.secrets.map(\.name))
        checkKeys(of: tree, path: path, known: known)
        let address = baseURL(tree, path: path, schema: schema)
        let isEnabled = boolean(tree["enabled"], path: "\(path).enabled", default: true)
        let settings = tree["settings"].map { checkedSettings($0, path: "\(path).settings") }
        let options = options(tree, path: path, schema: schema)
        let secrets = secrets(tree, path: path, schema: schema)
        guard let id else { return nil }
        return Connection(
            id: id,
            service: service,
            baseURL: address,
            isEnabled: isEnabled,
            settings: settings ?? Data("{}".utf8),
            options: JSONValue.object(options).canonicalJSON,
            secrets: secrets
        )
    }

    private mutating func boolean(_ tree: DocumentTree?, path: String, default: Bool) -> Bool {
        guard let tree else { return `default` }
        if case .bool(let value) = tree.value { return value }
        note(path, tree.line, .notABoolean)
        return `default`
    }

    private mutating func baseURL(
        _ tree: DocumentTree,
        path: String,
        schema: ConnectionSchema
    ) -> String? {
        let place = "\(path).baseURL"
        if case .absent = schema.baseURL {
            if let given = tree["baseURL"] { note(place, given.line, .noBaseURL) }
            return nil
        }
        guard let text = text(tree["baseURL"], path: place, line: tree.line) else { return nil }
        switch BaseURLCheck.check(text, form: schema.baseURL) {
        case .success(let address): return address
        case .failure(let error):
            note(place, tree["baseURL"]?.line, error.message)
            return nil
        }
    }

    /// The same keys as the company's own settings.
    private mutating func checkedSettings(_ tree: DocumentTree, path: String) -> Data {
        object(tree, path: path) { json in
            do throws(RuleErrors) {
                _ = try Rules.standard.applying(settings: json)
                return []
            } catch {
                return error.problems.map { problem in
                    PathError(
                        path: String(problem.path.dropFirst("settings.".count)),
                        message: problem.text
                    )
                }
            }
        }
    }

    private mutating func options(
        _ tree: DocumentTree,
        path: String,
        schema: ConnectionSchema
    ) -> [String: JSONValue] {
        var options: [String: JSONValue] = [:]
        for (key, form) in schema.options.sorted(by: { $0.key < $1.key }) {
            guard let given = tree[key] else { continue }
            if let message = form.complaint(about: given.json) {
                note("\(path).\(key)", given.line, message)
            } else {
                options[key] = given.json
            }
        }
        return options
    }

    private mutating func secrets(
        _ tree: DocumentTree,
        path: String,
        schema: ConnectionSchema
    ) -> [String: [Secret]] {
        var secrets: [String: [Secret]] = [:]
        for key in schema.secrets {
            let place = "\(path).\(key.name)"
            guard let given = tree[key.name], !given.isNull else {
                if key.isRequired { note(place, tree.line, .missing) }
                continue
            }
            secrets[key.name] = values(of: given, path: place, key: key)
        }
        return secrets
    }

    private mutating func values(
        of tree: DocumentTree,
        path: String,
        key: ConnectionSchema.SecretKey
    ) -> [Secret] {
        let items: [DocumentTree]
        if case .list(let list) = tree.value { items = list } else { items = [tree] }
        guard (1...key.maximumValues).contains(items.count) else {
            note(path, tree.line, key.maximumValues == 1 ? .tooManySecrets : .twoSecrets)
            return []
        }
        return items.compactMap { item in
            switch item.value {
            case .string(let text), .number(let text):
                guard (1...Self.maximumSecretLength).contains(text.utf8.count) else {
                    note(path, item.line, .emptySecret)
                    return nil
                }
                return Secret(text)
            default:
                note(path, item.line, .notText)
                return nil
            }
        }
    }
}

extension ConnectionSchema.OptionForm {
    func complaint(about value: JSONValue) -> LocalizedText? {
        switch (self, value) {
        case (.text, .string), (.text, .number): return nil
        case (.text, _): return .notText
        case (.words, .string): return nil
        case (.words, .list(let items)):
            let isTexts = items.allSatisfy { item in
                if case .string = item { true } else { false }
            }
            return isTexts ? nil : .notText
        case (.words, _): return .notText
        case (.flag, .bool): return nil
        case (.flag, _): return .notABoolean
        case (.integers, .list(let items)):
            let isWhole = items.allSatisfy { item in
                if case .number(let digits) = item { Int64(digits) != nil } else { false }
            }
            return isWhole ? nil : .notIntegers
        case (.integers, _): return .notIntegers
        case (.objects, .list(let items)):
            let isObjects = items.allSatisfy { item in
                if case .object = item { true } else { false }
            }
            return isObjects ? nil : .notObjects
        case (.objects, _): return .notObjects
        }
    }
}
