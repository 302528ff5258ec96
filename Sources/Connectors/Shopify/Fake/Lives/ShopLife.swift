import Remote

/// An order as it lives in a shop: everything that happens to it changes its figures the way Shopify does.
///
/// The shop's currency is NOK. All sums are worked out here from the lines, never copied from what reads them.
struct ShopLife: Sendable {
    struct Line: Sendable {
        var id: Int64
        var article: ShopOrderDraft.Article
        var price: ShopMoney
        var quantity: Int64
        /// Taken out by an edit.
        var removed: Int64 = 0
        var refunded: Int64 = 0
        var fulfilled: Int64 = 0
        var discount = ShopMoney.zero
        var percent: Int64
        var isGiftCard = false
        var isTip = false
        /// Added after the order was placed.
        var isAdded = false

        var kept: Int64 { quantity - removed }
        var current: Int64 { kept - refunded }
        var net: ShopMoney { price * quantity - discount }
    }

    struct Transaction: Sendable {
        var id: Int64
        var parent: Int64?
        var kind: String
        var status = "success"
        var gateway: String
        /// In the customer's currency.
        var minor: Int64
        var roundingMinor: Int64?
        var giftCard: Int64?
        var moment: Int64
    }

    struct RefundLine: Sendable {
        var lineID: Int64
        var quantity: Int64
        var restockType: String
        var amount: ShopMoney
        var tax: ShopMoney
    }

    struct Refund: Sendable {
        var id: Int64
        var moment: Int64
        var lines: [RefundLine] = []
        var shipping = ShopMoney.zero
        var shippingTax = ShopMoney.zero
        /// More money than the lines.
        var goodwill = ShopMoney.zero
        var transactions: [Transaction] = []
    }

    struct Fulfillment: Sendable {
        var id: Int64
        var moment: Int64
        var lines: [(id: Int64, quantity: Int64)]
    }

    let id: Int64
    let number: Int64
    let createdAt: Int64
    let customer: ShopCustomer
    var clock: Int64
    var currency = "NOK"
    /// NOK for ten thousand units of the customer's currency.
    var rate: Int64 = 10_000
    var country = "NO"
    var includesTax = true
    var companyID: Int64?
    /// A business that the shop does not keep a register of: its number stands in a note.
    var noteNumber: String?
    var dueDays: Int64?
    var isOverCounter = false
    /// Whether the totals of the order count what was added later; Shopify's practice is not documented.
    var countsAdded = true
    var lines: [Line] = []
    var shipping = ShopMoney.zero
    var shippingDiscount = ShopMoney.zero
    var shippingPercent: Int64 = 25
    var transactions: [Transaction] = []
    var refunds: [Refund] = []
    var fulfillments: [Fulfillment] = []
    var cancelledAt: Int64?
    private(set) var steps: [GeneratedStep] = []
    private var nextSuffix: Int64 = 0

    init(number: Int64, createdAt: Int64, customer: ShopCustomer) {
        self.number = number
        self.createdAt = createdAt
        self.customer = customer
        id = 6_200_000_000_000 + number
        clock = createdAt
    }

    /// A new id of something that belongs to this order.
    mutating func newID(_ kind: Int64) -> Int64 {
        nextSuffix += 1
        return kind * 1_000_000_000_000 + number * 100 + nextSuffix
    }

    mutating func pass(_ seconds: Int64) { clock += seconds }

    /// A price that is charged in the customer's currency.
    func money(_ shopMinor: Int64) -> ShopMoney {
        let customer = (shopMinor * 20_000 + rate) / (rate * 2)
        return ShopMoney(shop: shopMinor, customer: currency == "NOK" ? shopMinor : customer)
    }

    /// The webhook of what just happened, and what the API answers from now on.
    mutating func tell(_ topic: String, body: JSONText? = nil) {
        let order = json.data
        let digits = String(number * 64 + Int64(steps.count), radix: 16)
        let padding = String(repeating: "0", count: max(0, 12 - digits.count))
        steps.append(
            GeneratedStep(
                topic: topic,
                eventID: "98880550-7158-44d4-b7ce-\(padding)\(digits)",
                moment: clock,
                body: body?.data ?? order,
                order: order,
                transactions: JSONText.object([
                    ("transactions", .array(transactions.map(transactionJSON)))
                ]).data
            )
        )
    }
}
