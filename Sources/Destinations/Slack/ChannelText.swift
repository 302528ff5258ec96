/// Texts of a channel: as we send them, as Slack hands them back.
enum ChannelText {
    /// The text on one line, at most so many UTF-16 units, which is how Slack counts.
    static func shortened(_ text: String, to limit: Int) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.utf16.count > limit else { return line }
        var kept = ""
        var length = 0
        for character in line {
            length += character.utf16.count
            guard length < limit else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// Whether Slack's text is ours: it hands links back as `<https://…>` and `&` as `&amp;`.
    static func isSame(_ theirs: String?, as ours: String) -> Bool {
        (theirs ?? "") == ours || plain(theirs ?? "") == ours
    }

    static func plain(_ text: String) -> String {
        var plain = ""
        var rest = text[...]
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">") {
                // `<https://x|shown>` is the link alone.
                let inner = rest[rest.index(after: rest.startIndex)..<end]
                plain += inner.split(separator: "|", omittingEmptySubsequences: false)[0]
                rest = rest[rest.index(after: end)...]
            } else {
                plain.append(character)
                rest = rest.dropFirst()
            }
        }
        return plain.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&amp;", with: "&")
    }
}
