package import Bookkeeping

/// A project as Rentman says it is now.
///
/// A project has no status of its own; each of its subprojects has one.
package struct RentalProject: Hashable, Sendable {
    package typealias ID = Identifier<RentalProject>

    package var id: ID
    /// The number people know it by.
    package var number: String
    package var name: String
    /// The customer's own reference, such as an order number.
    package var reference: String?
    package var customer: RentalContact?
    package var contactPerson: RentalPerson?
    package var accountManager: CrewMember?
    /// Of the project as a whole; computed by Rentman from its subprojects.
    package var period: RentalPeriod
    package var createdOn: LocalDate?
    package var subprojects: [Subproject]
    package var crew: [CrewPlanning]
    package var invoices: [RentalInvoice]
    /// Every id it consists of, such as `projectcrew/5001`: what a later deletion names alone.
    package var parts: [String]
    /// Where a person can look at it.
    package var url: String?

    package init(
        id: ID,
        number: String,
        name: String,
        reference: String? = nil,
        customer: RentalContact? = nil,
        contactPerson: RentalPerson? = nil,
        accountManager: CrewMember? = nil,
        period: RentalPeriod = .none,
        createdOn: LocalDate? = nil,
        subprojects: [Subproject] = [],
        crew: [CrewPlanning] = [],
        invoices: [RentalInvoice] = [],
        parts: [String] = [],
        url: String? = nil
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.reference = reference
        self.customer = customer
        self.contactPerson = contactPerson
        self.accountManager = accountManager
        self.period = period
        self.createdOn = createdOn
        self.subprojects = subprojects
        self.crew = crew
        self.invoices = invoices
        self.parts = parts
        self.url = url
    }
}
