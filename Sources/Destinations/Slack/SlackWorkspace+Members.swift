import Remote

extension SlackWorkspace {
    /// Persons invited in one call; Slack's pages name both 100 and 1000.
    static let invitationLimit = 100
    static let memberPageSize = 200
    /// Pages of members read at most.
    static let memberPageLimit = 100

    /// Invites those who are missing and, by setting, removes those whom we invited and who are off the plan.
    func fill(
        _ channel: SlackChannel,
        for draft: ChannelDraft,
        isNew: Bool,
        journal: any EffectJournal,
        _ outcome: inout ChannelOutcome
    ) async throws {
        var wanted: [String: ChannelDraft.Member] = [:]
        for member in draft.members {
            if let user = try await people.user(email: member.email, through: bot) {
                // Two crew members may share one address.
                if wanted[user] == nil { wanted[user] = member }
            } else {
                outcome.notices.append(.noUser(member))
            }
        }
        guard !isNew || !wanted.isEmpty else { return }
        let present = isNew ? [] : try await members(of: channel)
        let missing = wanted.keys.filter { !present.contains($0) }.sorted()
        for start in stride(from: 0, to: missing.count, by: Self.invitationLimit) {
            let chunk = Array(missing[start..<min(start + Self.invitationLimit, missing.count)])
            // Noted before: an invitation whose answer is lost is one of ours all the same.
            for user in chunk { try await note(user, joining: channel, in: journal) }
            let refused = try await invite(chunk, to: channel)
            for user in chunk {
                if let code = refused[user] {
                    guard let member = wanted[user] else { continue }
                    outcome.notices.append(.notInvited(member, code: code))
                } else {
                    outcome.joined += 1
                }
            }
        }
        guard settings.removesMembers else { return }
        for user in present.subtracting(wanted.keys).sorted() {
            guard try await journal.recorded(Self.memberKey(channel.id, user)) != nil else {
                continue
            }
            if let notice = try await remove(user, from: channel) {
                outcome.notices.append(notice)
            } else {
                outcome.left += 1
            }
        }
    }

    private func members(of channel: SlackChannel) async throws -> Set<String> {
        var members: Set<String> = []
        var cursor: String?
        for _ in 0..<Self.memberPageLimit {
            var arguments = [("channel", channel.id), ("limit", "\(Self.memberPageSize)")]
            if let cursor { arguments.append(("cursor", cursor)) }
            let page = try await bot.send(
                .conversationsMembers,
                arguments,
                as: SlackMemberPage.self
            )
            members.formUnion(page.members)
            cursor = page.metadata?.next
            if cursor == nil { return members }
        }
        throw SlackFailure(.other("more than \(Self.memberPageLimit) pages of members"))
    }

    /// Who could not be invited, and why.
    ///
    /// With `force` Slack goes on past those it refuses; where it stops all the same, the others are tried again
    /// without them.
    private func invite(
        _ users: [String],
        to channel: SlackChannel
    ) async throws -> [String: String] {
        var refused: [String: String] = [:]
        var rest = users
        for _ in 0..<2 where !rest.isEmpty {
            do {
                let reply = try await bot.send(
                    .conversationsInvite,
                    [
                        ("channel", channel.id), ("users", rest.joined(separator: ",")),
                        ("force", "true"),
                    ],
                    as: SlackInvitation.self
                )
                for error in reply.errors ?? [] { refused[error.user] = error.error }
                break
            } catch let failure as SlackFailure {
                switch failure.refusal {
                case .persons(let errors)?:
                    refused.merge(errors) { first, _ in first }
                    rest.removeAll { errors[$0] != nil }
                case .alreadyInChannel?, .ownUser?: return refused
                case .userMissing?, .forbidden?, .other?:
                    for user in rest { refused[user] = failure.refusal?.code }
                    return refused
                default: throw failure
                }
            }
        }
        return refused.filter { $0.value != "already_in_channel" && $0.value != "cant_invite_self" }
    }

    private func remove(
        _ user: String,
        from channel: SlackChannel
    ) async throws -> SlackNotice? {
        do {
            try await bot.send(
                .conversationsKick,
                [("channel", channel.id), ("user", user)],
                as: SlackDone.self
            )
            return nil
        } catch let failure as SlackFailure {
            switch failure.refusal {
            case .notInChannel?, .userMissing?, .ownUser?: return nil
            case .forbidden?, .missingScope?, .other?:
                return SlackNotice(failure, subject: "member/\(user)")
            default: throw failure
            }
        }
    }

    static func memberKey(_ channel: String, _ user: String) -> String {
        "member/\(channel)/\(user)"
    }

    /// Only those whom we invited are ever removed by us.
    private func note(
        _ user: String,
        joining channel: SlackChannel,
        in journal: any EffectJournal
    ) async throws {
        let result = EffectResult(kind: "member", id: user)
        _ = try await journal.once(
            Self.memberKey(channel.id, user),
            ifInterrupted: { result },
            perform: { result }
        )
    }
}
