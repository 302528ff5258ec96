import Bookkeeping
import Projects

func day(_ text: String) -> LocalDate {
    guard let day = LocalDate(text) else { fatalError("no day: \(text)") }
    return day
}

func amount(_ text: String) -> UnroundedAmount {
    guard let amount = UnroundedAmount(text) else { fatalError("no amount: \(text)") }
    return amount
}

extension CrewMember {
    static func sample(
        _ id: CrewMember.ID = 40,
        first: String = "Lyd",
        last: String = "Tekniker",
        email: String? = nil,
        reference: String? = nil,
        isActive: Bool = true
    ) -> CrewMember {
        CrewMember(
            id: id,
            firstName: first,
            lastName: last,
            email: email,
            externalReference: reference,
            isActive: isActive
        )
    }
}

extension Employee {
    static func sample(
        _ id: Employee.ID = 1,
        number: String? = nil,
        first: String = "Ansatt",
        last: String = "Nummer En",
        email: String? = nil,
        canManage: Bool = true
    ) -> Employee {
        Employee(
            id: id,
            number: number,
            firstName: first,
            lastName: last,
            email: email,
            canManageProjects: canManage
        )
    }
}

extension Subproject {
    static func sample(
        _ id: Subproject.ID = 930,
        name: String = "Hovedscene",
        status: Int64? = 3,
        price: String? = "40900",
        from: String? = "2026-05-11",
        to: String? = "2026-05-13",
        isTemplate: Bool = false,
        isFinancial: Bool = true,
        order: Int64 = 1
    ) -> Subproject {
        Subproject(
            id: id,
            order: order,
            name: name,
            status: status,
            isTemplate: isTemplate,
            isFinancial: isFinancial,
            price: price.map(amount),
            period: RentalPeriod(start: from.map(day), end: to.map(day))
        )
    }
}

extension RentalContact {
    static func sample(
        _ id: RentalContact.ID = 501,
        name: String = "Kongressen AS"
    )
        -> RentalContact
    {
        RentalContact(
            id: id,
            name: name,
            organizationNumber: "910667574",
            invoiceEmail: "faktura@kunde.example"
        )
    }
}

extension RentalProject {
    static func sample(
        number: String = "812",
        name: String = "Vårkonferansen 2026",
        reference: String? = "PO-4711",
        customer: RentalContact? = .sample(),
        accountManager: CrewMember? = nil,
        subprojects: [Subproject] = [.sample()],
        crew: [CrewPlanning] = []
    ) -> RentalProject {
        RentalProject(
            id: 812,
            number: number,
            name: name,
            reference: reference,
            customer: customer,
            accountManager: accountManager,
            createdOn: day("2026-02-20"),
            subprojects: subprojects,
            crew: crew,
            url: "https://nordlyslyd.rentmanapp.com/#/projects/812/details"
        )
    }
}

extension ProjectPlanner {
    static func sample(
        _ change: (inout ProjectSettings) -> Void = { _ in },
        rules: Rules = .standard,
        employees: [Employee] = [.sample()]
    ) -> ProjectPlanner {
        var settings = ProjectSettings.standard
        change(&settings)
        return ProjectPlanner(
            settings: settings,
            rules: rules,
            employees: EmployeeDirectory(employees),
            account: "nordlyslyd"
        )
    }
}
