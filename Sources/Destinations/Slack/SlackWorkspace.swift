package import Remote

/// Brings a workspace's channels to what the projects say, each channel made once.
///
/// Only the making of a channel has a key of its own in the journal: everything else is read before it is
/// changed, so that doing it again changes nothing.
package struct SlackWorkspace: Sendable {
    /// Channels that one project may use up: deleted, or archived and reopened.
    static let generationLimit = 9

    let bot: SlackCalls
    /// Calls with a person's token, which alone can fetch a channel from the archive.
    let person: SlackCalls?
    let people: SlackPeople
    let directory: ChannelDirectory
    let settings: SlackSettings

    package init(
        bot: SlackCalls,
        person: SlackCalls? = nil,
        people: SlackPeople,
        directory: ChannelDirectory,
        settings: SlackSettings = SlackSettings()
    ) {
        self.bot = bot
        self.person = person
        self.people = people
        self.directory = directory
        self.settings = settings
    }

    /// The same workspace, whose calls are told to somebody.
    package func recording(
        to record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> SlackWorkspace {
        SlackWorkspace(
            bot: bot.recording(to: record),
            person: person?.recording(to: record),
            people: people,
            directory: directory,
            settings: settings
        )
    }

    /// The same workspace under other settings.
    package func with(_ settings: SlackSettings) -> SlackWorkspace {
        SlackWorkspace(
            bot: bot,
            person: person,
            people: people,
            directory: directory,
            settings: settings
        )
    }

    /// Makes the project's channel if it has none, and brings its name, texts and members to the draft.
    ///
    /// `known` is what ``state(of:journal:)`` has just read, if it was asked. Throws ``SlackFailure``; the work is taken up
    /// where it stopped when it is called again.
    package func bring(
        _ draft: ChannelDraft,
        from known: ProjectChannelState? = nil,
        journal: any EffectJournal
    ) async throws -> ChannelOutcome {
        let state =
            if let known { known } else { try await state(of: draft, journal: journal) }
        let last = state.last
        switch state.standing {
        case .none:
            return try await makeAndFill(draft, generation: last.number + 1, journal: journal)
        case .gone where settings.isPrivate:
            return ChannelOutcome(state: .missing, notices: [.missing])
        case .gone:
            return try await makeAndFill(draft, generation: last.number + 1, journal: journal)
        case .open(let channel):
            let outcome = try await align(channel, to: draft, isNew: false, journal: journal)
            try await linkBack(from: channel.id, draft, generation: last.number, journal: journal)
            return outcome
        case .archived(let channel, byUs: false):
            return ChannelOutcome(
                state: .archivedByHand,
                channel: channel,
                notices: [.archivedByHand]
            )
        case .archived(let channel, byUs: true):
            return try await reopen(
                channel,
                draft,
                generation: last.number,
                journal: journal
            )
        }
    }

    /// The project's latest channel as it is.
    ///
    /// Throws ``SlackFailure``.
    package func state(
        of draft: ChannelDraft,
        journal: any EffectJournal
    ) async throws -> ProjectChannelState {
        let last = try await lastGeneration(of: draft, in: journal)
        return ProjectChannelState(
            last: last,
            standing: try await standing(last, journal: journal)
        )
    }

    func makeAndFill(
        _ draft: ChannelDraft,
        generation: Int,
        journal: any EffectJournal
    ) async throws -> ChannelOutcome {
        guard generation <= Self.generationLimit else { throw SlackFailure(.nameTaken) }
        let (channel, isNew) = try await make(draft, generation: generation, journal: journal)
        var outcome = try await align(channel, to: draft, isNew: isNew, journal: journal)
        outcome.wasCreated = isNew
        try await linkBack(from: channel.id, draft, generation: generation, journal: journal)
        return outcome
    }
}

/// A project's latest channel as it was read: what its bringing and its closing begin from.
package struct ProjectChannelState: Sendable {
    let last: ChannelGeneration
    let standing: ChannelStanding

    /// nil when the project has none, or Slack no longer shows it.
    package var existing: ExistingProjectChannel? {
        switch standing {
        case .none, .gone: nil
        case .open(let channel): ExistingProjectChannel(channel, isArchivedByUs: false)
        case .archived(let channel, let byUs):
            ExistingProjectChannel(channel, isArchivedByUs: byUs)
        }
    }
}

/// How a project's latest channel stands.
enum ChannelStanding: Sendable {
    case none
    case gone
    case open(SlackChannel)
    case archived(SlackChannel, byUs: Bool)
}

/// The latest channel of a project that the journal knows: its number, counted from 1, and id.
struct ChannelGeneration: Sendable {
    var number = 0
    var id: String?
    var name: String?
}

extension SlackWorkspace {
    static func key(_ draft: ChannelDraft, _ generation: Int) -> String {
        generation == 1 ? "channel/\(draft.fact)" : "channel/\(draft.fact)/\(generation)"
    }

    func lastGeneration(
        of draft: ChannelDraft,
        in journal: any EffectJournal
    ) async throws -> ChannelGeneration {
        var last = ChannelGeneration()
        while last.number < Self.generationLimit,
            let record = try await journal.recorded(Self.key(draft, last.number + 1))
        {
            last = ChannelGeneration(number: last.number + 1, id: record.id, name: record.number)
        }
        return last
    }

    func standing(
        _ last: ChannelGeneration,
        journal: any EffectJournal
    ) async throws -> ChannelStanding {
        guard let id = last.id else { return .none }
        let isOurs = try await journal.recorded(Self.archivingKey(id)) != nil
        do {
            let channel = try await read(id, through: bot)
            return channel.isArchived == true
                ? .archived(channel, byUs: isOurs) : .open(channel)
        } catch let failure as SlackFailure where failure.refusal == .channelMissing {
            guard isOurs, settings.isPrivate else { return .gone }
            // The bot left it when it was archived, and no longer sees a private one.
            return .archived(
                SlackChannel(id: id, name: last.name ?? id, isArchived: true, isPrivate: true),
                byUs: true
            )
        }
    }

    func read(_ id: String, through calls: SlackCalls) async throws -> SlackChannel {
        try await calls.send(.conversationsInfo, [("channel", id)], as: SlackChannelReply.self)
            .channel
    }
}
