import Remote

extension SlackWorkspace {
    /// The channel, found by its marker or made now; an interrupted making is looked for first.
    func make(
        _ draft: ChannelDraft,
        generation: Int,
        journal: any EffectJournal
    ) async throws -> (channel: SlackChannel, isNew: Bool) {
        let made = MadeChannel()
        let result = try await journal.once(
            Self.key(draft, generation),
            ifInterrupted: {
                guard let channel = try await find(draft, isFresh: true, isInterrupted: true)
                else { return nil }
                await made.remember(channel, isNew: false)
                return Self.result(channel)
            },
            perform: {
                // A journal that was restored from an old copy may not know a channel that exists.
                if let channel = try await find(draft, isFresh: false, isInterrupted: false) {
                    await made.remember(channel, isNew: false)
                    return Self.result(channel)
                }
                let channel = try await create(draft)
                await made.remember(channel, isNew: true)
                return Self.result(channel)
            }
        )
        if let remembered = await made.channel { return remembered }
        return (try await read(result.id, through: bot), false)
    }

    private static func result(_ channel: SlackChannel) -> EffectResult {
        EffectResult(kind: "channel", id: channel.id, number: channel.name)
    }

    /// A channel that carries our marker, and is not archived.
    ///
    /// After an interruption also one that has our name, was made by this bot and has no purpose yet: the marker
    /// is set after the making.
    func find(
        _ draft: ChannelDraft,
        isFresh: Bool,
        isInterrupted: Bool
    ) async throws -> SlackChannel? {
        let channels = try await directory.channels(isFresh: isFresh, through: bot)
            .filter { $0.isArchived != true }
        if let marked = channels.first(where: { $0.carries(draft.marker) }) { return marked }
        guard isInterrupted else { return nil }
        let names = Set(ChannelNames.candidates(draft.name))
        let bare = channels.filter {
            (names.contains($0.name) || (!draft.stem.isEmpty && $0.name.hasPrefix(draft.stem)))
                && ($0.purpose?.value ?? "").isEmpty
        }
        guard !bare.isEmpty else { return nil }
        let ownUser = try await directory.ownUser(through: bot)
        return bare.first { $0.creator == ownUser }
    }

    /// Tries the name, then the name with numbers; a name may be taken by an archived channel too.
    private func create(_ draft: ChannelDraft) async throws -> SlackChannel {
        var last = SlackFailure(.nameTaken)
        for name in ChannelNames.candidates(draft.name) {
            do {
                let channel = try await bot.send(
                    .conversationsCreate,
                    [("name", name), ("is_private", settings.isPrivate ? "true" : "false")],
                    as: SlackChannelReply.self
                ).channel
                await directory.forget()
                return channel
            } catch let failure as SlackFailure where failure.refusal == .nameTaken {
                last = failure
            } catch {
                await directory.forget()
                throw error
            }
        }
        throw last
    }
}

extension SlackChannel {
    func carries(_ marker: String) -> Bool {
        ChannelText.plain(purpose?.value ?? "").contains(marker)
    }
}

/// The channel that an effect came upon, so that it need not be read again.
private actor MadeChannel {
    private(set) var channel: (channel: SlackChannel, isNew: Bool)?

    func remember(_ channel: SlackChannel, isNew: Bool) {
        self.channel = (channel, isNew)
    }
}
