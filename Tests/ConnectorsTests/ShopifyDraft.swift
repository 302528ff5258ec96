import Bookkeeping
import Foundation
import TestSupport
import Testing

@testable import Connectors

/// A sample order that a test changes before it is translated.
struct ShopifyDraft {
    typealias Members = [String: Any]

    var order: Members
    var transactions: [Members]

    init(_ file: String) throws {
        func object(_ suffix: String) throws -> Members {
            let body = try Samples.fixture("shopify/\(file)\(suffix).json")
            return try #require(JSONSerialization.jsonObject(with: body) as? Members)
        }
        order = try object("")
        transactions = try #require(try object(".transactions")["transactions"] as? [Members])
    }

    /// Sets an amount of the head, plain and on both sides.
    mutating func set(_ field: String, _ amount: String) {
        order[field] = amount
        order["\(field)_set"] = Self.bag(amount)
    }

    mutating func change(_ list: String, _ index: Int, _ change: (inout Members) -> Void) throws {
        var entries = try #require(order[list] as? [Members])
        change(&entries[index])
        order[list] = entries
    }

    static func bag(_ amount: String, _ presentment: String? = nil) -> Members {
        [
            "shop_money": ["amount": amount, "currency_code": "NOK"],
            "presentment_money": ["amount": presentment ?? amount, "currency_code": "NOK"],
        ]
    }

    /// One refunded line of a refund.
    static func refundLine(
        _ id: Int64,
        quantity: Int,
        amount: String,
        tax: String,
        type: String
    ) -> Members {
        [
            "line_item_id": id, "quantity": quantity, "restock_type": type, "subtotal": 0.0,
            "subtotal_set": bag(amount), "total_tax": 0.0, "total_tax_set": bag(tax),
        ]
    }

    /// Adds a refund with its money, which goes back to the first payment.
    mutating func refund(
        at moment: String,
        lines: [Members] = [],
        adjustment: String? = nil,
        money: String?
    ) {
        var paidBack: [Members] = []
        if let money {
            let first = transactions[0]
            paidBack = [
                [
                    "id": 7_499_999_999_999 as Int64, "parent_id": first["id"] ?? 0,
                    "kind": "refund",
                    "status": "success", "gateway": first["gateway"] ?? "", "amount": money,
                    "currency": "NOK", "created_at": moment, "processed_at": moment,
                ]
            ]
        }
        let adjustments: [Members] =
            adjustment.map {
                [
                    [
                        "kind": "refund_discrepancy", "amount": $0, "amount_set": Self.bag($0),
                        "tax_amount": "0.00",
                    ]
                ]
            } ?? []
        var refunds = order["refunds"] as? [Members] ?? []
        refunds.append([
            "id": 950_000_000_000 as Int64, "created_at": moment, "processed_at": moment,
            "refund_line_items": lines, "refund_shipping_lines": [Members](),
            "order_adjustments": adjustments, "transactions": paidBack,
        ])
        order["refunds"] = refunds
        order["financial_status"] = "partially_refunded"
        transactions += paidBack
    }

    func facts(_ shop: Shopify = Shopify()) throws -> SourceFacts {
        let body = try JSONSerialization.data(withJSONObject: order)
        let answer = try JSONSerialization.data(withJSONObject: ["transactions": transactions])
        return shop.facts(
            about: try ShopifyDecoding.decode(ShopifyOrder.self, from: body),
            transactions: try ShopifyDecoding.decode(ShopifyTransactionsReply.self, from: answer)
                .transactions
        )
    }

    func translated(_ shop: Shopify = Shopify()) throws -> Order {
        switch try facts(shop) {
        case .order(let order): return order
        case .held(let alert): throw alert
        default: throw Absence()
        }
    }

    /// The alert the order is held with, or nil.
    func heldCode() throws -> AlertCode? {
        guard case .held(let alert) = try facts() else { return nil }
        return alert.code
    }

    struct Absence: Error {}
}
