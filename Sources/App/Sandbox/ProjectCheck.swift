import Bookkeeping
import Connectors
import Destinations
import Foundation
import HTTPTypes
import Outbox
import Projects
import Remote

/// Compares what the stand-ins of Tripletex and Slack hold with what the pure planner says of every project as Rentman
/// has it now.
///
/// The planner is asked what is left to do, given what is found: each step that it names is a difference.
struct ProjectCheck: Sendable {
    let projects: [RentalProject.ID]
    let rentman: FakeRentman
    let token: String
    let ledger: FakeTripletex
    let slack: FakeSlack
    let company: LiveCompany
    let source: LiveSource
    let outbox: Outbox
    let today: LocalDate

    /// What is found elsewhere, read once.
    private struct World {
        var projects: [String: [FakeProjectSnapshot]]
        var orders: [String: [FakeTripletex.OrderSnapshot]]
        var employees: [FakeTripletex.EmployeeSnapshot]
        var channels: [FakeSlackSnapshot.Channel]
        var addresses: Set<String>
    }

    fileprivate struct Tally {
        var open = (planned: 0, found: 0)
        var closed = (planned: 0, found: 0)
        var lines = (planned: 0, found: 0)
        var participants = (planned: 0, found: 0)
        var channels = (planned: 0, found: 0)
        var archived = (planned: 0, found: 0)
        var orders = (planned: 0, found: 0)
        var blocked: Set<String> = []
        var differences: [String] = []

        var rows: [ProjectReport.Row] {
            [
                ("open projects in Tripletex", open), ("closed projects in Tripletex", closed),
                ("order lines on open projects", lines),
                ("participants of open projects", participants),
                ("channels in Slack", channels), ("archived channels", archived),
                ("invoice bases as orders", orders),
            ].map { .init(name: $0.0, planned: $0.1.planned, found: $0.1.found) }
        }
    }

    func report(
        deliveries: Int = 0,
        duplicates: Int = 0,
        lost: Int = 0
    ) async throws -> ProjectReport {
        let world = readWorld()
        let planner = ProjectPlanner(
            settings: source.projects ?? .standard,
            rules: source.bookkeeper.rules,
            employees: EmployeeDirectory(
                world.employees.filter(\.isActive).map(Employee.init)
            ),
            language: company.language,
            account: source.account
        )
        var tally = Tally()
        for id in projects { try await compare(id, planner, world, &tally) }
        tally.differences += try await unexpected(tally.blocked)
        return ProjectReport(
            deliveries: deliveries,
            duplicates: duplicates,
            lost: lost,
            rows: tally.rows,
            differences: tally.differences
        )
    }

    private func readWorld() -> World {
        World(
            projects: Dictionary(grouping: ledger.projectsSnapshot()) { $0.mark ?? "" },
            orders: Dictionary(grouping: ledger.ordersSnapshot(), by: \.number),
            employees: ledger.employeesSnapshot(),
            channels: slack.snapshot().channels,
            addresses: slack.emails
        )
    }

    private func compare(
        _ id: RentalProject.ID,
        _ planner: ProjectPlanner,
        _ world: World,
        _ tally: inout Tally
    ) async throws {
        switch try await facts(id) {
        case .project(let project):
            let found = try await existing(id, of: project, world, &tally)
            let plan = planner.plan(project, existing: found, today: today)
            tally.count(plan, found, manager: plan.project?.manager)
            tally.differences += plan.steps.filter(\.isSeen).map {
                "project \(id): the planner would \($0)"
            }
            if plan.isBlocked { tally.blocked.insert("project/\(id)") }
            for invoice in project.invoices { compare(invoice, of: project, world, &tally) }
        case .deletedProject:
            let found = try await existing(id, of: nil, world, &tally)
            let plan = planner.planDeleted(id, existing: found, today: today)
            tally.count(plan, found, manager: nil)
            tally.differences += plan.steps.filter(\.isSeen).map {
                "deleted \(id): the planner would \($0)"
            }
        default: tally.differences.append("project \(id) cannot be read")
        }
    }

    /// Reads past the network and its faults.
    private func facts(_ id: RentalProject.ID) async throws -> SourceFacts {
        let client = RemoteClient(
            service: Rentman.service,
            baseURL: source.client?.baseURL ?? "",
            transport: FakeTransport(to: rentman),
            limit: RateLimit(
                budget: .init(calls: .max, window: .seconds(1), concurrent: 1)
            ),
            circuit: CircuitBreaker(),
            authorization: { [token] in $0[.authorization] = "Bearer \(token)" }
        )
        return try await source.connector.read("project/\(id)", from: SourceAccess(remote: client))
    }

    // MARK: What is found

    private func existing(
        _ id: RentalProject.ID,
        of project: RentalProject?,
        _ world: World,
        _ tally: inout Tally
    ) async throws -> Projects.ExistingProject {
        var found = Projects.ExistingProject.none
        let made = world.projects[PlannedProject.marker(of: id)] ?? []
        let marker = ChannelMarker.text(account: source.account, project: id)
        let channels = world.channels.filter { $0.purpose.hasSuffix(marker) }
        if made.count > 1 { tally.differences.append("project \(id) was made \(made.count) times") }
        if channels.count > 1 {
            tally.differences.append("project \(id) has \(channels.count) channels")
        }
        let names = ProjectNames(id, number: "", name: "", of: source)
        found.endedOn = try await outbox.note(names.endNote, company: company.id)
            .flatMap { LocalDate($0) }
        found.channel = channels.last.map { ExistingChannel($0, of: project, world.addresses) }
        guard let ledger = made.last else { return found }
        found.ledger = LedgerProject(
            ledger,
            of: project,
            address: company.ledger?.projects.address(of: ledger.id)
        )
        found.lines = ledger.lines.enumerated().map { ExistingLine($1, place: $0) }
        found.participants = world.employees.filter { ledger.participants.contains($0.number) }
            .map {
                .init(
                    employee: .init(Int64($0.id)),
                    isAddedByUs: !ledger.managers.contains($0.number)
                )
            }
        return found
    }

    // MARK: Invoices

    private func compare(
        _ invoice: RentalInvoice,
        of project: RentalProject,
        _ world: World,
        _ tally: inout Tally
    ) {
        let found = world.orders["\(source.connection)-\(invoice.number)"] ?? []
        tally.orders.found += found.count
        do throws(Alert) {
            let outcome = try invoice.basis(
                settings: source.projects ?? .standard,
                projectCustomer: project.customer,
                language: company.language
            )
            guard case .basis(let basis) = outcome else { return }
            guard source.bookkeeper.plan(basis.order).status == .booked else {
                tally.blocked.insert("project/\(project.id)")
                return
            }
            tally.orders.planned += 1
            let total = basis.order.total.minor
            if found.map(\.gross) != [total] {
                tally.differences.append(
                    "invoice \(invoice.number) comes to \(total) øre, its orders to \(found.map(\.gross))"
                )
            }
        } catch {
            tally.blocked.insert("project/\(project.id)")
        }
    }

    /// Failed events of projects that nothing keeps from being done, and events that are still waiting.
    private func unexpected(_ blocked: Set<String>) async throws -> [String] {
        var filter = EventFilter(company: company.id, connection: source.connection)
        filter.state = .failed
        let failed = try await outbox.events(filter, limit: Outbox.pageLimit).items
            .filter { !blocked.contains($0.subject) }
            .map {
                "event \($0.id) about \($0.subject) failed: \($0.cause ?? "") \($0.message ?? "")"
            }
        filter.state = .running
        let running = try await outbox.count(filter)
        return failed + (running > 0 ? ["\(running) events are still at work"] : [])
    }
}

extension ProjectCheck.Tally {
    fileprivate mutating func count(
        _ plan: ProjectPlan,
        _ found: Projects.ExistingProject,
        manager: Employee.ID?
    ) {
        let isOpen = found.ledger.map { !$0.isClosed } ?? false
        // Where something keeps the plan from being made, what is there stays.
        let staysOpen = plan.project != nil || (plan.isBlocked && isOpen)
        open.planned += staysOpen ? 1 : 0
        open.found += isOpen ? 1 : 0
        closed.planned += found.ledger != nil && !staysOpen ? 1 : 0
        closed.found += found.ledger?.isClosed ?? false ? 1 : 0
        if staysOpen { lines.planned += plan.lines.count }
        if isOpen {
            lines.found += found.lines.count
            participants.found += found.participants.count
        }
        if staysOpen {
            let all = Set(plan.participants).union(
                [manager ?? found.ledger?.manager].compactMap(\.self)
                    // Whom bokbro did not take on, it does not take off.
                    + found.participants.filter { !$0.isAddedByUs }.map(\.employee)
            )
            participants.planned += all.count
        }
        let isArchived = found.channel?.isArchived ?? false
        let archives = plan.steps.contains(where: \.archives)
        channels.planned +=
            plan.channel != nil || (found.channel != nil && !isArchived && !archives) ? 1 : 0
        channels.found += found.channel != nil && !isArchived ? 1 : 0
        archived.planned += plan.channel == nil && (isArchived || archives) ? 1 : 0
        archived.found += isArchived ? 1 : 0
    }
}
