/// Somebody who can be planned on a job: an employee or a freelancer.
package struct CrewMember: Hashable, Sendable {
    package typealias ID = Identifier<CrewMember>

    package var id: ID
    /// As Rentman shows it.
    package var name: String
    package var firstName: String
    package var middleName: String
    package var lastName: String
    package var email: String?
    /// The employee number in the accounting program, where the user filled it in.
    package var externalReference: String?
    package var isActive: Bool

    package init(
        id: ID,
        name: String? = nil,
        firstName: String = "",
        middleName: String = "",
        lastName: String = "",
        email: String? = nil,
        externalReference: String? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        let parts = [firstName, middleName, lastName].filter { !$0.isEmpty }
        self.name = name ?? parts.joined(separator: " ")
        self.firstName = firstName
        self.middleName = middleName
        self.lastName = lastName
        self.email = email
        self.externalReference = externalReference
        self.isActive = isActive
    }
}

/// One shift of one person: who is planned, and for which subproject.
package struct CrewPlanning: Hashable, Sendable {
    package var member: CrewMember
    /// nil when the row's function is not known.
    package var subproject: Subproject.ID?
    /// Whether the person has been told of it.
    package var isPublished: Bool

    package init(member: CrewMember, subproject: Subproject.ID?, isPublished: Bool = true) {
        self.member = member
        self.subproject = subproject
        self.isPublished = isPublished
    }
}
