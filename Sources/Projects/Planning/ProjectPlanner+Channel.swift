import Bookkeeping

extension ProjectPlanner {
    /// The project's channel: made on first sight in one of the chosen statuses, kept up while the job lives,
    /// archived when it has been over for long enough.
    func planChannel(
        _ project: RentalProject,
        _ standing: ProjectStanding,
        _ existing: ExistingProject,
        _ today: LocalDate,
        _ plan: inout ProjectPlan
    ) {
        guard settings.slackChannels else { return }
        let wanted = channel(of: project, standing)
        guard let channel = existing.channel else {
            guard standing.deservesChannel, plan.endedOn == nil, !isPast(standing) else { return }
            plan.channel = wanted
            plan.steps.append(.createChannel(wanted))
            return
        }
        if plan.endedOn != nil {
            planArchive(channel, today, &plan)
            return
        }
        plan.channel = wanted
        guard !channel.isArchived else {
            if channel.isArchivedByUs {
                plan.steps.append(.reopenChannel(id: channel.id, wanted))
            } else {
                plan.notices.append(.channelArchivedByHand(project.id, name: channel.name))
            }
            return
        }
        // A project that is only now made gives the topic its link.
        let isLinked = !plan.steps.contains { if case .createProject = $0 { true } else { false } }
        let topic = isLinked ? wanted.topic.text(ledgerURL: existing.ledger?.url) : nil
        plan.steps += keepUp(channel, as: wanted, topic: topic)
    }

    /// Archives the channel when its project's end is long enough ago.
    func planArchive(
        _ channel: ExistingChannel,
        _ today: LocalDate,
        _ plan: inout ProjectPlan
    ) {
        guard settings.slackChannels, !channel.isArchived, let end = plan.endedOn,
            let day = end.adding(days: settings.archiveAfterDays), day <= today
        else { return }
        plan.steps.append(.archiveChannel(id: channel.id))
    }

    /// Whether the project was over before the company's from-date.
    private func isPast(_ standing: ProjectStanding) -> Bool {
        guard let from = rules.settings.fromDate, let end = standing.period.end else {
            return false
        }
        return end < from
    }

    private func channel(
        of project: RentalProject,
        _ standing: ProjectStanding
    ) -> PlannedChannel {
        PlannedChannel(
            name: ChannelName(
                prefix: settings.channelPrefix,
                number: project.number,
                title: project.name
            ),
            topic: ChannelTopic(
                period: Self.text(of: standing.period),
                customer: project.customer?.name,
                rentalURL: project.url
            ),
            purpose: purpose(of: project),
            members: members(of: project)
        )
    }

    /// Everybody planned who has been told of it and has an address; one address once.
    private func members(of project: RentalProject) -> [ChannelMember] {
        var members: [String: ChannelMember] = [:]
        for row in project.crew.sorted(by: { $0.member.id < $1.member.id })
        where row.isPublished && row.member.isActive {
            guard let email = row.member.email.map(EmployeeDirectory.address),
                email.contains("@"), members[email] == nil
            else { continue }
            members[email] = ChannelMember(crew: row.member.id, email: email)
        }
        return members.values.sorted { ($0.crew, $0.email) < ($1.crew, $1.email) }
    }

    private func purpose(of project: RentalProject) -> String {
        let marker = ChannelMarker.text(account: account, project: project.id)
        let title = LocalizedText(
            nb: "Rentman-prosjekt \(project.number)",
            en: "Rentman project \(project.number)"
        )[language]
        let parts = [title, project.url].compactMap { $0 } + [marker]
        let whole = parts.joined(separator: " · ")
        return whole.count <= ChannelTopic.limit ? whole : "\(title.prefix(100)) · \(marker)"
    }

    private static func text(of period: RentalPeriod) -> String? {
        switch (period.start, period.end) {
        case (let start?, let end?): start == end ? "\(start)" : "\(start) – \(end)"
        case (let day?, nil), (nil, let day?): "\(day)"
        case (nil, nil): nil
        }
    }

    private func keepUp(
        _ channel: ExistingChannel,
        as wanted: PlannedChannel,
        topic: String?
    ) -> [ProjectStep] {
        var steps: [ProjectStep] = []
        if settings.renameChannels, !wanted.name.isBorne(by: channel.name) {
            steps.append(.renameChannel(id: channel.id, wanted.name))
        }
        if channel.purpose != wanted.purpose { steps.append(.setPurpose(wanted.purpose)) }
        if channel.topic != topic {
            steps.append(.setTopic(wanted.topic))
        }
        let missing = wanted.members.filter { !channel.members.contains($0.email) }
        if !missing.isEmpty { steps.append(.inviteToChannel(missing)) }
        guard settings.crewLeaves == .remove else { return steps }
        let leaving = channel.invited.intersection(channel.members)
            .subtracting(wanted.members.map(\.email)).sorted()
        if !leaving.isEmpty { steps.append(.removeFromChannel(leaving)) }
        return steps
    }
}
