package import Bookkeeping

/// What there is of a Rentman project elsewhere, as read now and as remembered.
package struct ExistingProject: Hashable, Sendable {
    package static let none = ExistingProject()

    package var ledger: LedgerProject?
    package var lines: [ExistingLine]
    package var participants: [Participant]
    /// Whether the ledger has another project with our number.
    package var isNumberTaken: Bool
    package var channel: ExistingChannel?
    /// When the project was noted to have ended; nil while it has not.
    package var endedOn: LocalDate?

    package init(
        ledger: LedgerProject? = nil,
        lines: [ExistingLine] = [],
        participants: [Participant] = [],
        isNumberTaken: Bool = false,
        channel: ExistingChannel? = nil,
        endedOn: LocalDate? = nil
    ) {
        self.ledger = ledger
        self.lines = lines
        self.participants = participants
        self.isNumberTaken = isNumberTaken
        self.channel = channel
        self.endedOn = endedOn
    }
}

/// The ledger's project as it is.
package struct LedgerProject: Hashable, Sendable {
    package typealias ID = Identifier<LedgerProject>

    package var id: ID
    package var name: String
    package var number: String?
    package var reference: String?
    /// The Rentman contact whose customer it has; nil when it has none, or one that we do not know.
    package var customer: RentalContact.ID?
    package var contactPerson: RentalPerson.ID?
    package var manager: Employee.ID?
    package var startDate: LocalDate?
    package var endDate: LocalDate?
    package var isClosed: Bool
    /// Whether it was us who closed it; what a person closed stays closed.
    package var isClosedByUs: Bool
    package var url: String?

    package init(
        id: ID,
        name: String,
        number: String?,
        reference: String? = nil,
        customer: RentalContact.ID?,
        contactPerson: RentalPerson.ID? = nil,
        manager: Employee.ID?,
        startDate: LocalDate?,
        endDate: LocalDate? = nil,
        isClosed: Bool = false,
        isClosedByUs: Bool = false,
        url: String? = nil
    ) {
        self.id = id
        self.name = name
        self.number = number
        self.reference = reference
        self.customer = customer
        self.contactPerson = contactPerson
        self.manager = manager
        self.startDate = startDate
        self.endDate = endDate
        self.isClosed = isClosed
        self.isClosedByUs = isClosedByUs
        self.url = url
    }
}

/// An order line of the ledger's project.
package struct ExistingLine: Hashable, Sendable {
    package typealias ID = Identifier<ExistingLine>

    package var id: ID
    package var description: String
    package var price: Amount
    package var vatCode: VATCode?
    package var date: LocalDate?
    /// Whether it stands on an invoice already and cannot be changed.
    package var isInvoiced: Bool

    package init(
        id: ID,
        description: String,
        price: Amount,
        vatCode: VATCode?,
        date: LocalDate?,
        isInvoiced: Bool = false
    ) {
        self.id = id
        self.description = description
        self.price = price
        self.vatCode = vatCode
        self.date = date
        self.isInvoiced = isInvoiced
    }
}

/// Somebody who takes part in the ledger's project (prosjektdeltaker).
package struct Participant: Hashable, Sendable {
    package var employee: Employee.ID
    /// Whether it was us who added them; others are left alone.
    package var isAddedByUs: Bool

    package init(employee: Employee.ID, isAddedByUs: Bool) {
        self.employee = employee
        self.isAddedByUs = isAddedByUs
    }
}
