import Bookkeeping
import Destinations
import Foundation
import Projects

// What the planner and the destinations say to each other, in each other's words.

extension Employee {
    init(_ employee: TripletexEmployee) {
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
    /// The project as read; its customer is compared by the ledger, not by the planner.
    init(_ project: Destinations.ExistingProject, isClosedByUs: Bool, address: String) {
        self.init(
            id: .init(Int64(project.id)),
            name: project.name,
            number: project.number,
            reference: project.reference,
            customer: nil,
            manager: project.manager.map { .init(Int64($0)) },
            startDate: project.startDate,
            endDate: project.endDate,
            isClosed: project.isClosed,
            isClosedByUs: isClosedByUs,
            url: address
        )
    }
}

extension ExistingLine {
    init(_ line: ExistingProjectLine) {
        self.init(
            id: .init(Int64(line.id)),
            description: line.description,
            price: line.amount ?? .zero,
            vatCode: nil,
            date: line.date,
            isInvoiced: line.isInvoiced
        )
    }
}

extension ExistingChannel {
    init(_ channel: ExistingProjectChannel) {
        self.init(
            id: channel.id,
            name: channel.name,
            topic: channel.topic,
            purpose: channel.purpose,
            isArchived: channel.isArchived,
            isArchivedByUs: channel.isArchivedByUs
        )
    }
}

extension ProjectStep {
    var archives: Bool { if case .archiveChannel = self { true } else { false } }
}

extension Projects.ProjectNotice {
    /// The subproject whose line stays as it is because of this.
    var keptSubproject: Subproject.ID? {
        guard code == .priceUnknown || code == .missingVATRule, about.hasPrefix("subproject/")
        else { return nil }
        return Int64(about.dropFirst("subproject/".count)).map { Subproject.ID($0) }
    }
}

extension ProjectSettings {
    /// For a company without Slack.
    var withoutChannels: ProjectSettings {
        var settings = self
        settings.slackChannels = false
        return settings
    }
}
