/// Which VAT code and account a supply is booked under, and the rule that says so.
package struct VATDecision: Hashable, Sendable {
    /// nil: no VAT treatment.
    package var code: VATCode?
    package var rate: Percentage
    package var account: AccountNumber
    /// Where VAT of another country goes that the shop collected; nil when it may not be collected.
    package var foreignVATAccount: AccountNumber?
    /// The row of the decision table: `D39`, or the user's own.
    package var row: String
    /// What chose the account.
    package var accountChoice: AccountChoice
    package var reason: LocalizedText

    /// Who chose an account.
    package enum AccountChoice: Hashable, Sendable {
        /// The default chart, or the company's account for the code or role.
        case table
        /// The company's product rule with this number.
        case productRule(Int)
        /// The line itself names it.
        case line
        /// The company's account for shipping with this code.
        case shipping
    }
}

/// What a supply is, as far as VAT cares.
struct Supply: Hashable, Sendable {
    var productClass: ProductClass
    var supplyType: SupplyType
    var destination: Destination
    var isBusiness: Bool
    var hasTaxID: Bool
    var isForResale = false
    var hasForeignVAT = false
    var date: LocalDate
}

extension Rules {
    /// The row that decides: the company's own first, then the default table; first match wins.
    ///
    /// nil when no row fits, or the row names an account or code that does not exist on that day.
    func decide(_ supply: Supply) -> VATDecision? {
        if let index = decisionRows.index(matching: supply, isSellerRegistered) {
            return decision(of: decisionRows[index], on: supply.date)
        }
        let place = DecisionRow.Place(
            productClass: supply.productClass,
            destination: supply.destination
        )
        guard let defaults = DecisionRow.defaultsByPlace[place],
            let index = defaults.index(matching: supply, isSellerRegistered)
        else { return nil }
        return decision(of: defaults[index], on: supply.date)
    }

    private func decision(of row: DecisionRow, on date: LocalDate) -> VATDecision? {
        guard let account = account(of: row) else { return nil }
        var rate = Percentage.zero
        if let code = row.code {
            guard let known = VATCodeTable.rate(of: code, on: date) else { return nil }
            rate = known
        }
        return VATDecision(
            code: row.code,
            rate: rate,
            account: account,
            foreignVATAccount: row.foreignVATRole.flatMap { self.account($0) },
            row: row.id,
            accountChoice: .table,
            reason: row.reason
        )
    }

    private func account(of row: DecisionRow) -> AccountNumber? {
        switch row.account {
        case .salesByCode: row.code.flatMap { salesAccount($0) }
        case .role(let role): account(role)
        case .number(let number): number
        }
    }
}

extension [DecisionRow] {
    /// The first row that fits; by index, as rows are large.
    fileprivate func index(matching supply: Supply, _ isSellerRegistered: Bool) -> Int? {
        indices.first { self[$0].matches(supply, isSellerRegistered: isSellerRegistered) }
    }
}
