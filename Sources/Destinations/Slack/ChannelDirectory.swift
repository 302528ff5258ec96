package import Foundation
import Remote

/// The channels of the workspace that the bot can see, archived ones too; read in pages, believed for a minute.
///
/// Used only to find a channel whose id is not known: Slack cannot look one up by name or purpose.
package actor ChannelDirectory {
    /// How long the list is believed, so that an import of many projects reads it once.
    static let age: TimeInterval = 60
    static let pageSize = 900
    /// Pages read at most: 180,000 channels.
    static let pageLimit = 200

    private let now: @Sendable () -> Date
    private let turnstile = Turnstile()
    private var kept: (channels: [SlackChannel], readAt: Date)?
    private var ownUser: String?

    package init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
    }

    /// All channels; `isFresh` when something may have happened since they were last read.
    func channels(isFresh: Bool, through calls: SlackCalls) async throws -> [SlackChannel] {
        await turnstile.enter()
        do {
            if !isFresh, let kept, now().timeIntervalSince(kept.readAt) < Self.age {
                await turnstile.leave()
                return kept.channels
            }
            let channels = try await read(through: calls)
            kept = (channels, now())
            await turnstile.leave()
            return channels
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    /// The list is read anew next time.
    func forget() {
        kept = nil
    }

    /// The bot's own user.
    func ownUser(through calls: SlackCalls) async throws -> String {
        if let ownUser { return ownUser }
        let identity = try await calls.send(.authTest, as: SlackIdentity.self)
        ownUser = identity.userID
        return identity.userID
    }

    private func read(through calls: SlackCalls) async throws -> [SlackChannel] {
        // Private channels take a scope of their own, which a workspace with public ones need not give.
        do {
            return try await pages(types: "public_channel,private_channel", through: calls)
        } catch let failure as SlackFailure {
            guard case .missingScope(let needed)? = failure.refusal, needed.contains("groups:read")
            else { throw failure }
            return try await pages(types: "public_channel", through: calls)
        }
    }

    private func pages(types: String, through calls: SlackCalls) async throws -> [SlackChannel] {
        var channels: [SlackChannel] = []
        var cursor: String?
        for _ in 0..<Self.pageLimit {
            var arguments = [
                ("types", types), ("exclude_archived", "false"), ("limit", "\(Self.pageSize)"),
            ]
            if let cursor { arguments.append(("cursor", cursor)) }
            let page = try await calls.send(
                .conversationsList,
                arguments,
                as: SlackChannelPage.self
            )
            channels += page.channels
            // A page may be short or empty without being the last.
            cursor = page.metadata?.next
            if cursor == nil { return channels }
        }
        throw SlackFailure(.other("conversations.list has more than \(Self.pageLimit) pages"))
    }
}
