/// Goods taken back, money given back, or both.
///
/// All amounts include VAT.
package struct Refund: Hashable, Sendable {
    /// What is taken back of one line.
    package struct Line: Hashable, Sendable {
        package var lineID: String
        package var amount: Amount

        package init(lineID: String, amount: Amount) {
            self.lineID = lineID
            self.amount = amount
        }
    }

    /// Money back through one method.
    package struct Transaction: Hashable, Sendable {
        package var id: String?
        package var method: String
        package var amount: Amount

        package init(id: String? = nil, method: String, amount: Amount) {
            self.id = id
            self.method = method
            self.amount = amount
        }
    }

    package var id: String
    package var date: LocalDate
    package var lines: [Line]
    package var shipping: Amount
    /// More (positive) or less money than the goods: goodwill, or a restocking fee kept.
    package var adjustment: Amount
    package var tip: Amount
    package var transactions: [Transaction]

    package init(
        id: String,
        date: LocalDate,
        lines: [Line] = [],
        shipping: Amount = .zero,
        adjustment: Amount = .zero,
        tip: Amount = .zero,
        transactions: [Transaction] = []
    ) {
        self.id = id
        self.date = date
        self.lines = lines
        self.shipping = shipping
        self.adjustment = adjustment
        self.tip = tip
        self.transactions = transactions
    }
}
