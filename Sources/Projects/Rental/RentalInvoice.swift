package import Bookkeeping

/// An invoice or credit note in Rentman: the basis (fakturagrunnlag) of the one in the ledger.
package struct RentalInvoice: Hashable, Sendable {
    package typealias ID = Identifier<RentalInvoice>

    /// One line: all that has the same ledger code and VAT rate; Rentman has no finer ones.
    package struct Line: Hashable, Sendable {
        package var id: Identifier<Line>
        /// The ledger code as the user named it: `Rental`.
        package var ledger: String?
        package var vatRate: Percentage?
        /// Excluding VAT.
        package var net: UnroundedAmount
        package var vat: UnroundedAmount

        package init(
            id: Identifier<Line>,
            ledger: String?,
            vatRate: Percentage?,
            net: UnroundedAmount,
            vat: UnroundedAmount
        ) {
            self.id = id
            self.ledger = ledger
            self.vatRate = vatRate
            self.net = net
            self.vat = vat
        }
    }

    package var id: ID
    package var number: String
    package var isFinalized: Bool
    package var isCreditNote: Bool
    package var date: LocalDate?
    package var dueDate: LocalDate?
    package var subject: String?
    package var customer: RentalContact?
    package var contactPerson: RentalPerson?
    package var project: RentalProject.ID?
    /// The customer's reference on the project it is for.
    package var reference: String?
    /// How much of the whole it asks for; already part of every amount.
    ///
    /// nil when Rentman does not say.
    package var share: Percentage?
    package var lines: [Line]
    /// What the invoice itself says it comes to, excluding VAT, the VAT, and including it.
    package var net: UnroundedAmount
    package var vat: UnroundedAmount
    package var gross: UnroundedAmount
    package var url: String?

    package init(
        id: ID,
        number: String,
        isFinalized: Bool,
        isCreditNote: Bool = false,
        date: LocalDate?,
        dueDate: LocalDate? = nil,
        subject: String? = nil,
        customer: RentalContact? = nil,
        contactPerson: RentalPerson? = nil,
        project: RentalProject.ID? = nil,
        reference: String? = nil,
        share: Percentage? = nil,
        lines: [Line],
        net: UnroundedAmount,
        vat: UnroundedAmount,
        gross: UnroundedAmount,
        url: String? = nil
    ) {
        self.id = id
        self.number = number
        self.isFinalized = isFinalized
        self.isCreditNote = isCreditNote
        self.date = date
        self.dueDate = dueDate
        self.subject = subject
        self.customer = customer
        self.contactPerson = contactPerson
        self.project = project
        self.reference = reference
        self.share = share
        self.lines = lines
        self.net = net
        self.vat = vat
        self.gross = gross
        self.url = url
    }
}
