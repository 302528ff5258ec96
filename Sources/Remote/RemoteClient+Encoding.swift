import Foundation

extension RemoteClient {
    /// What RFC 3986 allows in a path segment as it is; `>` is not among it, `:` is.
    private static let pathCharacters = CharacterSet(charactersIn: "/:@!$&'()*+,;=-._~")
        .union(asciiLettersAndDigits)
    private static let queryCharacters = CharacterSet(charactersIn: "-._~,:()*")
        .union(asciiLettersAndDigits)
    private static let asciiLettersAndDigits = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    )

    static func encoded(path: String) -> String {
        path.addingPercentEncoding(withAllowedCharacters: pathCharacters) ?? path
    }

    static func encoded(query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return "" }
        return "?"
            + query.map { name, value in
                let name = name.addingPercentEncoding(withAllowedCharacters: queryCharacters) ?? ""
                let value =
                    value.addingPercentEncoding(withAllowedCharacters: queryCharacters) ?? ""
                return "\(name)=\(value)"
            }.joined(separator: "&")
    }

    /// A query as people see it: its values may be somebody's e-mail address.
    static func names(of query: [(name: String, value: String)]) -> String {
        query.isEmpty ? "" : "?" + query.map { "\($0.name)=…" }.joined(separator: "&")
    }
}
