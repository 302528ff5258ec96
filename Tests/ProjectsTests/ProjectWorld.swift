import Bookkeeping
import Projects

/// A ledger and a chat that do what the steps say, and nothing else.
struct ProjectWorld {
    var existing: ExistingProject
    private(set) var createdProjects = 0
    private(set) var createdChannels = 0
    private var nextLine: Int64 = 1

    init(existing: ExistingProject = .none) {
        self.existing = existing
    }

    mutating func apply(_ steps: [ProjectStep]) {
        for step in steps { apply(step) }
    }

    private mutating func apply(_ step: ProjectStep) {
        switch step {
        case .ensureCustomer, .ensureContactPerson: break
        case .createProject, .changeProject, .reopenProject, .closeProject: applyToProject(step)
        case .addParticipants, .removeParticipants: applyToParticipants(step)
        case .addLines, .changeLine, .removeLines: applyToLines(step)
        case .noteEnd(let day): existing.endedOn = day
        case .forgetEnd: existing.endedOn = nil
        default: applyToChannel(step)
        }
    }

    private mutating func applyToProject(_ step: ProjectStep) {
        switch step {
        case .createProject(let planned):
            createdProjects += 1
            existing.ledger = LedgerProject(
                id: 9,
                name: planned.name,
                number: planned.number ?? "10042",
                reference: planned.reference,
                customer: planned.customer.id,
                contactPerson: planned.contactPerson?.id,
                manager: planned.manager,
                startDate: planned.startDate,
                endDate: planned.endDate,
                url: "https://tripletex.no/project/9"
            )
            existing.participants.append(
                Participant(employee: planned.manager, isAddedByUs: false)
            )
        case .changeProject(_, let changes):
            for change in changes { existing.ledger?.apply(change) }
        case .reopenProject:
            existing.ledger?.isClosed = false
            existing.ledger?.isClosedByUs = false
        case .closeProject:
            existing.ledger?.isClosed = true
            existing.ledger?.isClosedByUs = true
        default: break
        }
    }

    private mutating func applyToParticipants(_ step: ProjectStep) {
        switch step {
        case .addParticipants(let employees):
            existing.participants += employees.map { Participant(employee: $0, isAddedByUs: true) }
        case .removeParticipants(let employees):
            existing.participants.removeAll { employees.contains($0.employee) }
        default: break
        }
    }

    private mutating func applyToLines(_ step: ProjectStep) {
        switch step {
        case .addLines(let lines):
            for line in lines {
                existing.lines.append(ExistingLine(id: .init(nextLine), line))
                nextLine += 1
            }
        case .changeLine(let id, let line):
            existing.lines = existing.lines.map { $0.id == id ? ExistingLine(id: id, line) : $0 }
        case .removeLines(let ids): existing.lines.removeAll { ids.contains($0.id) }
        default: break
        }
    }

    private mutating func applyToChannel(_ step: ProjectStep) {
        switch step {
        case .createChannel(let planned):
            createdChannels += 1
            existing.channel = channel(planned, id: "C1")
        case .reopenChannel(let id, let planned): existing.channel = channel(planned, id: id)
        case .renameChannel(_, let name): existing.channel?.name = name.description
        case .setTopic(let topic):
            existing.channel?.topic = topic.text(ledgerURL: existing.ledger?.url)
        case .setPurpose(let purpose): existing.channel?.purpose = purpose
        case .inviteToChannel(let members):
            existing.channel?.members.formUnion(members.map(\.email))
            existing.channel?.invited.formUnion(members.map(\.email))
        case .removeFromChannel(let emails):
            existing.channel?.members.subtract(emails)
            existing.channel?.invited.subtract(emails)
        case .archiveChannel:
            existing.channel?.isArchived = true
            existing.channel?.isArchivedByUs = true
        default: break
        }
    }

    private func channel(_ planned: PlannedChannel, id: String) -> ExistingChannel {
        ExistingChannel(
            id: id,
            name: planned.name.description,
            topic: planned.topic.text(ledgerURL: existing.ledger?.url),
            purpose: planned.purpose,
            members: Set(planned.members.map(\.email)),
            invited: Set(planned.members.map(\.email))
        )
    }
}

extension ExistingLine {
    init(id: ExistingLine.ID, _ planned: PlannedLine) {
        self.init(
            id: id,
            description: planned.description,
            price: planned.price,
            vatCode: planned.vatCode,
            date: planned.date
        )
    }
}

extension LedgerProject {
    fileprivate mutating func apply(_ change: ProjectChange) {
        switch change {
        case .name(let name): self.name = name
        case .number(let number): self.number = number
        case .reference(let reference): self.reference = reference
        case .customer(let customer): self.customer = customer
        case .contactPerson(let person): contactPerson = person
        case .manager(let manager): self.manager = manager
        case .startDate(let day): startDate = day
        case .endDate(let day): endDate = day
        }
    }
}
