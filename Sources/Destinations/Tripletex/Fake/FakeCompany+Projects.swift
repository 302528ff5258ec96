import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension FakeCompany {
    /// The paths below `/project` and `/employee`.
    mutating func answerProjects(
        _ route: FakeRoute,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        let id = route.segments.lazy.compactMap(Int.init).first
        switch (route.method, route.pattern) {
        case (.get, "/employee"): return try findEmployees(request)
        case (.get, "/project"): return try findProjects(request)
        case (.post, "/project"): return try createProject(request)
        case (.get, "/project/{id}"): return try readProject(projects.project(id), request)
        case (.put, "/project/{id}"): return try changeProject(id, request)
        case (.get, "/project/orderline"): return try findProjectLines(request)
        case (.post, "/project/orderline"): return try createProjectLines(request, isList: false)
        case (.post, "/project/orderline/list"):
            return try createProjectLines(request, isList: true)
        case (.get, "/project/orderline/{id}"): return try readProjectLine(id, request)
        case (.put, "/project/orderline/{id}"): return try changeProjectLine(id, request)
        case (.delete, "/project/orderline/{id}"): return try deleteProjectLine(id)
        case (.post, "/project/participant"): return try createParticipants(request, isList: false)
        case (.post, "/project/participant/list"):
            return try createParticipants(request, isList: true)
        case (.delete, "/project/participant/list"): return try deleteParticipants(request)
        case (.get, _) where route.segments.count == 3 && route.segments[1] == "number":
            guard let found = projects.projects.first(where: { $0.number == route.segments[2] })
            else { throw .notFound }
            return try readProject(found, request)
        default: throw .notFound
        }
    }

    private func findEmployees(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let managers = request.queryValue("assignableProjectManagers") == "true"
        let email = request.queryValue("email")?.lowercased()
        let found = projects.employees.filter {
            (!managers || $0.isAssignableManager) && (email.map($0.email.contains) ?? true)
        }
        return try FakeRoute.list(found, request) { employee in
            .object([
                "id": .integer(employee.id), "version": .integer(0),
                "employeeNumber": .string(employee.number),
                "firstName": .string(employee.firstName),
                "lastName": .string(employee.lastName), "email": .string(employee.email),
                "displayName": .string("\(employee.firstName) \(employee.lastName)"),
                "allowInformationRegistration": .bool(employee.isActive),
            ])
        }
    }

    /// Numbers exactly, names and external numbers by what they contain; closed ones too.
    private func findProjects(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let found = projects.projects.filter { project in
            request.query.allSatisfy { name, value in
                switch name {
                case "number": project.number == value
                case "name": project.name.lowercased().contains(value.lowercased())
                case "externalAccountsNumber":
                    (project.externalAccountsNumber ?? "").contains(value)
                case "isClosed": project.isClosed == (value == "true")
                default: true
                }
            }
        }
        return try FakeRoute.list(found, request, json(of:))
    }

    private func readProject(
        _ project: FakeProjects.Project,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        let selection = try FakeFields(request.queryValue("fields"))
        return FakeRoute.value(try selection.apply(to: json(of: project)))
    }

    func json(of project: FakeProjects.Project) -> FakeJSON {
        func id(_ id: Int?) -> FakeJSON { id.map { .id($0) } ?? .null }
        return .object([
            "id": .integer(project.id), "version": .integer(project.version),
            "number": .string(project.number), "name": .string(project.name),
            "reference": .string(project.reference ?? ""),
            "description": .string(project.description ?? ""),
            "externalAccountsNumber": .string(project.externalAccountsNumber ?? ""),
            "projectManager": .id(project.manager),
            "startDate": .string(project.startDate.description),
            "endDate": .optional(project.endDate?.description),
            "customer": id(project.customer), "contact": id(project.contact),
            "isInternal": .bool(project.isInternal), "isClosed": .bool(project.isClosed),
            "numberOfProjectParticipants": .integer(project.participants.count),
            "participants": .array(
                project.participants.map {
                    .object([
                        "id": .integer($0.id), "employee": .id($0.employee),
                        "project": .id(project.id),
                    ])
                }
            ),
        ])
    }

    private static let projectFields: Set<String> = [
        "name", "number", "reference", "description", "externalAccountsNumber", "projectManager",
        "startDate", "endDate", "customer", "contact", "isInternal", "isClosed",
    ]

    private mutating func createProject(
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(FakeRoute.json(request), known: Self.projectFields)
        guard let name = try body.text("name") else { throw .mustNotBeNull("name") }
        guard let manager = try body.reference("projectManager") else {
            throw .invalid("projectManager.id", "Feltet \"Prosjektleder\" må fylles ut.")
        }
        guard let start = try body.date("startDate") else {
            throw .invalid("startDate", "Feltet må fylles ut.")
        }
        guard let isInternal = try body.flag("isInternal") else {
            throw .mustNotBeNull("isInternal")
        }
        let id = nextID()
        var project = FakeProjects.Project(
            id: id,
            number: "\(id)",
            name: name,
            manager: manager,
            startDate: start,
            isInternal: isInternal
        )
        try take(body, into: &project)
        project.participants = [
            .init(id: nextID(), employee: project.manager, cameAsManager: true)
        ]
        projects.projects.append(project)
        return FakeRoute.value(json(of: project), status: 201)
    }

    /// Omitted fields stay; a version that is not the present one is refused.
    private mutating func changeProject(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        var project = try projects.project(id)
        let body = try FakeBody(
            FakeRoute.json(request),
            known: Self.projectFields.union(["id", "version"])
        )
        try Self.check(version: project.version, body)
        try take(body, into: &project)
        if !project.participants.contains(where: { $0.employee == project.manager }) {
            project.participants.append(
                .init(id: nextID(), employee: project.manager, cameAsManager: true)
            )
        }
        projects.change(project)
        return FakeRoute.value(json(of: try projects.project(id)))
    }

    static func check(version: Int, _ body: FakeBody) throws(FakeRefusal) {
        guard let sent = try body.number("version"), sent != Decimal(version) else { return }
        throw .init(status: 409, code: 8_000, field: nil, message: "RevisionException")
    }

    private func take(
        _ body: FakeBody,
        into project: inout FakeProjects.Project
    ) throws(FakeRefusal) {
        if let name = try body.text("name") { project.name = name }
        guard (1...255).contains(project.name.count) else {
            throw .invalid("name", "Ugyldig lengde.")
        }
        if let number = try body.text("number") { project.number = number }
        let id = project.id
        guard (1...100).contains(project.number.count) else {
            throw .invalid("number", "Ugyldig lengde.")
        }
        guard !projects.projects.contains(where: { $0.number == body.fields.number && $0.id != id })
        else { throw .invalid("number", "Nummeret er i bruk.") }
        try takeTexts(body, into: &project)
        try takeParties(body, into: &project)
        if let date = try body.date("startDate") { project.startDate = date }
        if let date = try body.date("endDate") { project.endDate = date }
        if let end = project.endDate, end < project.startDate {
            throw .invalid("endDate", "Sluttdato kan ikke være før startdato.")
        }
        if let flag = try body.flag("isInternal") { project.isInternal = flag }
        if let flag = try body.flag("isClosed") { project.isClosed = flag }
    }

    private func takeTexts(
        _ body: FakeBody,
        into project: inout FakeProjects.Project
    ) throws(FakeRefusal) {
        if let text = try body.text("reference") { project.reference = text }
        if let text = try body.text("description") { project.description = text }
        if let text = try body.text("externalAccountsNumber") {
            project.externalAccountsNumber = text
        }
        guard (project.reference ?? "").count <= 255 else {
            throw .invalid("reference", "Ugyldig lengde.")
        }
        guard (project.externalAccountsNumber ?? "").count <= 100 else {
            throw .invalid("externalAccountsNumber", "Ugyldig lengde.")
        }
    }

    private func takeParties(
        _ body: FakeBody,
        into project: inout FakeProjects.Project
    ) throws(FakeRefusal) {
        if let manager = try body.reference("projectManager") {
            guard let employee = projects.employees.first(where: { $0.id == manager }) else {
                throw .notFound
            }
            guard employee.isAssignableManager else {
                throw .invalid(
                    "projectManager.id",
                    "Oppgitt prosjektleder har ikke fått tilgang som prosjektleder i kontoen: \(employee.firstName) \(employee.lastName)."
                )
            }
            project.manager = manager
        }
        if let customer = try body.reference("customer") {
            guard customers.contains(where: { $0.id == customer }) else { throw .notFound }
            project.customer = customer
        }
        if let contact = try existingContact(body) { project.contact = contact }
    }
}

extension [String: FakeJSON] {
    /// The number that is sent, if one is.
    fileprivate var number: String? {
        if case .string(let number)? = self["number"] { number } else { nil }
    }
}
