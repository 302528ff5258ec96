package import Bookkeeping

/// The project (prosjekt) that the ledger should have.
package struct PlannedProject: Hashable, Sendable {
    /// At most 255 characters, on one line.
    package var name: String
    /// nil: the ledger gives one, because ours is another project's.
    package var number: String?
    /// At most 255 characters.
    package var reference: String?
    /// Says whose project it is: `rentman:812`; goes where the ledger keeps a number of the user's own.
    package var marker: String
    package var customer: RentalContact
    package var contactPerson: RentalPerson?
    package var manager: Employee.ID
    package var startDate: LocalDate
    package var endDate: LocalDate?

    package init(
        name: String,
        number: String?,
        reference: String? = nil,
        marker: String,
        customer: RentalContact,
        contactPerson: RentalPerson? = nil,
        manager: Employee.ID,
        startDate: LocalDate,
        endDate: LocalDate? = nil
    ) {
        self.name = name
        self.number = number
        self.reference = reference
        self.marker = marker
        self.customer = customer
        self.contactPerson = contactPerson
        self.manager = manager
        self.startDate = startDate
        self.endDate = endDate
    }

    /// The marker of a project.
    package static func marker(of project: RentalProject.ID) -> String { "rentman:\(project)" }
}

/// An order line (ordrelinje) on the ledger's project: one confirmed subproject.
package struct PlannedLine: Hashable, Sendable {
    package var subproject: Subproject.ID
    /// With the subproject's mark, by which the line is found again.
    package var description: String
    /// Excluding VAT.
    package var price: Amount
    /// nil: no VAT treatment.
    package var vatCode: VATCode?
    package var date: LocalDate

    package init(
        subproject: Subproject.ID,
        description: String,
        price: Amount,
        vatCode: VATCode?,
        date: LocalDate
    ) {
        self.subproject = subproject
        self.description = description
        self.price = price
        self.vatCode = vatCode
        self.date = date
    }
}

/// What stands at the end of a line's description to tell whose it is: `Hovedscene [rm:930]`.
///
/// Lines of a project have no key of their own in the ledger; only their text can be looked up.
package enum LineMark {
    private static let opening = "[rm:"
    /// The description's limit is far higher; this is what still fits an invoice.
    private static let nameLimit = 200

    package static func description(of name: String, _ subproject: Subproject.ID) -> String {
        "\(name.prefix(nameLimit)) \(opening)\(subproject)]"
    }

    /// The subproject a description ends with the mark of; nil for a line that people made.
    package static func subproject(in description: String) -> Subproject.ID? {
        guard description.hasSuffix("]"), let start = description.range(of: opening)?.upperBound,
            let value = Int64(description[start...].dropLast())
        else { return nil }
        return Subproject.ID(value)
    }
}

extension StringProtocol {
    /// The last place where a text stands in this one.
    fileprivate func range(of text: String) -> Range<Index>? {
        ranges(of: text).last
    }
}
