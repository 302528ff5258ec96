import Foundation
import Testing

@testable import Bookkeeping

/// Whatever a file holds, there is a plan or an error with a path; the program never ends.
@Suite struct `Hostile input` {
    /// Values that have broken parsers and arithmetic before, as JSON text.
    static let poisons = [
        "null", "true", "{}", "[]", "\"\"", "\"NaN\"", "\"Infinity\"", "\"-0\"", "\"1e5\"",
        "\"١٢\"", "\"0x10\"", "\" 1\"", "\"1,5\"", "\"NaN\\u0000\"", "0", "-0", "-1", "1", "0.5",
        "1e400", "-1E-400", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "10000000000000", "-10000000000000", "10000000000001", "\"10000000000000\"",
        "\"0.000000000000000001\"", "\"999999999999999999\"", "\"9999999999.99999999\"",
        String(repeating: "9", count: 40), "\"" + String(repeating: "7", count: 40) + "\"",
        "-" + String(repeating: "1", count: 400), "\"2026-02-30\"", "\"9999-12-31\"",
        "\"1900-01-01\"", "\"2199-12-31\"", "\"NO\"", "\"XX\"", "\"JPY\"", "\"KWD\"",
        "\"gift_card_mpv\"", "\"" + String(repeating: "å", count: 5_000) + "\"",
    ]

    @Test(arguments: Array(UInt64(0)..<10))
    func `in any place of a worked case gives a plan or an error by its path`(
        _ chunk: UInt64
    ) throws {
        var random = SeededGenerator(seed: 1_100 + chunk)
        let poisons = try Self.poisons.map { try JSONParser.parse($0.utf8) }
        for _ in 0..<1_000 {
            var input = random.pick(GoldenCases.all).input
            for _ in 0..<random.number(1...3) { input.poison(with: poisons, &random) }

            do throws(InputErrors) {
                let plan = try CaseInput(input, at: "", rules: .standard).plan
                guard plan.vouchers.allSatisfy(\.isBalanced) else {
                    Issue.record("\(plan) for \(input)")
                    return
                }
            } catch {
                let isNamed = error.problems.allSatisfy {
                    !$0.text.nb.isEmpty && !$0.text.en.isEmpty
                }
                guard isNamed, !error.problems.isEmpty else {
                    Issue.record("\(error) for \(input)")
                    return
                }
            }
        }
    }

    @Test(arguments: Array(UInt64(0)..<4))
    func `of damaged bytes gives a plan or an error`(_ chunk: UInt64) {
        var random = SeededGenerator(seed: 1_200 + chunk)
        for _ in 0..<500 {
            var bytes = Array(random.pick(GoldenCases.all).input.description.utf8)
            for _ in 0..<random.number(1...4) {
                let place = Int(random.number(0...Int64(bytes.count - 1)))
                if random.chance(30) {
                    bytes.removeSubrange(place..<min(bytes.count, place + 7))
                } else {
                    bytes[place] = UInt8(truncatingIfNeeded: random.next())
                }
            }
            do throws(InputErrors) {
                let result = try PlannedDocuments(Data(bytes))
                guard result.plans.count == 1 else {
                    Issue.record("\(result.plans.count) plans")
                    return
                }
            } catch {
                guard !error.lines(.nb).isEmpty else {
                    Issue.record("an error that says nothing")
                    return
                }
            }
        }
    }

    @Test func `with figures at the edge of what a number can be is refused, line by line`() {
        let edges: [Int64] = [
            .min, .min + 1, -Amount.limit - 1, -Amount.limit, -1, 0, 1, Amount.limit,
            Amount.limit + 1, .max - 1, .max,
        ]
        var random = SeededGenerator(seed: 1_300)
        var generator = OrderGenerator(seed: 1_301)
        for _ in 0..<10_000 {
            var order = generator.paidOrder()
            let edge = { (random: inout SeededGenerator) in Amount(minor: random.pick(edges)) }
            switch random.number(0...10) {
            case 0: order.lines[0].unitPrice = edge(&random)
            case 1:
                order.lines[0].unitPrice = Amount(minor: Amount.limit)
                order.lines[0].quantity = DecimalNumber(units: random.pick(edges), scale: 0)
                order.lines[0].discount = edge(&random)
            case 2: order.lines[0].discount = edge(&random)
            case 3: order.lines[0].shopVAT = edge(&random)
            case 4: order.tip = edge(&random)
            case 5: order.rounding = edge(&random)
            case 6: order.orderDiscount = edge(&random)
            case 7: order.payments[0].amount = edge(&random)
            case 8:
                order.shipping.append(ShippingCharge(amount: edge(&random), shopVAT: edge(&random)))
            case 9:
                var refund = Refund(id: "r", date: OrderGenerator.saleDay)
                refund.lines = [.init(lineID: "L1", amount: edge(&random))]
                refund.adjustment = edge(&random)
                refund.transactions = [.init(method: "vipps", amount: edge(&random))]
                order.refunds = [refund]
            default:
                order.lines[0].foreignVAT = ForeignVAT(
                    country: "DE",
                    rate: Percentage(basisPoints: 1_900),
                    amount: edge(&random)
                )
            }
            if random.chance(50) { order.total = edge(&random) }
            if random.chance(20) { order.documentType = .invoice }
            if random.chance(20) { order.payments.removeAll() }

            let plan = Bookkeeper(rules: .standard, rates: OrderGenerator.rates).plan(order)

            guard plan.vouchers.allSatisfy(\.isBalanced) else {
                Issue.record("\(plan) for \(order)")
                return
            }
        }
    }

    @Test func `of ten thousand lines is planned, and so is its full refund`() throws {
        var order = Order(
            number: "1",
            source: "shopify",
            orderDate: OrderGenerator.saleDay,
            fulfilledDate: OrderGenerator.saleDay,
            currency: .nok,
            pricesIncludeVAT: true,
            customer: Customer(kind: .consumer, country: "NO"),
            shipTo: ShippingDestination(country: "NO"),
            lines: (0..<10_000).map { number in
                OrderLine(
                    id: "\(number)",
                    quantity: .one,
                    unitPrice: Amount(minor: Int64(100 + number)),
                    productClass: number.isMultiple(of: 3) ? .food : .standard
                )
            },
            total: .zero
        )
        order.total = order.lines.map(\.unitPrice).total
        order.payments = [
            Payment(method: "vipps", amount: order.total, date: OrderGenerator.saleDay)
        ]
        order.refunds = [
            try #require(OrderGenerator.fullRefund(of: order, on: OrderGenerator.saleDay))
        ]

        let plan = Bookkeeper(rules: .standard).plan(order)

        #expect(plan.vouchers.map(\.kind) == [.sale, .payment, .creditNote, .refundPayment])
        #expect(Balances(plan.vouchers).accounts.isEmpty)
    }

    @Test func `of more payments or refunds than an order has is held`() {
        let count = OrderFigures.maximumPayments + 1
        let payments = (0..<count).map { Payment.sample(1, id: "\($0)") }
        let refunds = (0..<count).map { Refund.sample("\($0)", 1) }

        let paid = Bookkeeper.standard.plan(.sample(total: Int64(count), payments: payments))
        let refunded = Bookkeeper.standard.plan(.sample(refunds: refunds))

        #expect(paid.alerts.map(\.code) == [.totalMismatch])
        #expect(refunded.alerts.map(\.code) == [.totalMismatch])
        let most = Bookkeeper.standard.plan(
            .sample(total: Int64(count - 1), payments: payments.dropLast())
        )
        #expect(most.status == .booked)
    }

    @Test func `with more lines than a document may have is an error with its path`() throws {
        let lines = [String](repeating: "1", count: OrderFigures.maximumCount + 1)
            .joined(separator: ",")
        let input = """
            {"order": {"number": "1", "orderDate": "2026-02-10", "currency": "NOK", "pricesIncludeVat": true,
            "customer": {"type": "B2C"}, "totalMinor": 1, "lines": [\(lines)]}}
            """

        let error = try #require(throws: InputErrors.self) {
            try PlannedDocuments(Data(input.utf8))
        }
        #expect(error.problems.map(\.path) == ["order.lines"])
    }

    @Test func `nested too deep is an error, not a stack that ends`() {
        let text = String(repeating: "[", count: 200_000)

        #expect(throws: InputErrors.self) { try PlannedDocuments(Data(text.utf8)) }
    }
}

extension Voucher {
    fileprivate var isBalanced: Bool {
        postings.reduce(Int128(0)) { $0 + Int128($1.amount.minor) } == 0
    }
}

extension JSONValue {
    /// Puts a bad value into a place of this one, or takes a member away.
    fileprivate mutating func poison(with poisons: [JSONValue], _ random: inout SeededGenerator) {
        switch self {
        case .object(var members) where !members.isEmpty && random.chance(85):
            let place = Int(random.number(0...Int64(members.count - 1)))
            if random.chance(8) {
                members.remove(at: place)
            } else {
                members[place].value.poison(with: poisons, &random)
            }
            self = .object(members)
        case .array(var items) where !items.isEmpty && random.chance(90):
            let place = Int(random.number(0...Int64(items.count - 1)))
            items[place].poison(with: poisons, &random)
            if random.chance(10) { items.append(items[place]) }
            self = .array(items)
        default: self = random.pick(poisons)
        }
    }
}
