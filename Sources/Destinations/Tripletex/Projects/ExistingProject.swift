package import Bookkeeping

/// A project as it stands in Tripletex: what a planner compares with.
package struct ExistingProject: Hashable, Sendable {
    /// Somebody who takes part.
    package struct Participant: Hashable, Sendable {
        /// The link's own id.
        package var id: Int
        package var employee: Int
    }

    package var id: Int
    package var version: Int
    package var number: String
    package var name: String
    package var reference: String?
    package var description: String?
    package var mark: String?
    package var startDate: LocalDate?
    package var endDate: LocalDate?
    package var customer: Int?
    package var contact: Int?
    package var manager: Int?
    package var isClosed: Bool
    package var isInternal: Bool
    package var participants: [Participant]

    init(_ wire: TripletexProject) {
        id = wire.id
        version = wire.version
        number = wire.number ?? ""
        name = wire.name
        reference = wire.reference?.isEmpty == false ? wire.reference : nil
        description = wire.description?.isEmpty == false ? wire.description : nil
        mark = wire.externalAccountsNumber?.isEmpty == false ? wire.externalAccountsNumber : nil
        startDate = wire.startDate.flatMap { LocalDate($0) }
        endDate = wire.endDate.flatMap { LocalDate($0) }
        customer = wire.customer?.id
        contact = wire.contact?.id
        manager = wire.projectManager?.id
        isClosed = wire.isClosed ?? false
        isInternal = wire.isInternal ?? false
        participants = (wire.participants ?? []).compactMap { participant in
            participant.employee.map { Participant(id: participant.id, employee: $0.id) }
        }
    }
}

/// An order line of a project as it stands in Tripletex.
package struct ExistingProjectLine: Hashable, Sendable {
    package var id: Int
    package var version: Int
    package var description: String
    package var date: LocalDate?
    /// Excluding VAT, in øre; nil when the price has parts of an øre.
    package var amount: Amount?
    package var vatType: Int?
    package var position: Int
    /// Whether it stands on an invoice and must be left alone.
    package var isInvoiced: Bool

    init(_ wire: TripletexProjectLine) {
        id = wire.id
        version = wire.version
        description = wire.description ?? ""
        date = wire.date.flatMap { LocalDate($0) }
        amount = wire.amountExcludingVatCurrency.flatMap { Amount($0, in: .nok) }
        vatType = wire.vatType?.id
        position = wire.customSortIndex ?? 0
        isInvoiced = wire.invoice != nil
    }

    func carries(_ mark: String) -> Bool { description.hasSuffix(mark) }
}
