/// An employee in the ledger (ansatt).
package struct Employee: Hashable, Sendable {
    package typealias ID = Identifier<Employee>

    package var id: ID
    package var number: String?
    package var firstName: String
    package var lastName: String
    package var email: String?
    /// Whether the employee has been given access as a project manager (prosjektleder).
    package var canManageProjects: Bool

    package init(
        id: ID,
        number: String? = nil,
        firstName: String = "",
        lastName: String = "",
        email: String? = nil,
        canManageProjects: Bool = false
    ) {
        self.id = id
        self.number = number
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.canManageProjects = canManageProjects
    }
}
