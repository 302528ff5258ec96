/// A row of the VAT decision table: what a supply must be, and the code and account it then has.
package struct DecisionRow: Hashable, Sendable {
    /// What a supply must be; nil matches anything.
    package struct Condition: Hashable, Sendable {
        var productClass: [ProductClass]?
        var destination: [Destination]?
        var supplyType: [SupplyType]?
        var customerType: [Customer.Kind]?
        var customerHasTaxID: Bool?
        var isForResale: Bool?
        var hasForeignVAT: Bool?
        var isSellerRegistered: Bool?
    }

    /// How the row names its account.
    package enum Account: Hashable, Sendable {
        case salesByCode
        case role(String)
        case number(AccountNumber)
    }

    var id: String
    var condition: Condition
    /// nil: no VAT treatment.
    var code: VATCode?
    var account: Account
    var foreignVATRole: String?
    /// The first and last day on which the row holds; nil: no bound.
    var from: LocalDate?
    var to: LocalDate?
    var reason: LocalizedText

    func matches(_ supply: Supply, isSellerRegistered: Bool) -> Bool {
        condition.productClass.holds(supply.productClass)
            && condition.destination.holds(supply.destination)
            && condition.supplyType.holds(supply.supplyType)
            && condition.customerType.holds(supply.isBusiness ? .business : .consumer)
            && (condition.customerHasTaxID ?? supply.hasTaxID) == supply.hasTaxID
            && (condition.isForResale ?? supply.isForResale) == supply.isForResale
            && (condition.hasForeignVAT ?? supply.hasForeignVAT) == supply.hasForeignVAT
            && (condition.isSellerRegistered ?? isSellerRegistered) == isSellerRegistered
            && (from.map { $0 <= supply.date } ?? true) && (to.map { supply.date <= $0 } ?? true)
    }

    /// What the default rows are sorted by, so that a line is held against the few that may fit.
    struct Place: Hashable {
        var productClass: ProductClass
        var destination: Destination
    }

    static let defaultsByPlace: [Place: [DecisionRow]] = {
        var rows: [Place: [DecisionRow]] = [:]
        for productClass in ProductClass.allCases {
            for destination in Destination.allCases {
                let place = Place(productClass: productClass, destination: destination)
                rows[place] = defaults.filter {
                    $0.condition.productClass.holds(productClass)
                        && $0.condition.destination.holds(destination)
                }
            }
        }
        return rows
    }()

    /// Whether both rows say the same of a supply on some day, so that the later one never applies there.
    func overlaps(_ other: DecisionRow) -> Bool {
        condition == other.condition && (from ?? .earliest) <= (other.to ?? .latest)
            && (other.from ?? .earliest) <= (to ?? .latest)
    }
}

extension Optional {
    /// Whether the list has the value; no list has them all.
    fileprivate func holds<Element: Equatable>(_ value: Element) -> Bool
    where Wrapped == [Element] {
        self?.contains(value) ?? true
    }
}

extension LocalDate {
    static let earliest = LocalDate(unchecked: 1900, 1, 1)
    static let latest = LocalDate(unchecked: 2199, 12, 31)
}
