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

    package var id: Int
    package var number: String
    package var name: String
    package var reference: String?
    package var mark: String?
    package var customer: Int?
    package var customerName: String?
    /// The contact person's name and e-mail address.
    package var contact: String?
    package var manager: Int
    package var startDate: String
    package var endDate: String?
    package var isClosed: Bool
    /// In their order on the project.
    package var lines: [Line]
    /// Numbers of the employees, the manager included; sorted.
    package var participants: [String]
    /// Those of them whom Tripletex made participants when they became the manager.
    package var managers: Set<String>
}

extension FakeTripletex {
    package func projectsSnapshot() -> [FakeProjectSnapshot] {
        read { state in
            let held = state.company.projects
            func numbers(_ participants: [FakeProjects.Participant]) -> [String] {
                participants.compactMap { participant in
                    held.employees.first { $0.id == participant.employee }?.number
                }.sorted()
            }
            return held.projects.map { project in
                FakeProjectSnapshot(
                    id: project.id,
                    number: project.number,
                    name: project.name,
                    reference: project.reference,
                    mark: project.externalAccountsNumber,
                    customer: project.customer,
                    customerName: state.company.customer(project.customer)?.text("name"),
                    contact: state.company.contact(project.contact)?.line,
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
                    participants: numbers(project.participants),
                    managers: Set(numbers(project.participants.filter(\.cameAsManager)))
                )
            }
        }
    }

    /// An order that stands in the ledger.
    package struct OrderSnapshot: Hashable, Sendable {
        package var number: String
        /// The project it is on, by its id.
        package var project: Int?
        /// In øre, including VAT.
        package var gross: Int64
        package var isInvoiced: Bool
        package var contact: String?
    }

    package func ordersSnapshot() -> [OrderSnapshot] {
        read { state in
            state.company.orders.map { order in
                OrderSnapshot(
                    number: order.number,
                    project: order.project,
                    gross: order.lines.reduce(0) { $0 + $1.gross },
                    isInvoiced: order.isClosed,
                    contact: state.company.contact(order.contact)?.line
                )
            }
        }
    }

    /// Somebody employed.
    package struct EmployeeSnapshot: Hashable, Sendable {
        package var id: Int
        package var number: String
        package var firstName: String
        package var lastName: String
        package var email: String
        package var isActive: Bool
        package var isAssignableManager: Bool
    }

    package func employeesSnapshot() -> [EmployeeSnapshot] {
        read { state in
            state.company.projects.employees.map { employee in
                EmployeeSnapshot(
                    id: employee.id,
                    number: employee.number,
                    firstName: employee.firstName,
                    lastName: employee.lastName,
                    email: employee.email,
                    isActive: employee.isActive,
                    isAssignableManager: employee.isAssignableManager
                )
            }
        }
    }

    /// The customers' names and their numbers.
    package func customerNumbers() -> [String: String] {
        read { state in
            Dictionary(
                state.company.customers.map { ($0.text("name"), $0.text("customerNumber")) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// A person deletes a customer in Tripletex.
    package func deleteCustomer(named name: String) {
        change { $0.customers.removeAll { $0.text("name") == name } }
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
