/// The channel that a project should have while it lives.
package struct PlannedChannel: Hashable, Sendable {
    package var name: ChannelName
    package var topic: ChannelTopic
    /// Ends with the project's marker, by which the channel is found again; at most 250 characters.
    package var purpose: String
    /// By e-mail address.
    package var members: [ChannelMember]

    package init(
        name: ChannelName,
        topic: ChannelTopic,
        purpose: String,
        members: [ChannelMember]
    ) {
        self.name = name
        self.topic = topic
        self.purpose = purpose
        self.members = members
    }
}

/// Somebody who should be in a project's channel.
package struct ChannelMember: Hashable, Sendable {
    package var crew: CrewMember.ID
    /// In lower case, without blanks.
    package var email: String

    package init(crew: CrewMember.ID, email: String) {
        self.crew = crew
        self.email = email
    }
}

/// What says in a channel's purpose whose it is: `[rm:nordlyslyd:812]`.
package enum ChannelMarker {
    package static func text(account: String?, project: RentalProject.ID) -> String {
        "[rm:\(account.map { "\($0):" } ?? "")\(project)]"
    }
}

/// The channel's topic: when, for whom, and where to look.
package struct ChannelTopic: Hashable, Sendable {
    package static let limit = 250

    package var period: String?
    package var customer: String?
    package var rentalURL: String?

    package init(period: String? = nil, customer: String? = nil, rentalURL: String? = nil) {
        self.period = period
        self.customer = customer
        self.rentalURL = rentalURL
    }

    /// At most 250 characters; a part that does not fit is left out whole, so that no link is half.
    package func text(ledgerURL: String?) -> String {
        var text = ""
        for part in [period, customer, rentalURL, ledgerURL] {
            guard let part, !part.isEmpty else { continue }
            let extended = text.isEmpty ? part : "\(text) · \(part)"
            if extended.count <= Self.limit { text = extended }
        }
        return text
    }
}

/// A project's channel as it is.
package struct ExistingChannel: Hashable, Sendable {
    /// Slack's id: `C0EAQDV4Z`.
    package var id: String
    package var name: String
    package var topic: String
    package var purpose: String
    package var isArchived: Bool
    /// Whether it was us who archived it; what a person archived stays archived.
    package var isArchivedByUs: Bool
    /// The e-mail addresses of those who are in it, in lower case.
    package var members: Set<String>
    /// Those of them whom we invited; nobody else is ever removed.
    package var invited: Set<String>

    package init(
        id: String,
        name: String,
        topic: String = "",
        purpose: String = "",
        isArchived: Bool = false,
        isArchivedByUs: Bool = false,
        members: Set<String> = [],
        invited: Set<String> = []
    ) {
        self.id = id
        self.name = name
        self.topic = topic
        self.purpose = purpose
        self.isArchived = isArchived
        self.isArchivedByUs = isArchivedByUs
        self.members = members
        self.invited = invited
    }
}
