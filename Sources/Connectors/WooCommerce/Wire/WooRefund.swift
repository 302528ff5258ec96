import Bookkeeping

/// A refund: complete from its own address, or only id and sum as an order lists it.
struct WooRefund: Sendable {
    var id: Int64
    /// Positive.
    var amount: WooFigure
    var created: WooMoment?
    /// Whether the gateway paid it back; nil where it is not said.
    var isPaidByGateway: Bool?
    var lines: [WooLine]
    var fees: [WooLine]
    var shippingLines: [WooLine]

    init(_ json: WooJSON) throws(Alert) {
        guard let id = json.integer("id") else { throw .wooUnreadable("refunds.id") }
        self.id = id
        if let amount = try json.figure("amount") {
            self.amount = amount.magnitude
        } else if let total = try json.figure("total") {
            amount = total.magnitude
        } else {
            throw .wooUnreadable("refunds.amount")
        }
        created = try WooMoment(json, "date_created_gmt")
        isPaidByGateway = json.value["refunded_payment"].map { WooJSON.isTrue($0) }
        lines = try json.list("line_items").map { (item) throws(Alert) in try WooLine(item) }
        fees = try json.list("fee_lines").map { (item) throws(Alert) in try WooLine(item) }
        shippingLines = try json.list("shipping_lines").map { (item) throws(Alert) in
            try WooLine(item)
        }
    }
}
