import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    struct Department: Identifiable, Sendable {
        var id: Int
        var number: String
        var name: String
    }

    /// Numbers and names by what they contain, as the real one has it.
    func findDepartments(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let found = departments.filter { department in
            request.query.allSatisfy { name, value in
                switch name {
                case "departmentNumber": department.number.contains(value)
                case "name": department.name.lowercased().contains(value.lowercased())
                default: true
                }
            }
        }
        return try FakeRoute.list(found, request) { department in
            .object([
                "id": .integer(department.id), "version": .integer(0),
                "departmentNumber": .string(department.number), "name": .string(department.name),
            ])
        }
    }

    /// The department and project that a body names, which must be the company's own.
    func dimensions(of body: FakeBody) throws(FakeRefusal) -> (department: Int?, project: Int?) {
        let department = try body.reference("department")
        let project = try body.reference("project")
        if let department, !departments.contains(where: { $0.id == department }) {
            throw .notFound
        }
        if let project { _ = try projects.project(project) }
        return (department, project)
    }
}

extension FakeTripletex {
    /// Makes a department, as a person would in Tripletex.
    package func addDepartment(number: String, name: String) {
        change { company in
            let id = company.nextID()
            company.departments.append(.init(id: id, number: number, name: name))
        }
    }
}
