import Bookkeeping
import Foundation

/// A message: its text for notifications, and the blocks that people read.
package struct SlackMessage: Hashable, Sendable {
    /// Plain text, not escaped.
    package var text: String
    var blocks: [SlackBlock]

    /// A message of one paragraph.
    package init(_ text: String) {
        self.text = text
        blocks = [.section(SlackText.mrkdwn(text, limit: SlackBlock.sectionLimit))]
    }

    init(text: String, blocks: [SlackBlock]) {
        self.text = text
        self.blocks = blocks
    }

    /// The first words in the channel that follows an archived one.
    static func continues(from channel: String) -> SlackMessage {
        let text = "Prosjektet fortsetter her · The project continues here: <#\(channel)>"
        return SlackMessage(text: text, blocks: [.section(text)])
    }
}

/// A part of a message.
///
/// Limits from the block kit's reference: 50 blocks in a message, 150 characters in a header, 3000 in a section,
/// 10 fields of 2000 in a section.
enum SlackBlock: Hashable, Sendable {
    /// Plain text.
    case header(String)
    /// Escaped mrkdwn.
    case section(String)
    /// Escaped mrkdwn, in two columns.
    case fields([String])
    /// Escaped mrkdwn, small.
    case context(String)

    static let headerLimit = 150
    static let sectionLimit = 3_000
    static let fieldLimit = 2_000
    static let fieldsLimit = 10
}

extension SlackBlock: Encodable {
    private struct Text: Encodable {
        var type = "mrkdwn"
        var text: String
    }

    private enum CodingKeys: String, CodingKey {
        case type, text, fields, elements
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .header(let text):
            try container.encode("header", forKey: .type)
            try container.encode(Text(type: "plain_text", text: text), forKey: .text)
        case .section(let text):
            try container.encode("section", forKey: .type)
            try container.encode(Text(text: text), forKey: .text)
        case .fields(let texts):
            try container.encode("section", forKey: .type)
            try container.encode(texts.map { Text(text: $0) }, forKey: .fields)
        case .context(let text):
            try container.encode("context", forKey: .type)
            try container.encode([Text(text: text)], forKey: .elements)
        }
    }
}

/// Text made fit for Slack.
enum SlackText {
    /// Escaped for mrkdwn and cut, so that the escaped text has at most so many UTF-16 units.
    static func mrkdwn(_ text: String, limit: Int) -> String {
        var escaped = ""
        var length = 0
        for character in withoutAddresses(text) {
            let piece =
                switch character {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                default: String(character)
                }
            length += piece.utf16.count
            guard length < limit else { return escaped + "…" }
            escaped += piece
        }
        // An empty text is refused.
        return escaped.isEmpty ? "–" : escaped
    }

    static func plain(_ text: String, limit: Int) -> String {
        let text = ChannelText.shortened(withoutAddresses(text), to: limit)
        return text.isEmpty ? "–" : text
    }

    /// A link; the address as it is, but for the characters that would end it.
    static func link(_ address: String, label: String) -> String {
        let safe = address.replacing("<", with: "%3C").replacing(">", with: "%3E")
            .replacing("|", with: "%7C").replacing("&", with: "&amp;")
        return "<\(safe)|\(mrkdwn(label, limit: 200))>"
    }

    /// Texts of remote services may quote an e-mail address; it stays out of the channel.
    private static func withoutAddresses(_ text: String) -> String {
        guard text.contains("@") else { return text }
        return text.replacing(#/[^\s<>"'«»(),;:]+@[^\s<>"'«»(),;:]+\.[^\s<>"'«»(),;:]+/#, with: "…")
    }
}
