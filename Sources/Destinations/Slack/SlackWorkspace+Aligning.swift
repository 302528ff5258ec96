import Remote

extension SlackWorkspace {
    /// Brings an open channel's name, texts and members to the draft.
    func align(
        _ channel: SlackChannel,
        to draft: ChannelDraft,
        isNew: Bool,
        journal: any EffectJournal
    ) async throws -> ChannelOutcome {
        var channel = channel
        if !isNew, channel.isMember == false {
            // Somebody removed the bot; a public channel it may enter again.
            channel = try await bot.send(
                .conversationsJoin,
                [("channel", channel.id)],
                as: SlackChannelReply.self
            ).channel
        }
        // First the purpose: it holds the marker by which the channel is found again.
        let purpose = draft.markedPurpose
        if !ChannelText.isSame(channel.purpose?.value, as: purpose) {
            try await bot.send(
                .conversationsSetPurpose,
                [("channel", channel.id), ("purpose", purpose)],
                as: SlackDone.self
            )
        }
        let topic = draft.shortTopic
        if !ChannelText.isSame(channel.topic?.value, as: topic) {
            try await bot.send(
                .conversationsSetTopic,
                [("channel", channel.id), ("topic", topic)],
                as: SlackDone.self
            )
        }
        var notices: [SlackNotice] = []
        if !isNew, settings.renames {
            let (name, notice) = try await rename(channel, to: draft)
            channel.name = name
            if let notice { notices.append(notice) }
        }
        var outcome = ChannelOutcome(state: .open, channel: channel, notices: notices)
        try await fill(channel, for: draft, isNew: isNew, journal: journal, &outcome)
        return outcome
    }

    /// The name the channel has now, and what stands in the way of the wished one.
    private func rename(
        _ channel: SlackChannel,
        to draft: ChannelDraft
    ) async throws -> (name: String, notice: SlackNotice?) {
        let candidates = ChannelNames.candidates(draft.name)
        // One with a number at its end is as good: the name was taken.
        guard !candidates.contains(channel.name) else { return (channel.name, nil) }
        for name in candidates {
            do {
                let reply = try await bot.send(
                    .conversationsRename,
                    [("channel", channel.id), ("name", name)],
                    as: SlackChannelReply.self
                )
                return (reply.channel.name, nil)
            } catch let failure as SlackFailure {
                switch failure.refusal {
                case .nameTaken?: continue
                case .forbidden?, .invalidName?, .missingScope?, .other?:
                    // Its name is for the eye only; what matters goes on.
                    return (channel.name, SlackNotice(failure, subject: "channel"))
                default: throw failure
                }
            }
        }
        return (channel.name, SlackNotice(SlackFailure(.nameTaken), subject: "channel"))
    }
}
