import Projects
import Testing

struct EmployeeDirectoryTests {
    private let directory = EmployeeDirectory([
        .sample(1, number: "1001", first: "Kari", last: "Lys", email: "lys@nordlys.example"),
        .sample(2, number: "1002", first: "Ola", last: "Lyd", email: "lyd@nordlys.example"),
        .sample(3, number: "1003", first: "Ola", last: "Lyd", email: "felles@nordlys.example"),
        .sample(4, number: "1004", first: "Liv", last: "Rigg", email: "felles@nordlys.example"),
    ])

    private func match(_ member: CrewMember) -> EmployeeMatch? {
        directory.matches([member])[member.id]
    }

    @Test func `the employee number goes before all else`() {
        #expect(
            match(.sample(email: "lys@nordlys.example", reference: " 1002 "))
                == .employee(2, by: .number)
        )
    }

    @Test func `a number nobody has leaves it to the address`() {
        #expect(
            match(.sample(email: " LYS@Nordlys.example", reference: "77"))
                == .employee(1, by: .email)
        )
    }

    @Test func `an address must be the same, not contain it`() {
        #expect(match(.sample(email: "lys@nordlys.example.com")) == EmployeeMatch.none)
    }

    @Test func `a full name counts when one employee has it`() {
        #expect(match(.sample(first: "KARI", last: "Lys")) == .employee(1, by: .name))
        #expect(match(.sample(first: "Ola", last: "Lyd")) == .ambiguous(by: .name))
        #expect(match(.sample(first: "Kari", last: "Lysn")) == EmployeeMatch.none)
    }

    @Test func `an address that two employees share is settled by the name`() {
        #expect(
            match(.sample(first: "Liv", last: "Rigg", email: "felles@nordlys.example"))
                == .employee(4, by: .email)
        )
        #expect(
            match(.sample(first: "Per", last: "Ny", email: "felles@nordlys.example"))
                == .ambiguous(by: .email)
        )
    }

    @Test func `an address that two people share is one employee's at most`() {
        let own = CrewMember.sample(40, first: "Kari", last: "Lys", email: "lys@nordlys.example")
        let other = CrewMember.sample(41, first: "Per", last: "Ny", email: "lys@nordlys.example")

        let matches = directory.matches([own, other])
        #expect(matches[40] == .employee(1, by: .email))
        #expect(matches[41] == EmployeeMatch.none)
    }

    @Test func `who is no longer active is nobody's match and no notice`() {
        #expect(match(.sample(reference: "1001", isActive: false)) == .inactive)
    }

    @Test func `the order of employees and crew changes nothing`() {
        let crew = [
            CrewMember.sample(40, first: "Kari", last: "Lys"),
            .sample(41, email: "felles@nordlys.example"), .sample(42, reference: "1002"),
        ]
        let turned = EmployeeDirectory(directory.employees.reversed())

        #expect(turned.matches(crew.reversed()) == directory.matches(crew))
    }
}
