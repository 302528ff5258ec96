/// The name of a project's channel: the number first, so that equal titles never collide and the rest can be cut.
///
/// Letters a–z, digits, hyphen and underscore, at most 80 characters: what Slack documents. Source:
/// docs.slack.dev/reference/methods/conversations.create.
package struct ChannelName: Hashable, Sendable, CustomStringConvertible {
    package static let maximumLength = 80
    /// `-2` to `-9` are tried when a name is taken.
    package static let suffixes = 2...9

    package let description: String

    /// `p-812-vaarkonferansen-2026`; without a usable title `p-prosjekt-812`.
    package init(prefix: String, number: String, title: String) {
        let slug = Self.slug(title)
        let numberSlug = Self.slug(number)
        let name = slug.isEmpty ? "prosjekt-\(numberSlug)" : "\(numberSlug)-\(slug)"
        description = Self.cut(prefix + Self.trimmed(name), to: Self.maximumLength)
    }

    private init(text: String) {
        description = text
    }

    /// The name to try when this one is another's: cut, so that the suffix fits.
    package func suffixed(_ number: Int) -> ChannelName {
        let suffix = "-\(number)"
        return ChannelName(
            text: Self.cut(description, to: Self.maximumLength - suffix.utf8.count) + suffix
        )
    }

    /// Whether a channel with this name needs no other: it is ours, or ours with a suffix.
    package func isBorne(by name: String) -> Bool {
        name == description || Self.suffixes.contains { suffixed($0).description == name }
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func slug(_ text: String) -> String {
        var slug: [UInt8] = []
        for byte in Transliteration.ascii(text).utf8 {
            if isAllowed(byte) {
                let isDouble = byte == UInt8(ascii: "-") && slug.last == byte
                if !isDouble { slug.append(byte) }
            } else if slug.last != UInt8(ascii: "-") {
                slug.append(UInt8(ascii: "-"))
            }
        }
        return trimmed(String(decoding: slug, as: UTF8.self))
    }

    private static func cut(_ text: String, to length: Int) -> String {
        let kept = text.utf8.count > length ? String(text.prefix(length)) : text
        return trimmedEnd(kept)
    }

    private static func trimmed(_ text: String) -> String {
        trimmedEnd(String(text.drop { $0 == "-" || $0 == "_" }))
    }

    private static func trimmedEnd(_ text: String) -> String {
        var text = text
        while text.last == "-" || text.last == "_" { text.removeLast() }
        return text
    }
}
