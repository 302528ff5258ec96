import Bookkeeping
import Foundation
import Testing

@testable import Connectors

/// What a shop can do with an order besides selling and refunding it.
struct ShopifyWholeOrderTests {
    private let afterDelivery = "2026-01-08T12:00:00+01:00"
    private let socks: Int64 = 14_500_000_000_101
    private let sweater: Int64 = 14_500_000_000_100

    private func draft() throws -> ShopifyDraft { try ShopifyDraft("r01_paid_fulfilled_nok_incl") }

    /// One pair of socks was never sent, the sweater came back; one refund for both.
    private func mixedRefund(money: String) throws -> ShopifyDraft {
        var draft = try draft()
        let lines = [
            ShopifyDraft.refundLine(
                socks,
                quantity: 1,
                amount: "149.00",
                tax: "29.80",
                type: "cancel"
            ),
            ShopifyDraft.refundLine(
                sweater,
                quantity: 1,
                amount: "999.00",
                tax: "199.80",
                type: "return"
            ),
        ]
        draft.refund(at: afterDelivery, lines: lines, money: money)
        try draft.change("line_items", 0) { $0["current_quantity"] = 0 }
        try draft.change("line_items", 1) { $0["current_quantity"] = 1 }
        draft.set("current_total_price", "228.00")
        return draft
    }

    @Test func `a refund of cancelled and delivered goods is parted with its money`() throws {
        let order = try mixedRefund(money: "1148.00").translated()

        #expect(order.total == Amount(minor: 122_700) && order.computedTotal == order.total)
        #expect(order.payments.map(\.amount) == [Amount(minor: 122_700)])
        let refund = try #require(order.refunds.first)
        #expect(refund.lines.map(\.lineID) == [String(sweater)])
        #expect(refund.transactions.map(\.amount) == [Amount(minor: 99_900)])
    }

    @Test func `money that does not cover what was cancelled cannot be parted`() throws {
        #expect(try mixedRefund(money: "100.00").heldCode() == .refundMismatch)
    }

    @Test func `a refund whose money is on its way does not hold the sale`() throws {
        var draft = try draft()
        let line = ShopifyDraft.refundLine(
            socks,
            quantity: 1,
            amount: "149.00",
            tax: "29.80",
            type: "return"
        )
        draft.refund(at: afterDelivery, lines: [line], money: "149.00")
        try draft.change("line_items", 1) { $0["current_quantity"] = 1 }
        draft.set("current_total_price", "1227.00")
        try draft.change("refunds", 0) { refund in
            var money = refund["transactions"] as? [ShopifyDraft.Members] ?? []
            money[0]["status"] = "pending"
            refund["transactions"] = money
        }
        draft.transactions[1]["status"] = "pending"
        let waiting = try draft.translated()
        #expect(waiting.total == Amount(minor: 137_600) && waiting.refunds.isEmpty)
        #expect(waiting.payments.map(\.amount) == [Amount(minor: 137_600)])

        try draft.change("refunds", 0) { refund in
            var money = refund["transactions"] as? [ShopifyDraft.Members] ?? []
            money[0]["status"] = "success"
            refund["transactions"] = money
        }
        draft.transactions[1]["status"] = "success"
        #expect(try draft.translated().refunds.map(\.lines.count) == [1])
    }

    @Test func `a line that was added counts once, whether the first totals know it or not`() throws
    {
        var draft = try draft()
        var lines = try #require(draft.order["line_items"] as? [ShopifyDraft.Members])
        var added = lines[1]
        added["id"] = 14_500_000_000_109 as Int64
        lines.append(added)
        draft.order["line_items"] = lines
        draft.set("current_total_price", "1674.00")
        draft.set("current_total_tax", "334.80")
        draft.set("current_subtotal_price", "1595.00")
        draft.transactions[0]["amount"] = "1674.00"
        let order = try draft.translated()
        #expect(order.total == Amount(minor: 167_400) && order.computedTotal == order.total)
        #expect(order.lines.count == 3)

        draft.set("current_subtotal_price", "1297.00")
        #expect(try draft.heldCode() == .totalMismatch, "the current figures contradict each other")
        draft.order["current_subtotal_price"] = nil
        draft.order["current_subtotal_price_set"] = nil
        #expect(try draft.heldCode() == .totalMismatch, "nothing says that there was an edit")
    }

    @Test func `what a foreign payment was converted to is kept`() throws {
        var draft = try ShopifyDraft("r08_export_presentment_eur")
        draft.transactions[0]["currency_exchange_adjustment"] = [
            "adjustment": "-3.10", "original_amount": "1858.25", "final_amount": "1855.15",
            "currency": "NOK",
        ]
        #expect(try draft.translated().payments.map(\.amountNOK) == [Amount(minor: 185_515)])

        var domestic = try self.draft()
        domestic.transactions[0]["currency_exchange_adjustment"] = [
            "final_amount": "1.00", "currency": "NOK",
        ]
        #expect(try domestic.translated().payments.map(\.amountNOK) == [nil])
    }

    @Test func `a payment in another currency than the order's is never mixed in`() throws {
        var draft = try ShopifyDraft("r08_export_presentment_eur")
        draft.transactions[0]["currency"] = "NOK"

        #expect(try draft.heldCode() == .paymentMismatch)
    }

    @Test func `an organisation number below a company's name makes a business`() throws {
        func buyer(company: String?, line: String) throws -> Customer {
            var draft = try draft()
            var address = try #require(draft.order["billing_address"] as? ShopifyDraft.Members)
            address["company"] = company
            address["address2"] = line
            draft.order["billing_address"] = address
            return try draft.translated().customer
        }
        let business = try buyer(company: "Oppdiktet AS", line: "Org.nr. 310 000 019")
        #expect(business.kind == .business && business.organizationNumber == "310000019")
        #expect(try buyer(company: nil, line: "310000019").kind == .consumer)
        #expect(try buyer(company: "Oppdiktet AS", line: "3. etasje").kind == .consumer)
        #expect(try buyer(company: "Oppdiktet AS", line: "310000018").kind == .consumer)
    }

    @Test func `the shop's register of businesses names the buyer`() throws {
        let draft = try ShopifyDraft("r15_b2b_company_net30_two_rates")
        func buyer(_ business: ShopifyBusiness?) throws -> Customer {
            let body = try JSONSerialization.data(withJSONObject: draft.order)
            let order = try ShopifyDecoding.decode(ShopifyOrder.self, from: body)
            return order.buyer(business)
        }
        let known = try buyer(
            .init(name: "Oppdiktet Register AS", taxRegistrationID: "NO310000019MVA")
        )
        #expect(known.name == "Oppdiktet Register AS" && known.organizationNumber == "310000019")
        #expect(try buyer(nil).kind == .business)
    }

    @Test func `freight of an old order is known by its discounted price alone`() throws {
        var draft = try draft()
        try draft.change("shipping_lines", 0) {
            $0["discount_allocations"] = nil
            $0["discounted_price"] = "49.00"
            $0["discounted_price_set"] = ShopifyDraft.bag("49.00")
        }
        draft.set("total_price", "1346.00")
        draft.set("current_total_price", "1346.00")
        draft.transactions[0]["amount"] = "1346.00"
        let order = try draft.translated()

        #expect(order.shipping.map(\.discount) == [Amount(minor: 3_000)])
        #expect(order.total == Amount(minor: 134_600) && order.computedTotal == order.total)
    }
}
