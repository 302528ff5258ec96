import Bookkeeping
import Remote

/// A generated neutral order before it is written as JSON: what is bought, by whom, and how it ends.
struct NeutralOrderDraft: Sendable {
    enum Ending: Sendable {
        case delivered, unpaid, returned, extended, onTerms
    }

    struct Line: Sendable {
        var id: String
        var article: ShopOrderDraft.Article
        var quantity: Int64

        var grossMinor: Int64 { article.priceMinor * quantity }
    }

    /// What has happened so far.
    struct State: Sendable {
        var moment: Int64
        var payments: [(id: String, method: String, minor: Int64, moment: Int64)] = []
        var deliveredAt: Int64?
        /// How many lines the order has by now.
        var lines: Int
        var returnedAt: Int64?
    }

    static let shippingMinor: Int64 = 7_900
    static let day: Int64 = 86_400

    let number: Int64
    let createdAt: Int64
    let ending: Ending
    let customer: ShopCustomer
    /// nil: a consumer.
    let business: ShopifyBusiness?
    /// The last one is added after delivery where the order grows.
    let lines: [Line]

    init(number: Int64, createdAt: Int64, random: inout SplitMix64) {
        self.number = number
        self.createdAt = createdAt
        ending =
            switch Int.random(in: 0..<100, using: &random) {
            case ..<55: .delivered
            case ..<65: .unpaid
            case ..<80: .returned
            case ..<90: .extended
            default: .onTerms
            }
        customer =
            ShopCustomer.all[Int.random(in: 0..<ShopCustomer.all.count, using: &random)]
        let place = Int.random(in: 0..<ShopBusinesses.ids.count, using: &random)
        business = ending == .onTerms ? ShopBusinesses.all[ShopBusinesses.ids[place]] : nil
        let count = Int.random(in: 2...3, using: &random)
        lines = ShopCatalogue.articles.shuffled(using: &random).prefix(count).enumerated().map {
            Line(
                id: String($0.offset + 1),
                article: $0.element,
                quantity: Int64.random(in: 1...3, using: &random)
            )
        }
    }

    func totalMinor(_ state: State) -> Int64 {
        lines.prefix(state.lines).map(\.grossMinor).reduce(Self.shippingMinor, +)
    }

    /// The order from its making to its end.
    func generated() -> GeneratedNeutralOrder {
        GeneratedNeutralOrder(
            number: "P-\(number)",
            isBookable: ending != .unpaid,
            steps: states.enumerated().map { index, state in
                GeneratedNeutralStep(
                    messageID: "msg_\(number)_\(index)",
                    moment: state.moment,
                    body: message(state).data
                )
            }
        )
    }

    private var states: [State] {
        let first = ending == .extended ? lines.count - 1 : lines.count
        let made = State(moment: createdAt, lines: first)
        guard ending != .unpaid else { return [made] }
        var delivered = made
        delivered.moment += Self.day
        delivered.deliveredAt = delivered.moment
        if ending == .onTerms {
            var paid = delivered
            paid.moment += 20 * Self.day
            paid.payments = [("1", "bank_transfer", totalMinor(paid), paid.moment)]
            return [made, delivered, paid]
        }
        var paid = made
        paid.moment += 30
        paid.payments = [("1", "vipps", totalMinor(paid), paid.moment)]
        delivered.payments = paid.payments
        var last = delivered
        last.moment += 3 * Self.day
        switch ending {
        case .returned: last.returnedAt = last.moment
        case .extended:
            last.lines = lines.count
            let more = totalMinor(last) - totalMinor(delivered)
            last.payments.append(("2", "klarna", more, last.moment))
        default: return [made, paid, delivered]
        }
        return [made, paid, delivered, last]
    }
}

extension NeutralOrderDraft {
    private func message(_ state: State) -> JSONText {
        .object([
            ("type", .string(state.moment == createdAt ? "order.created" : "order.updated")),
            ("timestamp", .string(ShopTime.text(state.moment))), ("data", order(state)),
        ])
    }

    private func order(_ state: State) -> JSONText {
        var members: [(String, JSONText)] = [
            ("number", .string("P-\(number)")), ("source", .string("partner")),
            ("orderDate", day(createdAt)),
            ("fulfilledDate", state.deliveredAt.map(day) ?? .null),
            ("currency", .string("NOK")), ("pricesIncludeVat", .bool(true)),
            ("customer", party), ("shipTo", .object([("country", .string("NO"))])),
            ("lines", .array(lines.prefix(state.lines).map(line))),
            // It states no VAT on shipping: that follows the goods.
            ("shipping", .array([.object([("amountMinor", .int(Self.shippingMinor))])])),
            ("totalMinor", .int(totalMinor(state))),
            ("payments", .array(state.payments.map(payment))),
            ("refunds", .array(state.returnedAt.map { [refund(at: $0)] } ?? [])),
        ]
        if ending == .onTerms {
            members.append(
                ("invoiceTerms", .object([("dueDate", day(createdAt + 31 * Self.day))]))
            )
        }
        return .object(members)
    }

    private var party: JSONText {
        let business = business
        return .object([
            ("type", .string(business == nil ? "B2C" : "B2B")), ("country", .string("NO")),
            ("orgNumber", .optional(business?.organizationNumber)),
            ("email", .string(customer.email)),
            ("name", .string(business?.name ?? "\(customer.firstName) \(customer.lastName)")),
        ])
    }

    private func line(_ line: Line) -> JSONText {
        .object(
            [
                ("id", .string(line.id)), ("qty", .string(String(line.quantity))),
                ("unitPriceMinor", .int(line.article.priceMinor)),
                ("sku", .string(line.article.sku)), ("title", .string(line.article.title)),
            ] + shopVAT(line.grossMinor, line.article.ratePercent)
        )
    }

    private func shopVAT(_ gross: Int64, _ percent: Int64) -> [(String, JSONText)] {
        [
            ("shopVatRate", .string(String(percent))),
            ("shopVatMinor", .int(ShopOrderDraft.tax(gross, percent: percent))),
        ]
    }

    private func payment(
        _ payment: (id: String, method: String, minor: Int64, moment: Int64)
    ) -> JSONText {
        .object([
            ("id", .string(payment.id)), ("method", .string(payment.method)),
            ("amountMinor", .int(payment.minor)), ("date", day(payment.moment)),
        ])
    }

    /// The first line comes back, and its money goes the way it came.
    private func refund(at moment: Int64) -> JSONText {
        let minor = JSONText.int(lines[0].grossMinor)
        return .object([
            ("id", .string("r1")), ("date", day(moment)),
            (
                "lines",
                .array([.object([("lineId", .string(lines[0].id)), ("amountMinor", minor)])])
            ),
            (
                "transactions",
                .array([.object([("method", .string("vipps")), ("amountMinor", minor)])])
            ),
        ])
    }

    private func day(_ moment: Int64) -> JSONText {
        .string(String(ShopTime.text(moment).prefix(10)))
    }
}

extension ShopifyBusiness {
    /// The nine digits of its registration.
    fileprivate var organizationNumber: String? {
        taxRegistrationID.map { String($0.filter(\.isNumber)) }
    }
}
