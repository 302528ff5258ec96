package import Remote

extension SlackWorkspace {
    /// Times one channel may be fetched from the archive.
    static let roundLimit = 20

    static func archivingKey(_ channel: String) -> String { "archived/\(channel)" }

    private static func roundKey(_ channel: String, _ round: Int) -> String {
        "reopened/\(channel)/\(round)"
    }

    /// Says goodbye in the project's channel and archives it; nothing when it is archived or has none.
    ///
    /// `known` is what ``state(of:journal:)`` has just read, if it was asked. Throws ``SlackFailure``.
    package func close(
        _ draft: ChannelDraft,
        farewell: SlackMessage,
        from known: ProjectChannelState? = nil,
        journal: any EffectJournal
    ) async throws -> ChannelOutcome {
        let state =
            if let known { known } else { try await state(of: draft, journal: journal) }
        switch state.standing {
        case .none:
            // Its making may have been interrupted; a channel that nobody knows of would stay for ever.
            guard let channel = try await find(draft, isFresh: false, isInterrupted: true) else {
                return ChannelOutcome(state: .none)
            }
            return try await archive(channel, farewell, journal: journal)
        case .gone: return ChannelOutcome(state: .missing)
        case .archived(let channel, let isNoted):
            if !isNoted { try await noteArchived(channel, in: journal) }
            return ChannelOutcome(state: .archived, channel: channel)
        case .open(let channel): return try await archive(channel, farewell, journal: journal)
        }
    }

    private func archive(
        _ channel: SlackChannel,
        _ farewell: SlackMessage,
        journal: any EffectJournal
    ) async throws -> ChannelOutcome {
        var notices: [SlackNotice] = []
        let round = try await rounds(of: channel.id, in: journal)
        do {
            try await enter(channel)
            _ = try await journal.once(
                "farewell/\(channel.id)/\(round)",
                ifInterrupted: { nil },
                perform: { try await post(farewell, to: channel.id) }
            )
        } catch let failure as SlackFailure where failure.isAboutWordsOnly {
            notices.append(SlackNotice(failure, subject: "channel"))
        }
        do {
            try await archiveOnce(channel, round: round, journal: journal)
        } catch let failure as SlackFailure {
            switch failure.refusal {
            case .channelArchived?: break
            case .forbidden?, .notInChannel?, .missingScope?:
                notices.append(SlackNotice(failure, subject: "channel"))
                return ChannelOutcome(state: .open, channel: channel, notices: notices)
            default: throw failure
            }
        }
        return ChannelOutcome(state: .archived, channel: channel, notices: notices)
    }

    /// The first archiving is noted, so that it can be told from one by hand; later ones need no note.
    private func archiveOnce(
        _ channel: SlackChannel,
        round: Int,
        journal: any EffectJournal
    ) async throws {
        let perform: @Sendable () async throws -> EffectResult = {
            do {
                try await bot.send(
                    .conversationsArchive,
                    [("channel", channel.id)],
                    as: SlackDone.self
                )
            } catch let failure as SlackFailure where failure.refusal == .channelArchived {}
            await directory.forget()
            return EffectResult(kind: "channel", id: channel.id, number: channel.name)
        }
        let key = Self.archivingKey(channel.id)
        guard try await journal.recorded(key) == nil else {
            _ = try await perform()
            return
        }
        _ = try await journal.once(
            key,
            ifInterrupted: {
                let now = try await read(channel.id, through: bot)
                return now.isArchived == true
                    ? EffectResult(kind: "channel", id: now.id, number: now.name) : nil
            },
            perform: perform
        )
    }

    /// Its project is over and it is archived, whoever did it: if the project comes back, so does a channel.
    private func noteArchived(_ channel: SlackChannel, in journal: any EffectJournal) async throws {
        let result = EffectResult(kind: "channel", id: channel.id, number: channel.name)
        _ = try await journal.once(
            Self.archivingKey(channel.id),
            ifInterrupted: { result },
            perform: { result }
        )
    }

    /// Enters a public channel that the bot was removed from: only members may write and archive.
    private func enter(_ channel: SlackChannel) async throws {
        guard channel.isMember == false, channel.isPrivate != true else { return }
        try await bot.send(.conversationsJoin, [("channel", channel.id)], as: SlackDone.self)
    }

    private func rounds(of channel: String, in journal: any EffectJournal) async throws -> Int {
        var round = 0
        while round < Self.roundLimit,
            try await journal.recorded(Self.roundKey(channel, round + 1)) != nil
        { round += 1 }
        return round
    }

    /// A project that is active again: its channel from the archive, or a new one with a number at its end.
    func reopen(
        _ channel: SlackChannel,
        _ draft: ChannelDraft,
        generation: Int,
        journal: any EffectJournal
    ) async throws -> ChannelOutcome {
        if let person, let open = try await unarchive(channel, through: person, journal: journal) {
            return try await align(open, to: draft, isNew: false, journal: journal)
        }
        guard settings.makesNewWhenReopened else {
            return ChannelOutcome(
                state: .archived,
                channel: channel,
                notices: [.reopenedButArchived]
            )
        }
        return try await makeAndFill(draft, generation: generation + 1, journal: journal)
    }

    /// Says in a channel that follows an archived one where the old words are.
    func linkBack(
        from channel: String,
        _ draft: ChannelDraft,
        generation: Int,
        journal: any EffectJournal
    ) async throws {
        guard generation > 1,
            let previous = try await journal.recorded(Self.key(draft, generation - 1)),
            try await journal.recorded(Self.archivingKey(previous.id)) != nil
        else { return }
        _ = try await journal.once(
            "continues/\(channel)",
            ifInterrupted: { nil },
            perform: { try await post(.continues(from: previous.id), to: channel) }
        )
    }

    /// nil when this person may not do it either.
    private func unarchive(
        _ channel: SlackChannel,
        through person: SlackCalls,
        journal: any EffectJournal
    ) async throws -> SlackChannel? {
        let round = try await rounds(of: channel.id, in: journal) + 1
        guard round <= Self.roundLimit else { return nil }
        do {
            try await person.send(
                .conversationsUnarchive,
                [("channel", channel.id)],
                as: SlackDone.self
            )
        } catch let failure as SlackFailure {
            switch failure.refusal {
            case .notArchived?: break
            case .forbidden?, .missingScope?, .channelMissing?, .notInChannel?, .credentials?:
                return nil
            default: throw failure
            }
        }
        let ownUser = try await directory.ownUser(through: bot)
        do {
            try await person.send(
                .conversationsInvite,
                [("channel", channel.id), ("users", ownUser)],
                as: SlackDone.self
            )
        } catch let failure as SlackFailure where failure.isAboutOneInside {}
        let result = EffectResult(kind: "channel", id: channel.id, number: channel.name)
        _ = try await journal.once(
            Self.roundKey(channel.id, round),
            ifInterrupted: { result },
            perform: { result }
        )
        return try await read(channel.id, through: bot)
    }
}

extension SlackFailure {
    /// The channel's end does not wait for words that Slack will not take.
    fileprivate var isAboutWordsOnly: Bool {
        switch refusal {
        case .forbidden?, .missingScope?, .notInChannel?, .channelArchived?, .other?: true
        default: false
        }
    }

    fileprivate var isAboutOneInside: Bool {
        switch refusal {
        case .alreadyInChannel?, .ownUser?: true
        case .persons(let errors)?: errors.values.allSatisfy { $0 == "already_in_channel" }
        default: false
        }
    }
}
