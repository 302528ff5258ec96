package import Bookkeeping

/// Says what should exist of a Rentman project elsewhere, and what is to be done: a pure function of the project,
/// the company's rules, its employees, what exists, and the day.
package struct ProjectPlanner: Hashable, Sendable {
    static let nameLimit = 255

    let settings: ProjectSettings
    let rules: Rules
    let employees: EmployeeDirectory
    /// The language of what is written for people elsewhere.
    let language: Language
    /// The name of the Rentman account, part of a channel's marker.
    let account: String?

    package init(
        settings: ProjectSettings,
        rules: Rules,
        employees: EmployeeDirectory,
        language: Language = .nb,
        account: String? = nil
    ) {
        self.settings = settings
        self.rules = rules
        self.employees = employees
        self.language = language
        self.account = account
    }

    /// The plan of a project as it is now.
    package func plan(
        _ project: RentalProject,
        existing: ExistingProject,
        today: LocalDate
    ) -> ProjectPlan {
        let standing = ProjectStanding(project, settings: settings)
        var plan = ProjectPlan.nothing
        plan.notices = unknownStatuses(of: project)
        planEnd(standing.end(known: existing.endedOn, today: today), existing, today, &plan)
        if plan.endedOn == nil { plan.lookAgainOn = dayAfterGrace(standing.period.end) }
        if standing.isConfirmed, !isTooOld(standing, existing) {
            planLedger(project, standing, existing, today, &plan)
        } else {
            let closes = standing.isCancelled || settings.notConfirmedAgain == .close
            planWithdrawal(existing, closes: closes, &plan)
        }
        planChannel(project, standing, existing, today, &plan)
        plan.notices.sort { $0.key < $1.key }
        return plan
    }

    /// The plan of a project that is deleted in Rentman: closed and archived, with what hangs on it left alone.
    package func planDeleted(
        _ project: RentalProject.ID,
        existing: ExistingProject,
        today: LocalDate
    ) -> ProjectPlan {
        var plan = ProjectPlan.nothing
        // What never came anywhere has no end to wait for.
        guard existing.ledger != nil || existing.channel != nil || existing.endedOn != nil else {
            return plan
        }
        planEnd(existing.endedOn ?? today, existing, today, &plan)
        planWithdrawal(existing, closes: true, &plan)
        if let channel = existing.channel { planArchive(channel, today, &plan) }
        return plan
    }

    // MARK: The end

    private func planEnd(
        _ end: LocalDate?,
        _ existing: ExistingProject,
        _ today: LocalDate,
        _ plan: inout ProjectPlan
    ) {
        plan.endedOn = end
        if let end {
            if existing.endedOn != end { plan.steps.append(.noteEnd(end)) }
            if let day = end.adding(days: settings.archiveAfterDays), day > today {
                plan.lookAgainOn = day
            }
        } else if existing.endedOn != nil {
            plan.steps.append(.forgetEnd)
        }
    }

    /// The first day on which a project whose period ends then is over for good.
    private func dayAfterGrace(_ end: LocalDate?) -> LocalDate? {
        end?.adding(days: max(1, settings.archiveAfterDays))
    }

    /// A project that was over before the company's from-date is not taken up.
    private func isTooOld(_ standing: ProjectStanding, _ existing: ExistingProject) -> Bool {
        guard existing.ledger == nil, let from = rules.settings.fromDate,
            let end = standing.period.end
        else { return false }
        return end < from
    }

    private func unknownStatuses(of project: RentalProject) -> [ProjectNotice] {
        let sorted = settings.confirmedStatuses.union(settings.endedStatuses)
            .union(settings.channelStatuses)
        var notices: [Int64: ProjectNotice] = [:]
        for subproject in project.subprojects.sorted(by: { $0.id < $1.id })
        where !subproject.isTemplate {
            guard let status = subproject.status,
                !ProjectSettings.Status.known.contains(status), !sorted.contains(status),
                notices[status] == nil
            else { continue }
            notices[status] = .unknownStatus(status, of: subproject)
        }
        return notices.values.sorted { $0.key < $1.key }
    }
}
