import Foundation
package import Remote

extension SlackWorkspace {
    /// Posts the message once under this key, as far as that can be had.
    ///
    /// Slack has no key against doubles and messages cannot be looked up: after an answer that was lost the message
    /// comes again. Twice, never not at all. `channel` is an id or a name like `#regnskap`.
    @discardableResult
    package func tell(
        _ message: SlackMessage,
        in channel: String,
        key: String,
        journal: any EffectJournal
    ) async throws -> EffectResult {
        try await journal.once(
            "message/\(key)",
            ifInterrupted: { nil },
            perform: { try await post(message, to: channel) }
        )
    }

    func post(_ message: SlackMessage, to channel: String) async throws -> EffectResult {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let blocks = String(decoding: try encoder.encode(message.blocks), as: UTF8.self)
        let posted = try await bot.send(
            .chatPostMessage,
            [
                ("channel", channel),
                // Shown in notifications; beside blocks it is not parsed for more than mentions.
                ("text", SlackText.mrkdwn(message.text, limit: SlackBlock.sectionLimit)),
                ("blocks", blocks), ("unfurl_links", "false"),
            ],
            as: SlackPosted.self
        )
        return EffectResult(kind: "message", id: posted.ts)
    }
}
