/// The channel that a project should have.
package struct ChannelDraft: Hashable, Sendable {
    /// Somebody who should be a member.
    package struct Member: Hashable, Sendable {
        /// What the person is called in notices: `crew/12`, never a name.
        package var key: String
        package var email: String

        package init(key: String, email: String) {
            self.key = key
            self.email = email
        }
    }

    /// Names the project for the journal: `rentman/project/812`.
    package var fact: String
    /// Lower-case letters, digits, `-` and `_`, at most 80.
    package var name: String
    /// The beginning of the name that stays when the project is renamed: `p-812-`.
    package var stem: String
    /// By which the channel is found again: `[rm:nordlys:812]`.
    package var marker: String
    /// What the channel is for, with or without the marker at its end; shortened so that the marker fits.
    package var purpose: String
    /// What people should know: period, place, customer.
    package var topic: String
    package var members: [Member]

    package init(
        fact: String,
        name: String,
        stem: String,
        marker: String,
        purpose: String,
        topic: String,
        members: [Member]
    ) {
        self.fact = fact
        self.name = name
        self.stem = stem
        self.marker = marker
        self.purpose = purpose
        self.topic = topic
        self.members = members
    }

    /// Characters that Slack takes in a topic or purpose.
    static let textLimit = 250

    /// The purpose with the marker at its end.
    var markedPurpose: String {
        if purpose.hasSuffix(marker), purpose.utf16.count <= Self.textLimit { return purpose }
        let ending = " · \(marker)"
        let room = Self.textLimit - ending.count
        guard room > 0, !purpose.isEmpty else { return marker }
        return ChannelText.shortened(purpose, to: room) + ending
    }

    var shortTopic: String { ChannelText.shortened(topic, to: Self.textLimit) }
}
