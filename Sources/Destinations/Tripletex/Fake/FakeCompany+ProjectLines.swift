import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    func findProjectLines(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let project = request.queryValue("projectId") else {
            throw .missingParameter("projectId")
        }
        let found = projects.lines.filter { "\($0.project)" == project }
        return try FakeRoute.list(found, request, json(of:))
    }

    func readProjectLine(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        let selection = try FakeFields(request.queryValue("fields"))
        return FakeRoute.value(try selection.apply(to: json(of: line(id))))
    }

    private func line(_ id: Int?) throws(FakeRefusal) -> FakeProjects.Line {
        guard let line = projects.lines.first(where: { $0.id == id }) else { throw .notFound }
        return line
    }

    private func json(of line: FakeProjects.Line) -> FakeJSON {
        .object([
            "id": .integer(line.id), "version": .integer(line.version),
            "project": .id(line.project), "description": .string(line.description),
            "date": .string(line.date.description), "count": .number(line.count),
            "unitPriceExcludingVatCurrency": .number(line.unitPrice),
            "amountExcludingVatCurrency": .number(Decimal(line.net) / 100),
            "amountIncludingVatCurrency": .number(Decimal(line.gross) / 100),
            "vatType": .id(line.vatType.id), "customSortIndex": .integer(line.position),
            "isChargeable": .bool(line.isChargeable),
            "invoice": line.invoice.map { .id($0) } ?? .null,
        ])
    }

    /// All or none.
    mutating func createProjectLines(
        _ request: FakeRequest,
        isList: Bool
    ) throws(FakeRefusal) -> RemoteResponse {
        var made: [FakeProjects.Line] = []
        for item in try bodies(request, isList: isList) {
            let body = try FakeBody(item, known: Self.lineFields.union(["project"]))
            guard let id = try body.reference("project") else { throw .mustNotBeNull("project") }
            let project = try projects.project(id)
            guard let date = try body.date("date") else { throw .mustNotBeNull("date") }
            var line = FakeProjects.Line(
                id: nextID(),
                project: project.id,
                description: "",
                date: date,
                count: 0,
                unitPrice: 0,
                vatType: try vatType(3),
                position: projects.lines.count + made.count,
                isChargeable: true
            )
            try take(body, into: &line)
            made.append(line)
        }
        projects.lines += made
        return Self.created(made.map(json(of:)), isList: isList)
    }

    mutating func changeProjectLine(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        var line = try line(id)
        let body = try FakeBody(
            FakeRoute.json(request),
            known: Self.lineFields.union(["id", "version"])
        )
        try Self.check(version: line.version, body)
        guard line.invoice == nil else {
            throw .invalid(nil, "Ordrelinjen er fakturert og kan ikke endres.")
        }
        try take(body, into: &line)
        line.version += 1
        projects.lines = projects.lines.map { $0.id == line.id ? line : $0 }
        return FakeRoute.value(json(of: line))
    }

    mutating func deleteProjectLine(_ id: Int?) throws(FakeRefusal) -> RemoteResponse {
        let line = try line(id)
        guard line.invoice == nil else {
            throw .invalid(nil, "Ordrelinjen er fakturert og kan ikke slettes.")
        }
        projects.lines.removeAll { $0.id == line.id }
        return RemoteResponse(status: 204)
    }

    private static let lineFields: Set<String> = [
        "description", "date", "count", "unitPriceExcludingVatCurrency", "vatType", "isChargeable",
        "customSortIndex", "discount",
    ]

    /// The stand-in takes no lines on a closed project, which is not recorded of the real one.
    private func take(
        _ body: FakeBody,
        into line: inout FakeProjects.Line
    ) throws(FakeRefusal) {
        guard try !projects.project(line.project).isClosed else {
            throw .invalid("project", "Prosjektet er lukket.")
        }
        if let text = try body.text("description") { line.description = text }
        if let date = try body.date("date") { line.date = date }
        if let count = try body.number("count") { line.count = count }
        if let price = try body.number("unitPriceExcludingVatCurrency") {
            guard price.decimals <= 10 else { throw .wrongType("unitPriceExcludingVatCurrency") }
            line.unitPrice = price
        }
        if let type = try body.reference("vatType") { line.vatType = try vatType(type) }
        if let flag = try body.flag("isChargeable") { line.isChargeable = flag }
        if let position = try body.number("customSortIndex") {
            guard let position = Int(position.description) else {
                throw .wrongType("customSortIndex")
            }
            line.position = position
        }
    }

    private func vatType(_ id: Int) throws(FakeRefusal) -> VATType {
        guard let type = vatTypes.first(where: { $0.id == id && ($0.isOutgoing || $0.id == 0) })
        else { throw .invalid("vatType.id", "Ugyldig mva-kode.") }
        return type
    }

    private func bodies(
        _ request: FakeRequest,
        isList: Bool
    ) throws(FakeRefusal) -> [FakeJSON] {
        let json = try FakeRoute.json(request)
        guard isList else { return [json] }
        guard !projects.refusesTrialLists else {
            throw .init(
                status: 403,
                code: 9_000,
                field: nil,
                message: "You do not have permission to access this feature."
            )
        }
        guard case .array(let items) = json else { throw .notAnObject("body") }
        return items
    }

    private static func created(_ items: [FakeJSON], isList: Bool) -> RemoteResponse {
        guard isList else { return FakeRoute.value(items.first ?? .null, status: 201) }
        return RemoteResponse(
            status: 201,
            body: FakeJSON.object([
                "fullResultSize": .integer(items.count), "from": .integer(0),
                "count": .integer(items.count), "versionDigest": .string(""),
                "values": .array(items),
            ]).data
        )
    }

    /// All or none; somebody who takes part already makes the whole list be refused.
    mutating func createParticipants(
        _ request: FakeRequest,
        isList: Bool
    ) throws(FakeRefusal) -> RemoteResponse {
        var changed = projects
        var made: [FakeJSON] = []
        for item in try bodies(request, isList: isList) {
            let body = try FakeBody(item, known: ["project", "employee", "adminAccess"])
            guard let id = try body.reference("project") else { throw .mustNotBeNull("project") }
            guard let employee = try body.reference("employee") else {
                throw .mustNotBeNull("employee")
            }
            var project = try changed.project(id)
            guard let found = projects.employees.first(where: { $0.id == employee }) else {
                throw .notFound
            }
            guard found.isActive else {
                throw .invalid("employee", "Den ansatte er ikke aktiv.")
            }
            guard !project.participants.contains(where: { $0.employee == employee }) else {
                throw .invalid("employee", "Den ansatte er allerede deltaker på prosjektet.")
            }
            let participant = FakeProjects.Participant(id: nextID(), employee: employee)
            project.participants.append(participant)
            changed.change(project)
            made.append(
                .object([
                    "id": .integer(participant.id), "project": .id(id), "employee": .id(employee),
                ])
            )
        }
        projects = changed
        return Self.created(made, isList: isList)
    }

    mutating func deleteParticipants(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let text = request.queryValue("ids") else { throw .missingParameter("ids") }
        let ids = text.split(separator: ",").map { Int($0) }
        guard ids.allSatisfy({ $0 != nil }) else {
            throw .init(status: 422, code: 12_000, field: "ids", message: "Listen er ugyldig.")
        }
        let known = Set(projects.projects.flatMap(\.participants).map(\.id))
        guard ids.compactMap(\.self).allSatisfy(known.contains) else { throw .notFound }
        for var project in projects.projects {
            let rest = project.participants.filter { !ids.contains($0.id) }
            guard rest.count < project.participants.count else { continue }
            guard rest.contains(where: { $0.employee == project.manager }) else {
                throw .invalid("ids", "Prosjektlederen kan ikke fjernes.")
            }
            project.participants = rest
            projects.change(project)
        }
        return RemoteResponse(status: 204)
    }
}
