import Bookkeeping
import Destinations
import Foundation
import Projects

// The stand-ins' words in the planner's.

extension Employee {
    init(_ employee: FakeTripletex.EmployeeSnapshot) {
        self.init(
            id: .init(Int64(employee.id)),
            number: employee.number,
            firstName: employee.firstName,
            lastName: employee.lastName,
            email: employee.email,
            canManageProjects: employee.isAssignableManager
        )
    }
}

extension LedgerProject {
    init(
        _ found: FakeProjectSnapshot,
        of project: RentalProject?,
        address: String?
    ) {
        let person = project?.contactPerson
        let line = person.map { "\($0.firstName) \($0.lastName) <\($0.email ?? "")>" }
        self.init(
            id: .init(Int64(found.id)),
            name: found.name,
            number: found.number,
            reference: found.reference,
            customer: project?.customer.flatMap {
                $0.name == found.customerName ? $0.id : nil
            },
            contactPerson: line == found.contact ? person?.id : nil,
            manager: .init(Int64(found.manager)),
            startDate: LocalDate(found.startDate),
            endDate: found.endDate.flatMap { LocalDate($0) },
            isClosed: found.isClosed,
            isClosedByUs: found.isClosed,
            url: address
        )
    }
}

extension ExistingLine {
    init(_ line: FakeProjectSnapshot.Line, place: Int) {
        self.init(
            id: .init(Int64(place)),
            description: line.description,
            price: Amount(minor: line.amount),
            vatCode: VATCode(line.vatCode),
            date: LocalDate(line.date)
        )
    }
}

extension ExistingChannel {
    /// Somebody without a user cannot be invited, and is not missed.
    init(
        _ channel: FakeSlackSnapshot.Channel,
        of project: RentalProject?,
        _ addresses: Set<String>
    ) {
        let crew = Set((project?.crew ?? []).compactMap { $0.member.email?.lowercased() })
        self.init(
            id: channel.id,
            name: channel.name,
            topic: channel.topic,
            purpose: channel.purpose,
            isArchived: channel.isArchived,
            isArchivedByUs: channel.isArchived,
            members: Set(channel.members).union(crew.subtracting(addresses)),
            invited: Set(channel.members).filter { $0.hasSuffix(Self.crewDomain) }
        )
    }

    /// Everybody else in a channel came by themselves.
    private static let crewDomain = "@nordlyslyd.example"
}

extension ProjectStep {
    /// Whether it changes something elsewhere; when a job ended is noted at the next look.
    var isSeen: Bool {
        switch self {
        case .noteEnd, .forgetEnd: false
        default: true
        }
    }
}
