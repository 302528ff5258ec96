import Bookkeeping
import Destinations
import Foundation
import Outbox
import Projects
import Remote

/// Brings Tripletex and Slack to what a Rentman project comes to, and says how that went.
struct ProjectWork: Sendable {
    /// When a project is looked at again by the clock: early, before the company's people come.
    static let morningHour = 5
    static let timerTopic = "timer"

    let company: LiveCompany
    let source: LiveSource
    let settings: ProjectSettings
    let ledger: LiveLedger?
    let slack: LiveSlack?
    let outbox: Outbox
    let journal: OutboxJournal
    let now: Date

    var language: Language { company.language }

    /// What became of it, for the verdict.
    struct Outcome: Sendable {
        var done: [LocalizedText] = []
        var notices: [WorkNotice] = []
        var explanation: [LocalizedText] = []
    }

    func verdict(on project: RentalProject) async throws -> Verdict {
        let subject = "project/\(project.id)"
        try await outbox.keepParts(
            project.parts,
            of: subject,
            company: company.id,
            connection: source.connection
        )
        let identity = ProjectNames(
            project.id,
            number: project.number,
            name: project.name,
            of: source
        )
        let found = try await existing(identity)
        let plan = try await planner().plan(project, existing: found.planned, today: today)
        var outcome = Outcome(
            notices: plan.notices.filter(\.isThePlanners).map(WorkNotice.init),
            explanation: plan.explanation
        )
        let brought = try await bringLedger(plan, identity, found, &outcome)
        try await bringChannel(
            plan,
            identity,
            found,
            ledgerURL: brought?.address ?? found.planned.ledger?.url,
            &outcome
        )
        try await remember(plan, subject: subject, identity)
        try await rememberUnmatched(plan, subject: subject)
        let invoices = try await InvoiceWork(self).book(
            project,
            ledgerProject: brought?.id ?? found.ledger?.id
        )
        outcome.done += invoices.done
        outcome.notices += invoices.notices
        return try await settle(outcome, of: project.number, blocked: plan.isBlocked, invoices)
    }

    /// The project is gone in Rentman: closed and archived; what hangs on it is left.
    func verdict(onDeleted id: RentalProject.ID) async throws -> Verdict {
        let identity = ProjectNames(id, number: "", name: "", of: source)
        let found = try await existing(identity)
        let plan = try await planner().planDeleted(id, existing: found.planned, today: today)
        var outcome = Outcome(notices: plan.notices.filter(\.isThePlanners).map(WorkNotice.init))
        if let ledger, let project = found.ledger, !project.isClosed, plan.isClosed {
            let brought = try await ledger.projects.bring(
                identity.withdrawal(of: project, isClosed: true),
                from: found.state,
                journal: journal
            )
            outcome.done.append(.closed(brought.number))
            outcome.notices += brought.notices.map { WorkNotice($0, of: identity.identity.fact) }
        }
        try await bringChannel(plan, identity, found, ledgerURL: nil, &outcome)
        try await remember(plan, subject: "project/\(id)", identity)
        try await rememberUnmatched(plan, subject: "project/\(id)")
        try await outbox.forgetParts(
            of: "project/\(id)",
            company: company.id,
            connection: source.connection
        )
        return try await settle(outcome, of: "\(id)", blocked: false, .init())
    }

    /// An invoice that belongs to no project.
    func verdict(on invoice: RentalInvoice) async throws -> Verdict {
        var result = InvoiceWork.Result()
        try await InvoiceWork(self).book(invoice, customer: nil, ledgerProject: nil, &result)
        let outcome = Outcome(done: result.done, notices: result.notices)
        return try await settle(outcome, of: invoice.number, blocked: false, result)
    }

    // MARK: What there is

    struct Found: Sendable {
        var planned = Projects.ExistingProject.none
        /// nil without a connection to Tripletex.
        var state: ProjectState?
        /// nil without a connection to Slack.
        var channel: ProjectChannelState?
        var ledger: Destinations.ExistingProject? { state?.project }
    }

    private func existing(_ names: ProjectNames) async throws -> Found {
        var found = Found()
        found.planned.endedOn = try await outbox.note(names.endNote, company: company.id)
            .flatMap { LocalDate($0) }
        if let slack {
            let channel = try await slack.workspace.state(
                of: names.channelToFind(account: source.account),
                journal: journal
            )
            found.channel = channel
            found.planned.channel = channel.existing.map(ExistingChannel.init)
        }
        guard let ledger else { return found }
        let state = try await ledger.projects.state(of: names.identity, journal: journal)
        found.state = state
        found.planned.isNumberTaken = state.isNumberTaken
        found.planned.ledger = state.project.map {
            LedgerProject(
                $0,
                isClosedByUs: state.isClosedByUs,
                address: ledger.projects.address(of: $0.id)
            )
        }
        found.planned.lines = state.lines.map(ExistingLine.init)
        found.planned.participants = (state.project?.participants ?? []).map { participant in
            Participant(
                employee: .init(Int64(participant.employee)),
                isAddedByUs: state.ownParticipants.contains(participant.employee)
            )
        }
        return found
    }

    private func planner() async throws -> ProjectPlanner {
        let employees = try await ledger?.projects.allEmployees() ?? []
        return ProjectPlanner(
            settings: slack == nil ? settings.withoutChannels : settings,
            rules: source.bookkeeper.rules,
            employees: EmployeeDirectory(employees.filter(\.isActive).map(Employee.init)),
            language: language,
            account: source.account
        )
    }

    var today: LocalDate { LocalDate(now, in: company.timeZone) }

    // MARK: Tripletex

    /// Returns the project as it is then; nil when nothing was to be done with one.
    private func bringLedger(
        _ plan: ProjectPlan,
        _ identity: ProjectNames,
        _ found: Found,
        _ outcome: inout Outcome
    ) async throws -> ProjectOutcome? {
        guard let ledger else { return nil }
        guard let planned = plan.project else {
            guard let project = found.ledger, !project.isClosed,
                plan.isClosed || plan.isBlocked || !found.planned.lines.isEmpty
            else { return nil }
            let brought = try await ledger.projects.bring(
                plan.isBlocked
                    // Without a customer or manager the project's own stay; its lines and crew follow.
                    ? identity.continuation(of: project, plan, settings)
                    : identity.withdrawal(of: project, isClosed: plan.isClosed),
                from: found.state,
                journal: journal
            )
            if brought.isClosed { outcome.done.append(.closed(brought.number)) }
            outcome.notices += brought.notices.map { WorkNotice($0, of: identity.identity.fact) }
            return brought
        }
        var draft = identity.draft(planned, plan, settings)
        let buyer = planned.customer.bookkeepingCustomer
        draft.buyer = buyer
        let customer = try await ledger.projects.customer(
            buyer,
            number: planned.customer.accountingCode,
            journal: journal
        )
        draft.customer = customer
        try await ledger.projects.follow(
            buyer,
            fact: "\(source.connection)/contact/\(planned.customer.id)",
            as: customer,
            journal: journal
        )
        draft.contact = try await contact(planned.contactPerson, of: customer)
        try await noteAccountingCode(of: planned.customer, as: customer)
        let brought = try await ledger.projects.bring(draft, from: found.state, journal: journal)
        outcome.done.append(.brought(brought))
        outcome.notices += brought.notices.map { WorkNotice($0, of: identity.identity.fact) }
        return brought
    }

    // MARK: Slack

    private func bringChannel(
        _ plan: ProjectPlan,
        _ identity: ProjectNames,
        _ found: Found,
        ledgerURL: String?,
        _ outcome: inout Outcome
    ) async throws {
        guard let slack else { return }
        let result: ChannelOutcome
        if let channel = plan.channel {
            result = try await slack.workspace.bring(
                identity.channel(channel, ledgerURL: ledgerURL, settings, account: source.account),
                from: found.channel,
                journal: journal
            )
            if let name = result.name { outcome.done.append(.channel(name, result)) }
        } else if plan.steps.contains(where: \.archives) {
            result = try await slack.workspace.close(
                identity.channelToFind(account: source.account),
                farewell: SlackMessage(LocalizedText.farewell[language]),
                from: found.channel,
                journal: journal
            )
            if result.state == .archived { outcome.done.append(.archived) }
        } else {
            return
        }
        outcome.notices += result.notices.map { WorkNotice($0, of: identity.identity.fact) }
    }

    // MARK: What is remembered

    private func remember(
        _ plan: ProjectPlan,
        subject: String,
        _ identity: ProjectNames
    ) async throws {
        for step in plan.steps {
            switch step {
            case .noteEnd(let day):
                try await outbox.setNote(
                    identity.endNote,
                    to: day.description,
                    company: company.id
                )
            case .forgetEnd:
                try await outbox.setNote(identity.endNote, to: nil, company: company.id)
            default: break
            }
        }
        guard let day = plan.lookAgainOn, day > today else { return }
        // Time passing makes no event: this one does, once for each such day.
        _ = try await outbox.accept(
            IncomingEvent(
                company: company.id,
                connection: source.connection,
                topic: Self.timerTopic,
                subject: subject,
                deliveryID: "timer/\(subject)/\(day)",
                payload: Data(),
                receivedAt: now,
                dueAt: day.moment(hour: Self.morningHour, in: company.timeZone)
            )
        )
    }
}
