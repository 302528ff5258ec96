import Bookkeeping

/// A project of the stand-in, for tests and the sandbox's final check.
package struct FakeProjectSnapshot: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package var description: String
        package var date: String
        /// In øre, excluding VAT.
        package var amount: Int64
        package var vatCode: String
    }

    package var number: String
    package var name: String
    package var reference: String?
    package var mark: String?
    package var customer: Int?
    package var manager: Int
    package var startDate: String
    package var endDate: String?
    package var isClosed: Bool
    /// In their order on the project.
    package var lines: [Line]
    /// Numbers of the employees, the manager included; sorted.
    package var participants: [String]
}

extension FakeTripletex {
    package func projectsSnapshot() -> [FakeProjectSnapshot] {
        read { state in
            let held = state.company.projects
            return held.projects.map { project in
                FakeProjectSnapshot(
                    number: project.number,
                    name: project.name,
                    reference: project.reference,
                    mark: project.externalAccountsNumber,
                    customer: project.customer,
                    manager: project.manager,
                    startDate: project.startDate.description,
                    endDate: project.endDate?.description,
                    isClosed: project.isClosed,
                    lines: held.lines.filter { $0.project == project.id }
                        .sorted { ($0.position, $0.id) < ($1.position, $1.id) }
                        .map {
                            .init(
                                description: $0.description,
                                date: $0.date.description,
                                amount: $0.net,
                                vatCode: $0.vatType.number
                            )
                        },
                    participants: project.participants.compactMap { participant in
                        held.employees.first { $0.id == participant.employee }?.number
                    }.sorted()
                )
            }
        }
    }

    /// Somebody is employed; their id in Tripletex.
    @discardableResult
    package func employ(
        number: String,
        firstName: String,
        lastName: String,
        email: String,
        isAssignableManager: Bool = false
    ) -> Int {
        var id = 0
        change { company in
            id = company.nextID()
            company.projects.employees.append(
                .init(
                    id: id,
                    number: number,
                    firstName: firstName,
                    lastName: lastName,
                    email: email,
                    isAssignableManager: isAssignableManager
                )
            )
        }
        return id
    }
}
