import Bookkeeping
import Foundation
import Remote
import TestSupport
import Testing

@testable import Connectors

/// Bodies with something wrong in them: refused or held, never a crash, never an order that does not tie.
struct ShopifyFuzzTests {
    private static let mutationsPerSeed = 700
    private static let files = [
        "r01_paid_fulfilled_nok_incl", "r08_export_presentment_eur",
        "r12_two_payment_methods_order_edit", "r13_partial_refund_line_and_shipping",
        "r15_b2b_company_net30_two_rates", "r19_pos_cash_rounding_no_customer",
        "r20_goodwill_refund_discrepancy",
    ]

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `mutated orders never trap the translation`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let bodies = try Self.files.map { file in
            (
                order: try JSONValue(parsing: try Samples.fixture("shopify/\(file).json")),
                transactions: try JSONValue(
                    parsing: try Samples.fixture("shopify/\(file).transactions.json")
                )
            )
        }
        var outcomes = (orders: 0, held: 0, unreadable: 0)
        for _ in 0..<Self.mutationsPerSeed {
            let body = try #require(bodies.randomElement(using: &random))
            var (order, transactions) = body
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                if random.chance(percent: 75) {
                    order = order.mutated(&random)
                } else {
                    transactions = transactions.mutated(&random)
                }
            }
            guard
                let decoded = try? ShopifyDecoding.decode(
                    ShopifyOrder.self,
                    from: Data(order.description.utf8)
                ),
                let reply = try? ShopifyDecoding.decode(
                    ShopifyTransactionsReply.self,
                    from: Data(transactions.description.utf8)
                )
            else {
                outcomes.unreadable += 1
                continue
            }
            switch Shopify().facts(about: decoded, transactions: reply.transactions) {
            case .order(let order):
                outcomes.orders += 1
                let difference = (order.computedTotal - order.total).magnitude
                #expect(difference <= Amount(minor: Int64(max(1, decoded.lineItems.count))))
            case .held: outcomes.held += 1
            default: break
            }
        }
        #expect(outcomes.orders > 0 && outcomes.held > 0 && outcomes.unreadable > 0)
    }

    @Test func `counts beyond reason are refused, not multiplied`() throws {
        for (list, name) in [("line_items", "quantity"), ("line_items", "current_quantity")] {
            for count in [Int.max, 1_000_001, -1] {
                var draft = try ShopifyDraft("r01_paid_fulfilled_nok_incl")
                try draft.change(list, 0) { $0[name] = count }
                #expect(try draft.heldCode() == .totalMismatch)
            }
        }
        var draft = try ShopifyDraft("r15_b2b_company_net30_two_rates")
        draft.order["payment_terms"] = ["due_in_days": Int.max]
        #expect(try draft.heldCode() == .totalMismatch)
    }
}

extension JSONValue {
    /// The same with one thing in it changed.
    fileprivate func mutated(_ random: inout SplitMix64) -> JSONValue {
        switch self {
        case .object(var members) where !members.isEmpty && !random.chance(percent: 4):
            let index = Int.random(in: 0..<members.count, using: &random)
            if random.chance(percent: 6) {
                members.remove(at: index)
            } else {
                members[index].value = members[index].value.mutated(&random)
            }
            return .object(members)
        case .array(var items) where !items.isEmpty && !random.chance(percent: 4):
            let index = Int.random(in: 0..<items.count, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: items.remove(at: index)
            case 1: items.append(items[index])
            default: items[index] = items[index].mutated(&random)
            }
            return .array(items)
        default:
            return Self.strangers.randomElement(using: &random) ?? .null
        }
    }

    private static let strangers: [JSONValue] = [
        .null, .bool(true), .number("0"), .number("-1"), .number("9223372036854775807"),
        .number("-9223372036854775808"), .number("1e308"), .number("0.1"), .string(""),
        .string("-0.01"), .string("99999999999.99"), .string("100000000000.00"), .string("NOK"),
        .string("XXX"), .string("2026-01-05T12:00:00+01:00"), .string("9999-99-99T99:99:99Z"),
        .string("success"), .string("refund"), .string("æ\u{0}\u{FFFF}"), .array([]), .object([]),
    ]
}
