/// By what a project is known before anything is planned for it.
package struct ProjectIdentity: Hashable, Sendable {
    /// Names the project for the journal: `rentman/project/812`.
    package var fact: String
    /// By which it is found again, kept in its field for an external number: `rentman:812`.
    package var mark: String
    /// The source's number; where another project has it, it goes into the reference.
    package var number: String
    /// By number and name a project that a person made for the same job is taken over.
    package var name: String

    package init(fact: String, mark: String, number: String, name: String) {
        self.fact = fact
        self.mark = mark
        self.number = number
        self.name = name
    }

    /// At most 255 characters on one line, never empty.
    var shortName: String {
        let line = ChannelText.shortened(name, to: 255)
        return line.isEmpty ? number : line
    }
}

/// What there is of a project in Tripletex, and what of it is our doing.
package struct ProjectState: Hashable, Sendable {
    /// nil when there is none.
    package var project: ExistingProject?
    package var lines: [ExistingProjectLine] = []
    /// The employees that bokbro linked.
    package var ownParticipants: Set<Int> = []
    /// Whether it was bokbro that closed it.
    package var isClosedByUs = false
    /// Whether another project has our number.
    package var isNumberTaken = false
}
