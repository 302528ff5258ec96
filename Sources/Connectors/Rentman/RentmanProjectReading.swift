import Projects

/// Fetches a project with everything that decides what becomes of it elsewhere.
///
/// Calls: the project, its subprojects, functions, crew and invoices; the price of each confirmed subproject and the
/// lines of each invoice. A confirmed project also the numbers of its equipment and costs: when one of them is
/// deleted, its number is all that is told, and the price changes.
struct RentmanProjectReading: Sendable {
    private let connector: Rentman
    private let calls: RentmanCalls
    private let links: RentmanLinks
    private let id: Int64

    init(_ connector: Rentman, _ calls: RentmanCalls, _ id: Int64) {
        self.connector = connector
        self.calls = calls
        links = RentmanLinks(calls)
        self.id = id
    }

    func facts() async throws -> SourceFacts {
        guard
            let record = try await calls.item(
                "projects",
                id,
                expand: [
                    "customer", "customer.admin_contactperson", "cust_contact", "account_manager",
                ]
            )
        else {
            // A 404 of the whole API must not look like a deletion: this one throws then.
            _ = try await calls.page(
                .init(path: "/projects", query: [("fields", "id"), ("limit", "1")])
            )
            return .deletedProject(RentalProject.ID(id))
        }
        let subprojects = try await subprojects()
        let functions = try await calls.list(
            "projects/\(id)/projectfunctions",
            fields: ["id", "subproject"]
        )
        let rows = try await calls.list("projects/\(id)/projectcrew", expand: ["crewmember"])
        var project = RentalProject(
            id: RentalProject.ID(id),
            number: record.text("number") ?? String(id),
            name: record.text("name") ?? "",
            reference: record.text("reference"),
            customer: try await links.contact("customer", of: record),
            contactPerson: try await links.person("cust_contact", of: record),
            accountManager: try await links.target("account_manager", of: record, in: "crew")?
                .crewMember,
            period: record.period,
            createdOn: record.day("created"),
            subprojects: subprojects,
            crew: try await planning(rows, functions),
            invoices: try await invoices(reference: record.text("reference")),
            url: connector.projectURL(id)
        )
        project.parts = try await parts(of: project, functions, rows)
        return .project(project)
    }

    private func subprojects() async throws -> [Subproject] {
        let records = try await calls.list("projects/\(id)/subprojects")
        // Every project has one; an empty list must not look like a project that is no longer confirmed.
        guard !records.isEmpty else { throw RentmanUnreadable(field: "subprojects") }
        var subprojects: [Subproject] = []
        for record in records {
            guard let id = record.integer("id") else {
                throw RentmanUnreadable(field: "subproject.id")
            }
            var subproject = Subproject(
                id: Subproject.ID(id),
                order: record.integer("order") ?? 0,
                name: record.text("name") ?? "",
                status: record.link("status"),
                isTemplate: record.flag("is_template") ?? false,
                isFinancial: record.flag("in_financial") ?? true,
                period: record.period
            )
            if isPriced(subproject) {
                // The sums are on the item alone, never in lists.
                subproject.price = try await calls.item(
                    "subprojects",
                    id,
                    fields: ["id", "project_total_price"]
                )?.amount("project_total_price")
            }
            subprojects.append(subproject)
        }
        return subprojects
    }

    private func isPriced(_ subproject: Subproject) -> Bool {
        !subproject.isTemplate && subproject.isFinancial
            && (subproject.status.map(connector.settings.confirmedStatuses.contains) ?? false)
    }

    /// Who is planned; a row's subproject stands on its function.
    private func planning(
        _ rows: [RentmanRecord],
        _ functions: [RentmanRecord]
    ) async throws -> [CrewPlanning] {
        var subprojects: [Int64: Int64] = [:]
        for function in functions {
            if let id = function.integer("id") { subprojects[id] = function.link("subproject") }
        }
        var members: [Int64: CrewMember] = [:]
        var planning: [CrewPlanning] = []
        for row in rows {
            guard let id = row.link("crewmember") else { continue }
            if members[id] == nil {
                members[id] = try await links.target("crewmember", of: row, in: "crew")?.crewMember
            }
            guard let member = members[id] else { continue }
            let subproject = row.link("function").flatMap { subprojects[$0] }
            planning.append(
                CrewPlanning(
                    member: member,
                    subproject: subproject.map { Subproject.ID($0) },
                    isPublished: row.flag("visible") ?? true
                )
            )
        }
        return planning
    }

    private func invoices(reference: String?) async throws -> [RentalInvoice] {
        let records = try await calls.list(
            "invoices",
            filter: [("project", "/projects/\(id)")],
            expand: RentmanLinks.invoiceExpansions
        )
        var invoices: [RentalInvoice] = []
        for record in records {
            // A filter that is not understood must not book another project's invoice here.
            guard record.link("project") == id else { continue }
            invoices.append(try await links.invoice(record, reference: reference))
        }
        return invoices.sorted { $0.id < $1.id }
    }

    private func parts(
        of project: RentalProject,
        _ functions: [RentmanRecord],
        _ rows: [RentmanRecord]
    ) async throws -> [String] {
        var parts = Set(
            project.subprojects.map { RentmanThing.subproject.subject($0.id.value) }
                + project.crew.map { RentmanThing.crew.subject($0.member.id.value) }
                + project.invoices.map { RentmanThing.invoice.subject($0.id.value) }
                + project.invoices.flatMap(\.lines).map {
                    RentmanThing.invoiceLine.subject($0.id.value)
                }
        )
        func add(_ thing: RentmanThing, _ id: Int64?) {
            if let id { parts.insert(thing.subject(id)) }
        }
        for record in functions { add(.function, record.integer("id")) }
        for record in rows { add(.crewPlanning, record.integer("id")) }
        add(.crew, project.accountManager?.id.value)
        add(.contact, project.customer?.id.value)
        add(.contactPerson, project.contactPerson?.id.value)
        if project.subprojects.contains(where: isPriced) {
            for thing in [RentmanThing.equipmentGroup, .equipment, .cost] {
                let records = try await calls.list(
                    "projects/\(id)/\(thing.collection)",
                    fields: ["id"]
                )
                for record in records { add(thing, record.integer("id")) }
            }
        }
        return parts.sorted()
    }
}

extension Rentman {
    /// The project's page for people; the account's name is its subdomain.
    fileprivate func projectURL(_ id: Int64) -> String? {
        account.map { "https://\($0).rentmanapp.com/#/projects/\(id)/details" }
    }
}
