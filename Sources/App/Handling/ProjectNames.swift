import Bookkeeping
import Destinations
import Projects

/// The names under which one Rentman project is known elsewhere, and drafts of what it should be there.
struct ProjectNames: Sendable {
    let project: RentalProject.ID
    let identity: ProjectIdentity

    init(_ project: RentalProject.ID, number: String, name: String, of source: LiveSource) {
        self.project = project
        identity = ProjectIdentity(
            fact: "\(source.connection)/project/\(project)",
            mark: PlannedProject.marker(of: project),
            number: number,
            name: name
        )
    }

    /// Under which the day of its end is remembered.
    var endNote: String { "project-end/\(identity.fact)" }

    func draft(
        _ planned: PlannedProject,
        _ plan: ProjectPlan,
        _ settings: ProjectSettings
    ) -> ProjectDraft {
        var identity = identity
        identity.name = planned.name
        var draft = ProjectDraft(
            identity,
            startDate: planned.startDate,
            manager: Int(planned.manager.value)
        )
        draft.reference = planned.reference
        draft.endDate = planned.endDate
        draft.isClosed = plan.isClosed
        draft.participants = Set(plan.participants.map { Int($0.value) })
        draft.removesParticipants = settings.crewLeaves == .remove
        draft.takeLines(of: plan)
        return draft
    }

    /// The project with its own name, customer and manager, and the planned lines and crew.
    func continuation(
        of existing: Destinations.ExistingProject,
        _ plan: ProjectPlan,
        _ settings: ProjectSettings
    ) -> ProjectDraft {
        var draft = withdrawal(of: existing, isClosed: false)
        draft.participants = Set(plan.participants.map { Int($0.value) })
        draft.removesParticipants = settings.crewLeaves == .remove
        draft.takeLines(of: plan)
        return draft
    }

    /// The project as it is, with our lines taken off.
    func withdrawal(of existing: Destinations.ExistingProject, isClosed: Bool) -> ProjectDraft {
        var identity = identity
        identity.number = existing.number
        identity.name = existing.name
        var draft = ProjectDraft(
            identity,
            startDate: existing.startDate ?? .epoch,
            manager: existing.manager ?? 0,
            customer: existing.customer
        )
        draft.reference = existing.reference
        draft.description = existing.description
        draft.contact = existing.contact
        draft.isClosed = isClosed
        draft.participants = Set(existing.participants.map(\.employee))
        draft.removesParticipants = false
        return draft
    }

    func channel(
        _ channel: PlannedChannel,
        ledgerURL: String?,
        _ settings: ProjectSettings,
        account: String?
    ) -> ChannelDraft {
        ChannelDraft(
            fact: identity.fact,
            name: channel.name.description,
            stem: ChannelName(
                prefix: settings.channelPrefix,
                number: identity.number,
                title: ""
            ).description,
            marker: ChannelMarker.text(account: account, project: project),
            purpose: channel.purpose,
            topic: channel.topic.text(ledgerURL: ledgerURL),
            members: channel.members.map { .init(key: "crew/\($0.crew)", email: $0.email) }
        )
    }

    /// Enough to find the channel by.
    func channelToFind(account: String?) -> ChannelDraft {
        ChannelDraft(
            fact: identity.fact,
            name: "",
            stem: "",
            marker: ChannelMarker.text(account: account, project: project),
            purpose: "",
            topic: "",
            members: []
        )
    }

    fileprivate static func mark(of subproject: Subproject.ID) -> String { "[rm:\(subproject)]" }
}

extension ProjectDraft {
    fileprivate mutating func takeLines(of plan: ProjectPlan) {
        lines = plan.lines.map { line in
            ProjectLineDraft(
                mark: ProjectNames.mark(of: line.subproject),
                description: line.description,
                date: line.date,
                amount: line.price,
                vatCode: line.vatCode
            )
        }
        // A line whose price or VAT cannot be told now stays as it is.
        keptMarks = Set(plan.notices.compactMap(\.keptSubproject).map(ProjectNames.mark))
    }
}
