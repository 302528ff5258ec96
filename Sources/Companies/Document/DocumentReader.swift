import Bookkeeping
import Foundation
import Yams

/// Reads YAML text into a tree, within limits, and puts environment variables in.
struct DocumentReader {
    static let maximumBytes = 1_048_576
    static let maximumNodes = 50_000
    static let maximumDepth = 32
    /// Few enough that they cannot be nested into an exponential expansion.
    static let maximumAliases = 20

    let environment: (String) -> String?
    private(set) var errors: [PathError] = []
    private var nodes = 0

    init(environment: @escaping (String) -> String?) {
        self.environment = environment
    }

    mutating func read(_ yaml: String) -> DocumentTree? {
        guard yaml.utf8.count <= Self.maximumBytes else {
            return refuse(.tooLarge)
        }
        guard Self.aliases(in: yaml) <= Self.maximumAliases else {
            return refuse(.tooManyAliases)
        }
        do {
            guard let root = try Yams.compose(yaml: yaml) else { return refuse(.notAMapping) }
            let tree = convert(root, path: "", depth: 0)
            guard nodes <= Self.maximumNodes else { return refuse(.tooManyNodes) }
            return tree
        } catch let error as YamlError {
            return refuse(.unreadable(Self.problem(error)), line: Self.line(error))
        } catch {
            return refuse(.unreadable("YAML"))
        }
    }

    private mutating func refuse(_ message: LocalizedText, line: Int? = nil) -> DocumentTree? {
        errors.append(PathError(path: "", line: line, message: message))
        return nil
    }

    /// Counts what can be an alias: `*name` after a blank, a bracket or a comma.
    private static func aliases(in yaml: String) -> Int {
        var count = 0
        var previous: UInt8 = 0x0A
        var isStar = false
        for byte in yaml.utf8 {
            if isStar, byte > 0x20, byte != 0x2A { count += 1 }
            isStar =
                byte == 0x2A && [0x20, 0x09, 0x0A, 0x0D, 0x5B, 0x7B, 0x2C, 0x3A].contains(previous)
            previous = byte
        }
        return count
    }

    private mutating func convert(_ node: Node, path: String, depth: Int) -> DocumentTree {
        nodes += 1
        let line = node.mark?.line ?? 0
        guard nodes <= Self.maximumNodes else { return DocumentTree(line: line, value: .null) }
        guard depth <= Self.maximumDepth else {
            errors.append(PathError(path: path, line: line, message: .tooDeep))
            nodes = Self.maximumNodes
            return DocumentTree(line: line, value: .null)
        }
        switch node {
        case .scalar(let scalar):
            return DocumentTree(line: line, value: value(scalar, path: path, line: line))
        case .sequence(let sequence):
            var items: [DocumentTree] = []
            for (index, item) in sequence.enumerated() where nodes <= Self.maximumNodes {
                items.append(convert(item, path: "\(path)[\(index)]", depth: depth + 1))
            }
            return DocumentTree(line: line, value: .list(items))
        case .mapping(let mapping):
            var members: [DocumentTree.Member] = []
            for (key, item) in mapping where nodes <= Self.maximumNodes {
                guard case .scalar(let name) = key else {
                    errors.append(PathError(path: path, line: line, message: .keyNotText))
                    continue
                }
                let inner = path.isEmpty ? name.string : "\(path).\(name.string)"
                members.append(
                    .init(key: name.string, tree: convert(item, path: inner, depth: depth + 1))
                )
            }
            return DocumentTree(line: line, value: .object(members))
        case .alias:
            errors.append(PathError(path: path, line: line, message: .tooManyAliases))
            return DocumentTree(line: line, value: .null)
        }
    }

    private mutating func value(
        _ scalar: Node.Scalar,
        path: String,
        line: Int
    ) -> DocumentTree.Value {
        let text = scalar.string
        if scalar.style == .plain || scalar.style == .any {
            switch text {
            case "", "~", "null", "Null", "NULL": return .null
            case "true", "True", "TRUE": return .bool(true)
            case "false", "False", "FALSE": return .bool(false)
            default: if let number = Self.number(text) { return .number(number) }
            }
        }
        return .string(substituted(text, path: path, line: line))
    }

    /// The text as a JSON number, or nil; leading zeros make a text, as in an article number.
    private static func number(_ text: String) -> String? {
        guard text.utf8.count <= 18,
            text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil
        else { return nil }
        return text
    }

    /// Replaces `${NAME}`; `$${` stands for the two characters `${`.
    private mutating func substituted(_ text: String, path: String, line: Int) -> String {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            let before = rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            if before.last == "$" {
                result += before.dropLast() + "${"
                continue
            }
            result += before
            guard let end = rest.firstIndex(of: "}"),
                rest[..<end].wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
            else {
                errors.append(PathError(path: path, line: line, message: .malformedVariable))
                return result
            }
            let name = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            if let value = environment(name), !value.isEmpty {
                result += value
            } else {
                errors.append(PathError(path: path, line: line, message: .missingVariable(name)))
                // Stands in for the value, so that its absence is not complained of twice.
                result += name
            }
        }
        return result + rest
    }

    /// What the parser says, without the text around it: that may hold a secret.
    private static func problem(_ error: YamlError) -> String {
        switch error {
        case .reader(let problem, _, _, _): problem
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
            .composer(_, let problem, _, _):
            problem
        case .duplicatedKeysInMapping(let keys, _):
            "duplicate key " + keys.joined(separator: ", ")
        default: "not YAML"
        }
    }

    private static func line(_ error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }
}
