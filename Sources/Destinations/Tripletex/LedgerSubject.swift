package import Bookkeeping

/// What is booked: the names by which its facts are known in the journal and in Tripletex.
package struct LedgerSubject: Hashable, Sendable {
    /// Unique in the company and the same on every try; the number of the order in Tripletex: `shop-1001`.
    package var orderKey: String
    /// The name in the journal: `shop/order/1001`.
    package var fact: String
    /// Whose claim it is, where a voucher without invoice leaves something open.
    package var customer: Customer?
    /// The customer's id in Tripletex, where it is known: a provider's settlement customer.
    package var customerID: Int?
    /// The project in Tripletex that it belongs to.
    package var project: Int?
    /// The department in Tripletex that it belongs to.
    package var department: Int?
    /// Where a person can look at it in its source.
    package var url: String?
    /// The person to talk to, by its id in Tripletex.
    package var contact: Int?

    package init(
        orderKey: String,
        fact: String,
        customer: Customer? = nil,
        customerID: Int? = nil,
        project: Int? = nil
    ) {
        self.orderKey = orderKey
        self.fact = fact
        self.customer = customer
        self.customerID = customerID
        self.project = project
    }
}

extension LedgerSubject {
    /// The order's own number in one that a document or voucher of the order carries.
    ///
    /// Corrections, credit notes and vouchers add to it: `shop-1001/r2`, `shop-1001/c-7`, `shop-1001/sale-1`.
    package static func orderKey(of number: String) -> String {
        var parts = number.split(separator: "/", omittingEmptySubsequences: false)
        while parts.count > 1, let last = parts.last, isOurs(last) { parts.removeLast() }
        return parts.joined(separator: "/")
    }

    private static func isOurs(_ part: Substring) -> Bool {
        if part.first == "r", part.count > 1, part.dropFirst().allSatisfy(\.isNumber) {
            return true
        }
        let names = ["c", "p", "b", "k"] + Voucher.Kind.allCases.map(\.rawValue)
        return names.contains { part.hasPrefix($0 + "-") }
    }
}

/// How a company wants plans brought into its Tripletex.
package struct LedgerOptions: Hashable, Sendable {
    /// What happens with facts that changed after they were booked.
    package var changeMode: Settings.ChangeMode
    /// The last day of the closed period.
    package var closedThrough: LocalDate?
    /// The day of corrections that are decided now.
    package var today: LocalDate
    /// Numbers in Tripletex to which everything belongs that names none itself.
    package var department: String?
    package var project: String?
    package var lineMode: Settings.LineMode

    package init(
        changeMode: Settings.ChangeMode = .hold,
        closedThrough: LocalDate? = nil,
        today: LocalDate,
        department: String? = nil,
        project: String? = nil,
        lineMode: Settings.LineMode = .text
    ) {
        self.department = department
        self.project = project
        self.lineMode = lineMode
        self.changeMode = changeMode
        self.closedThrough = closedThrough
        self.today = today
    }

    package init(_ rules: Rules, today: LocalDate) {
        self.init(
            changeMode: rules.settings.changeMode,
            closedThrough: rules.settings.closedThrough,
            today: today,
            department: rules.settings.department,
            project: rules.settings.project,
            lineMode: rules.settings.lineMode
        )
    }

    /// The day itself, or the first open one.
    func openDay(_ day: LocalDate) -> LocalDate {
        guard let closedThrough, day <= closedThrough else { return day }
        return closedThrough.adding(days: 1) ?? day
    }
}
