import Bookkeeping
import Foundation
import TestSupport
import Testing

@testable import Connectors

struct WooCommerceSampleTests {
    @Test(arguments: WooSample.reconstructed)
    func `a reconstructed order becomes what its index says`(sample: WooSample) throws {
        try check(sample) { try Samples.fixture("woocommerce/\($0)") }
    }

    @Test(
        .enabled(if: Samples.hasRecordings, "the recorded bodies are not here"),
        arguments: WooSample.recorded
    )
    func `a recorded order becomes what its index says`(sample: WooSample) throws {
        try check(sample) { try Samples.recording("woocommerce/\($0)") }
    }

    @Test(.enabled(if: Samples.hasRecordings, "the recorded bodies are not here"))
    func `a recorded refund with shipping gives its lines and shipping back`() throws {
        let body = try Samples.recording(
            "woocommerce/real_06_refund_with_shipping_and_fee.refund.json"
        )
        let value = try JSONValue(parsing: body)

        let refund = try WooRefund(WooJSON(value["data"] ?? value))

        #expect(refund.amount == WooFigure("27.00"))
        #expect(refund.lines.map(\.refundedLine) == [65])
        #expect(refund.shippingLines.map { $0.net + $0.exactTax } == [WooFigure("-7.62")])
    }

    private func check(_ sample: WooSample, body: (String) throws -> Data) throws {
        let order = try JSONValue(parsing: body("\(sample.file).json"))
        let answer = try? body("\(sample.file).refunds.json")
        let refunds = try answer.map {
            try WooJSON.items(JSONValue(parsing: $0)["data"] ?? JSONValue(parsing: $0))
        }
        let options = try JSONValue(
            parsing: Data(#"{"hiddenTenders": [{"gap": "gift_card"}]}"#.utf8)
        )
        let shop = WooCommerce(
            options: sample.hasGapTender ? options : .object([]),
            acceptsTestOrders: true
        )
        switch shop.facts(about: order, refunds: refunds) {
        case .order(let order): check(order, sample)
        case .held(let alert): #expect(alert.code == sample.held, "\(alert.message.en)")
        case .absent(let reason): Issue.record("absent: \(reason.en)")
        default: Issue.record("no order")
        }
    }

    private func check(_ order: Order, _ sample: WooSample) {
        #expect(sample.held == nil)
        #expect(order.total.minor == sample.total)
        #expect(order.currency.code == sample.currency)
        #expect(order.fulfilledDate?.description == sample.fulfilled)
        #expect(order.cancelledDate?.description == sample.cancelled)
        let payments = order.payments.map { payment in
            let card = payment.giftCardID.map { $0.count == 12 ? "CARD" : $0 }
            return
                (["\(payment.method) \(payment.amount.minor) \(payment.date)"]
                + [card].compactMap(\.self)).joined(separator: " ")
        }
        #expect(payments == sample.payments)
        #expect(order.refunds.map(\.creditedMinor) == sample.refunds)
        #expect(order.refunds.map(\.moneyMinor) == sample.refunds)
        #expect(order.tiedTotal == order.total)
        #expect(order.rounding.isZero)
        var rules = Rules.standard
        rules.preferShopShippingVAT()
        let plan = Bookkeeper(rules: rules).plan(order)
        let outcome =
            plan.status == .booked ? "booked" : plan.alerts.first?.code.rawValue ?? "no reason"
        #expect(outcome == sample.plan, "\(plan.alerts.map(\.message.en))")
    }
}

extension Refund {
    /// What the customer is credited for.
    var creditedMinor: Int64 { (lines.map(\.amount).total + shipping + adjustment + tip).minor }

    var moneyMinor: Int64 { transactions.map(\.amount).total.minor }
}

extension Order {
    /// Lines − discounts + shipping + tips + rounding (+ VAT), as a bookkeeper adds them up.
    var tiedTotal: Amount {
        var sum = tip + rounding - orderDiscount
        for line in lines {
            sum += line.unitPrice.times(line.quantity) - line.discount
            if !pricesIncludeVAT { sum += line.shopVAT ?? line.foreignVAT?.amount ?? .zero }
        }
        for charge in shipping {
            sum += charge.amount - charge.discount
            if !pricesIncludeVAT { sum += charge.shopVAT ?? charge.foreignVAT?.amount ?? .zero }
        }
        return sum
    }
}
