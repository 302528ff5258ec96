/// A pattern in which `*` stands for anything; case is ignored.
package struct Wildcard: Hashable, Sendable {
    let pattern: String
    /// What stands between the stars, in lower case; worked out once, as every line of every order is held against it.
    private let parts: [String]

    package init(_ pattern: String) {
        self.pattern = pattern
        parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
            .map(String.init)
    }

    package func matches(_ text: String) -> Bool { matches(lowercased: text.lowercased()) }

    /// Whether the text, which is in lower case already, fits.
    func matches(lowercased text: String) -> Bool {
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return parts.first.map { $0 == text } ?? text.isEmpty
        }
        guard text.hasPrefix(first) else { return false }
        var rest = text.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
