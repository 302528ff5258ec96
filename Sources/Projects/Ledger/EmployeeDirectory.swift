/// The ledger's employees, in which people planned in Rentman are found again.
///
/// By the employee number that the user wrote into Rentman, then by e-mail, then by a full name that only one
/// employee has. Anything that fits two employees fits none.
package struct EmployeeDirectory: Hashable, Sendable {
    package let employees: [Employee]
    private let byNumber: [String: [Employee.ID]]
    private let byEmail: [String: [Employee.ID]]
    private let byName: [String: [Employee.ID]]

    package init(_ employees: [Employee]) {
        self.employees = employees.sorted { $0.id < $1.id }
        func index(_ key: (Employee) -> String?) -> [String: [Employee.ID]] {
            var index: [String: [Employee.ID]] = [:]
            for employee in employees {
                if let key = key(employee), !key.isEmpty {
                    index[key, default: []].append(employee.id)
                }
            }
            return index.mapValues { Array(Set($0)).sorted() }
        }
        byNumber = index { $0.number.map(Self.trimmed) }
        byEmail = index { $0.email.map(Self.address) }
        byName = index { Self.name([$0.firstName, $0.lastName]) }
    }

    package subscript(id: Employee.ID) -> Employee? { employees.first { $0.id == id } }

    package func employee(number: String) -> Employee? {
        guard let ids = byNumber[Self.trimmed(number)], ids.count == 1 else { return nil }
        return self[ids[0]]
    }

    /// The employee of each person.
    ///
    /// Crew who share an e-mail address are told apart by their names: the address belongs to at most one of them.
    package func matches(_ crew: some Sequence<CrewMember>) -> [CrewMember.ID: EmployeeMatch] {
        var members: [CrewMember.ID: CrewMember] = [:]
        for member in crew { members[member.id] = member }
        var sharing: [String: Int] = [:]
        for member in members.values {
            if let email = member.email.map(Self.address) { sharing[email, default: 0] += 1 }
        }
        return members.mapValues { member in
            match(
                member,
                sharesEmail: sharing[member.email.map(Self.address) ?? "", default: 0] > 1
            )
        }
    }

    private func match(_ member: CrewMember, sharesEmail: Bool) -> EmployeeMatch {
        guard member.isActive else { return .inactive }
        if let reference = member.externalReference.map(Self.trimmed), !reference.isEmpty,
            let ids = byNumber[reference]
        {
            return ids.count == 1 ? .employee(ids[0], by: .number) : .ambiguous(by: .number)
        }
        let named = Self.names(of: member).compactMap { byName[$0] }.first
        if let ids = member.email.flatMap({ byEmail[Self.address($0)] }) {
            let fitting =
                sharesEmail || ids.count > 1 ? ids.filter { named?.contains($0) ?? false } : ids
            if fitting.count == 1 { return .employee(fitting[0], by: .email) }
            if ids.count > 1 { return .ambiguous(by: .email) }
        }
        guard let named else { return .none }
        return named.count == 1 ? .employee(named[0], by: .name) : .ambiguous(by: .name)
    }

    private static func names(of member: CrewMember) -> [String] {
        [
            name([member.firstName, member.middleName, member.lastName]),
            name([member.firstName, member.lastName]), name([member.name]),
        ].filter { !$0.isEmpty }
    }

    private static func name(_ parts: [String]) -> String {
        parts.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .lowercased()
    }

    private static func trimmed(_ text: String) -> String {
        text.filter { !$0.isWhitespace }
    }

    static func address(_ text: String) -> String { trimmed(text).lowercased() }
}

/// Which employee a person planned in Rentman is.
package enum EmployeeMatch: Hashable, Sendable {
    package enum Way: String, Hashable, Sendable {
        case number
        case email
        case name
    }

    case employee(Employee.ID, by: Way)
    /// More than one employee fits.
    case ambiguous(by: Way)
    /// No longer active in Rentman.
    case inactive
    case none
}
