import Configuration
import Foundation
import Yams

/// The YAML file named by `BOKBRO_CONFIG`, flattened to the same names as the environment's.
///
/// `http: {port: 8080}` and `http.port: 8080` both mean `BOKBRO_HTTP_PORT`. A key that is not in
/// ``Configuration/keys`` is an error, so that a misspelt one is not silently without effect.
enum ConfigurationFile {
    static let sizeLimitBytes = 65_536

    /// The file's values by their key in ``Configuration/keys``.
    static func values(at path: String) throws(ConfigurationError) -> [String: String] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError([
                .init(key: "BOKBRO_CONFIG", problem: "the file \(path) cannot be read")
            ])
        }
        guard bytes.count <= sizeLimitBytes, let text = String(bytes: bytes, encoding: .utf8) else {
            throw ConfigurationError([
                .init(key: "BOKBRO_CONFIG", problem: "\(path) is no UTF-8 text below 64 KiB")
            ])
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw ConfigurationError([
                .init(key: "BOKBRO_CONFIG", problem: "\(path) is not valid YAML: \(error)")
            ])
        }
        var values: [String: String] = [:]
        var problems: [ConfigurationError.Problem] = []
        if let root { flatten(root, below: [], into: &values, problems: &problems) }
        guard problems.isEmpty else { throw ConfigurationError(problems) }
        return values
    }

    private static func flatten(
        _ node: Node,
        below path: [String],
        into values: inout [String: String],
        problems: inout [ConfigurationError.Problem]
    ) {
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                flatten(
                    value,
                    below: path + [key.string ?? "?"],
                    into: &values,
                    problems: &problems
                )
            }
        case .scalar(let scalar):
            set(scalar.string, at: path, in: &values, problems: &problems)
        case .sequence(let sequence):
            let items = sequence.compactMap(\.string)
            set(items.joined(separator: ","), at: path, in: &values, problems: &problems)
        case .alias:
            problems.append(
                .init(key: path.joined(separator: "."), problem: "aliases are not read")
            )
        }
    }

    private static func set(
        _ value: String,
        at path: [String],
        in values: inout [String: String],
        problems: inout [ConfigurationError.Problem]
    ) {
        let written = path.joined(separator: ".")
        guard let key = Configuration.keys.first(where: { squeezed($0) == squeezed(written) })
        else {
            problems.append(
                .init(key: written, problem: "no such key; deploy/bokbro.example.yaml has them all")
            )
            return
        }
        values[key] = value
    }

    /// A key without its word breaks: `retry.baseSeconds` and `retry.base_seconds` are the same key.
    private static func squeezed(_ key: String) -> String {
        key.filter { $0 != "." && $0 != "_" }.lowercased()
    }
}
