/// A part of a project with a status and a price of its own.
package struct Subproject: Hashable, Sendable {
    package typealias ID = Identifier<Subproject>

    package var id: ID
    /// Its place among the project's subprojects.
    package var order: Int64
    package var name: String
    /// The number of its status; nil when Rentman names none.
    package var status: Int64?
    package var isTemplate: Bool
    /// Whether it counts in the project's finances.
    package var isFinancial: Bool
    /// What the customer pays for it, excluding VAT; nil when it was not asked for.
    package var price: UnroundedAmount?
    package var period: RentalPeriod

    package init(
        id: ID,
        order: Int64 = 0,
        name: String,
        status: Int64?,
        isTemplate: Bool = false,
        isFinancial: Bool = true,
        price: UnroundedAmount? = nil,
        period: RentalPeriod = .none
    ) {
        self.id = id
        self.order = order
        self.name = name
        self.status = status
        self.isTemplate = isTemplate
        self.isFinancial = isFinancial
        self.price = price
        self.period = period
    }
}
