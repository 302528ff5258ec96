/// The names that a channel may get: the wished one, then with a number at its end.
enum ChannelNames {
    static let limit = 80
    /// The highest number at the end of a name.
    static let lastSuffix = 9

    static func candidates(_ name: String) -> [String] {
        [String(name.prefix(limit))] + (2...lastSuffix).map { suffixed(name, $0) }
    }

    private static func suffixed(_ name: String, _ number: Int) -> String {
        let ending = "-\(number)"
        let stem = name.prefix(limit - ending.count)
        let end = stem.lastIndex { $0 != "-" && $0 != "_" }
        return (end.map { String(stem[...$0]) } ?? String(stem)) + ending
    }
}
