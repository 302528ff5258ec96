/// A text in which `*` stands for anything; case is ignored.
struct WooPattern: Hashable, Sendable {
    private let parts: [String]

    init(_ text: String) {
        parts = text.lowercased().split(separator: "*", omittingEmptySubsequences: false)
            .map(String.init)
    }

    func matches(_ text: String) -> Bool {
        var rest = Substring(text.lowercased())
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return rest == parts.first ?? ""
        }
        guard rest.hasPrefix(first) else { return false }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
