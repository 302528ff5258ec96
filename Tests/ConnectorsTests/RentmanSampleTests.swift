import Bookkeeping
import Connectors
import Foundation
import Projects
import TestSupport
import Testing

/// Answers in the shape of captured ones, read by the connector and judged by the planner and the bookkeeper.
@Suite(.enabled(if: Samples.hasRecordings))
struct RentmanSampleTests {
    private let account: RentmanAccount

    init() throws {
        account = try RentmanAccount()
        for (collection, files) in [
            ("projects", ["project_812"]), ("subprojects", ["subproject_930", "subproject_931"]),
            ("projectfunctions", ["projectfunctions_of_812"]),
            ("projectcrew", ["projectcrew_of_812"]), ("crew", ["crew"]),
            ("contacts", ["contacts", "contact_501"]),
            ("contactpersons", ["contactpersons_of_501"]),
            ("invoices", ["invoice_215", "invoice_216_credit"]),
            ("invoicelines", ["invoicelines_of_215", "invoicelines_of_216"]),
            ("projectequipment", ["projectequipment_of_812"]),
            ("projectequipmentgroup", ["projectequipmentgroup_of_812"]),
            ("costs", ["costs_of_812"]),
        ] {
            for file in files { try put(file, in: collection) }
        }
    }

    private func put(_ file: String, in collection: String) throws {
        let json = try JSONValue(parsing: Samples.recording("rentman/api_\(file).json"))
        let records: [JSONValue] =
            if case .array(let items)? = json["data"] { items } else { [json["data"] ?? .null] }
        account.fake.apply(records.map { .put(collection: collection, record: $0) })
    }

    private func project() async throws -> RentalProject {
        guard case .project(let project) = try await account.read("project/812") else {
            throw NoProject()
        }
        return project
    }

    private struct NoProject: Error {}

    @Test func `the sample project becomes a project with lines, crew and channel`() async throws {
        let project = try await project()
        let planner = ProjectPlanner(
            settings: .standard,
            rules: .standard,
            employees: EmployeeDirectory([
                Employee(id: 1, number: "1002", canManageProjects: true),
                Employee(id: 2, email: project.crew.first { $0.member.id == 41 }?.member.email),
            ]),
            account: "nordlyslyd"
        )

        let plan = planner.plan(
            project,
            existing: .none,
            today: try #require(LocalDate("2026-03-10"))
        )
        #expect(plan.project?.number == "812" && plan.project?.customer.id == 501)
        #expect(plan.lines.first?.price.minor == 4_090_000)
        #expect(plan.participants == [1, 2])
        #expect(plan.channel?.name.description == "p-812-vaarkonferansen-2026")
        #expect(project.crew.count == 4 && Set(project.crew.map(\.member.id)).count == 3)
        #expect(
            project.parts.contains("projectequipment/701")
                && project.parts.contains("projectcost/801")
        )
    }

    @Test func `the sample invoice and its credit note are booked to the øre`() async throws {
        let invoices = try await project().invoices
        #expect(invoices.map(\.id) == [215, 216])
        var totals: [Int64] = []
        for invoice in invoices {
            guard case .basis(let basis) = try invoice.basis(settings: .standard),
                case .sale(let document)? = Bookkeeper(rules: .standard).plan(basis.order).entries
                    .first
            else {
                Issue.record("\(invoice.number) is not booked")
                continue
            }
            totals.append(document.total.minor)
        }
        #expect(totals == [6_792_500, -600_000])
    }

    @Test func `the new form of status links is the same status`() async throws {
        try put("subprojects_of_812", in: "subprojects")
        let before = try await project().subprojects.map(\.status)
        try put("subprojects_of_812_new_prefix", in: "subprojects")
        #expect(try await project().subprojects.map(\.status) == before)
    }

    @Test func `amounts with the noise of binary arithmetic tie to the captured total`()
        async throws
    {
        try put("invoice_float_noise", in: "invoices")
        let lines = try JSONValue(
            parsing: Samples.recording("rentman/api_invoicelines_float_noise.json")
        )
        guard case .array(let rows)? = lines["data"] else { throw NoProject() }
        for case .object(let members) in rows {
            let path = JSONValue.Member("parent_api_path", .string("/invoices/7"))
            account.fake.apply([
                .put(
                    collection: "invoicelines",
                    record: .object(members.filter { $0.name != path.name } + [path])
                )
            ])
        }
        try account.put(
            "projects",
            #"{"id":155,"number":155,"name":"Sample","customer":"/contacts/501"}"#
        )
        try account.put("subprojects", #"{"id":156,"project":"/projects/155","name":"Sample"}"#)
        guard case .project(let project) = try await account.read("project/155"),
            let invoice = project.invoices.first
        else { throw NoProject() }
        var settings = ProjectSettings.standard
        settings.drafts = true

        guard
            case .basis(let basis) = try invoice.basis(
                settings: settings,
                projectCustomer: project.customer
            )
        else { throw NoProject() }
        #expect(basis.order.lines.map(\.unitPrice).total.minor == 1_298_046)
        #expect(basis.order.lines.compactMap(\.shopVAT).total.minor == 272_590)
        #expect(basis.order.lines.first?.title?.hasSuffix("(70 %)") == true)
    }
}
