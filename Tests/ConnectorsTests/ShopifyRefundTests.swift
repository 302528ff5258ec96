import Bookkeeping
import Foundation
import Testing

@testable import Connectors

/// The order of 1 376.00: a sweater of 999.00, two pairs of socks of 149.00, freight of 79.00; sent 6 January 13:58.
struct ShopifyRefundTests {
    private let beforeDelivery = "2026-01-05T12:00:00+01:00"
    private let afterDelivery = "2026-01-08T12:00:00+01:00"
    private let socks: Int64 = 14_500_000_000_101
    private let sweater: Int64 = 14_500_000_000_100

    private func draft() throws -> ShopifyDraft { try ShopifyDraft("r01_paid_fulfilled_nok_incl") }

    /// One of the two pairs of socks is refunded.
    private func oneSockRefunded(at moment: String, type: String) throws -> ShopifyDraft {
        var draft = try draft()
        let line = ShopifyDraft.refundLine(
            socks,
            quantity: 1,
            amount: "149.00",
            tax: "29.80",
            type: type
        )
        draft.refund(at: moment, lines: [line], money: "149.00")
        try draft.change("line_items", 1) { $0["current_quantity"] = 1 }
        draft.set("current_total_price", "1227.00")
        draft.set("current_total_tax", "245.40")
        return draft
    }

    @Test func `a refund before delivery makes the sale smaller`() throws {
        for (moment, type) in [
            (beforeDelivery, "cancel"), (beforeDelivery, "no_restock"), (beforeDelivery, "return"),
            (afterDelivery, "cancel"),
        ] {
            let order = try oneSockRefunded(at: moment, type: type).translated()
            #expect(order.refunds.isEmpty)
            #expect(order.total == Amount(minor: 122_700))
            #expect(order.computedTotal == order.total)
            #expect(order.lines[1].quantity == .one)
            #expect(order.lines[1].shopVAT == Amount(minor: 2_980))
            #expect(order.payments.map(\.amount) == [Amount(minor: 122_700)])
        }
    }

    @Test func `a refund after delivery is a credit note of its own`() throws {
        for type in ["return", "no_restock", "legacy_restock"] {
            let order = try oneSockRefunded(at: afterDelivery, type: type).translated()
            #expect(order.total == Amount(minor: 137_600))
            #expect(order.lines[1].quantity == DecimalNumber("2"))
            #expect(order.payments.map(\.amount) == [Amount(minor: 137_600)])
            let refund = try #require(order.refunds.first)
            #expect(refund.id == "950000000000")
            #expect(refund.date.description == "2026-01-08")
            #expect(
                refund.lines == [Refund.Line(lineID: String(socks), amount: Amount(minor: 14_900))]
            )
            #expect(
                refund.transactions == [
                    Refund.Transaction(
                        id: "7499999999999",
                        method: "shopify_payments",
                        amount: Amount(minor: 14_900)
                    )
                ]
            )
        }
    }

    @Test func `a line cancelled whole is not sold at all`() throws {
        var draft = try draft()
        let line = ShopifyDraft.refundLine(
            socks,
            quantity: 2,
            amount: "298.00",
            tax: "59.60",
            type: "cancel"
        )
        draft.refund(at: beforeDelivery, lines: [line], money: "298.00")
        try draft.change("line_items", 1) { $0["current_quantity"] = 0 }
        draft.set("current_total_price", "1078.00")
        let order = try draft.translated()

        #expect(order.lines.map(\.id) == [String(sweater)])
        #expect(order.total == Amount(minor: 107_800) && order.computedTotal == order.total)
    }

    @Test func `a rebate before delivery is a discount on the order`() throws {
        var draft = try draft()
        draft.refund(at: beforeDelivery, adjustment: "-100.00", money: "100.00")
        draft.set("current_total_price", "1276.00")
        let order = try draft.translated()

        #expect(order.orderDiscount == Amount(minor: 10_000))
        #expect(order.total == Amount(minor: 127_600) && order.computedTotal == order.total)
        #expect(order.lines.allSatisfy { $0.shopVAT == nil && $0.shopVATRate != nil })
        #expect(order.payments.map(\.amount) == [Amount(minor: 127_600)])
    }

    @Test func `a rebate after delivery and a fee kept are adjustments of the refund`() throws {
        let rebate = try ShopifyDraft("r20_goodwill_refund_discrepancy").translated().refunds
        #expect(rebate.map(\.adjustment) == [Amount(minor: 20_000)])
        #expect(rebate[0].lines.isEmpty)

        var draft = try draft()
        let line = ShopifyDraft.refundLine(
            socks,
            quantity: 1,
            amount: "149.00",
            tax: "29.80",
            type: "return"
        )
        draft.refund(at: afterDelivery, lines: [line], adjustment: "50.00", money: "99.00")
        try draft.change("line_items", 1) { $0["current_quantity"] = 1 }
        draft.set("current_total_price", "1277.00")
        let fee = try draft.translated().refunds
        #expect(fee.map(\.adjustment) == [Amount(minor: -5_000)])
        #expect(fee[0].transactions.map(\.amount) == [Amount(minor: 9_900)])

        draft.order["refunds"] = nil
        draft = try self.draft()
        draft.refund(at: beforeDelivery, lines: [line], adjustment: "50.00", money: "99.00")
        try draft.change("line_items", 1) { $0["current_quantity"] = 1 }
        draft.set("current_total_price", "1277.00")
        #expect(try draft.heldCode() == .refundMismatch)
    }

    @Test func `shipping is taken back in either form`() throws {
        let refund = try #require(
            ShopifyDraft("r13_partial_refund_line_and_shipping").translated().refunds.first
        )
        #expect(refund.shipping == Amount(minor: 7_900))
        #expect(refund.lines.map(\.amount) == [Amount(minor: 79_900)])

        var draft = try draft()
        draft.refund(at: afterDelivery, adjustment: "-79.00", money: "79.00")
        try draft.change("refunds", 0) {
            $0["order_adjustments"] = [
                ["kind": "shipping_refund", "amount": "-79.00", "tax_amount": "-15.80"]
            ]
        }
        draft.set("current_total_price", "1297.00")
        let legacy = try #require(draft.translated().refunds.first)
        #expect(legacy.shipping == Amount(minor: 7_900) && legacy.adjustment.isZero)
    }

    @Test func `shipping refunded before delivery is not charged`() throws {
        var draft = try draft()
        draft.refund(at: beforeDelivery, money: "79.00")
        try draft.change("refunds", 0) {
            $0["refund_shipping_lines"] = [
                [
                    "shipping_line_id": 5_300_000_000_010 as Int64,
                    "subtotal_amount_set": ShopifyDraft.bag("79.00"),
                ]
            ]
        }
        draft.set("current_total_price", "1297.00")
        let order = try draft.translated()

        #expect(order.shipping.isEmpty)
        #expect(order.total == Amount(minor: 129_700) && order.computedTotal == order.total)
    }

    @Test func `money not yet back leaves the refund without its transaction`() throws {
        var draft = try oneSockRefunded(at: afterDelivery, type: "return")
        try draft.change("refunds", 0) { refund in
            var money = refund["transactions"] as? [ShopifyDraft.Members] ?? []
            money[0]["status"] = "failure"
            refund["transactions"] = money
        }
        draft.transactions[1]["status"] = "failure"

        #expect(try draft.heldCode() == .paymentMismatch, "Shopify counts it, the money says no")
        draft.order["financial_status"] = "pending"
        #expect(try draft.translated().refunds[0].transactions.isEmpty)
    }

    @Test func `a refund before delivery larger than its line is held`() throws {
        var draft = try draft()
        let line = ShopifyDraft.refundLine(
            socks,
            quantity: 1,
            amount: "299.00",
            tax: "29.80",
            type: "cancel"
        )
        draft.refund(at: beforeDelivery, lines: [line], money: "299.00")
        try draft.change("line_items", 1) { $0["current_quantity"] = 1 }

        #expect(try draft.heldCode() == .refundMismatch)
    }

    @Test func `goods taken out by an edit are not sold, and not counted twice`() throws {
        var draft = try draft()
        try draft.change("line_items", 1) { $0["current_quantity"] = 1 }
        draft.set("current_total_price", "1227.00")
        draft.set("current_total_tax", "245.40")
        draft.transactions[0]["amount"] = "1227.00"
        let order = try draft.translated()
        #expect(order.lines[1].quantity == .one && order.lines[1].shopVAT == Amount(minor: 2_980))
        #expect(order.total == Amount(minor: 122_700) && order.computedTotal == order.total)

        draft.set("current_total_price", "1376.00")
        #expect(try draft.heldCode() == .totalMismatch)
    }
}
