import Bookkeeping
import Foundation
import TestSupport
import Testing

@testable import Connectors

extension WooCommerceTranslationTests {
    // MARK: Refunds

    private var name: String { "r15_partial_refund_line_and_shipping" }

    @Test func `a refund without lines is a sum, spread by the plan`() throws {
        let refunds = #"""
            [{"id": 6015, "amount": "100.00", "date_created_gmt": "2026-01-20T09:00:00", "refunded_payment": false,
              "line_items": [], "shipping_lines": [], "fee_lines": []}]
            """#
        let order = try order(
            facts(
                fixture(name, [(#""total": "-878.00""#, #""total": "-100.00""#)]),
                refunds: refunds
            )
        )
        let refund = try #require(order.refunds.first)
        #expect(refund.lines.isEmpty && refund.adjustment.minor == 10_000)
        #expect(refund.transactions.map(\.method) == ["vipps"])
        let byHand = try self.order(
            facts(fixture(name), refunds: refunds, options: #"{"manualRefunds": "bank_transfer"}"#)
        )
        #expect(byHand.refunds.first?.transactions.map(\.method) == ["bank_transfer"])
    }

    @Test func `a whole refund without lines takes back every line`() throws {
        let refunds =
            #"[{"id": 6016, "amount": "2578.00", "date_created_gmt": "2026-01-25T09:00:00"}]"#
        let order = try order(facts(fixture("r16_full_refund"), refunds: refunds))
        let refund = try #require(order.refunds.first)

        #expect(refund.lines.map(\.amount.minor) == [249_900])
        #expect(refund.shipping.minor == 7_900)
        #expect(refund.adjustment.isZero)
    }

    @Test func `more money than the lines is goodwill`() throws {
        let lines = try Samples.fixture("woocommerce/\(name).refunds.json")
        let text = String(decoding: lines, as: UTF8.self)
            .replacing(#""amount": "878.00""#, with: #""amount": "928.00""#)
        let order = try order(facts(fixture(name), refunds: text))

        #expect(order.refunds.map(\.adjustment.minor) == [5_000])
        #expect(order.refunds.map(\.moneyMinor) == [92_800])
    }

    @Test func `money that was refunded before the capture never came`() throws {
        let refunds =
            #"[{"id": 6015, "amount": "878.00", "date_created_gmt": "2026-01-14T12:00:00"}]"#
        let order = try order(
            facts(
                fixture(
                    name,
                    [
                        (
                            #""_vipps_captured",\#n      "value": 207600"#,
                            #""_vipps_captured",\#n      "value": 119800"#
                        )
                    ]
                ),
                refunds: refunds
            )
        )
        #expect(order.payments.map(\.amount.minor) == [119_800])
        #expect(order.refunds.map(\.moneyMinor) == [0])
        #expect(Bookkeeper(rules: shopRules).plan(order).status == .booked)
    }

    private var shopRules: Rules {
        var rules = Rules.standard
        rules.preferShopShippingVAT()
        return rules
    }

    // MARK: Who buys

    @Test func `a number of the checkout's own naming makes a business`() throws {
        let change = [(#""key": "_billing_org_nr""#, #""key": "firma nummer""#)]
        let plain = try order(facts(fixture("r07_b2b_excl_kco_org_nr", change)))
        let options =
            #"{"customerFields": [{"field": "Firma_nummer", "means": "organizationNumber"}]}"#
        let named = try order(facts(fixture("r07_b2b_excl_kco_org_nr", change), options: options))

        #expect(plain.customer.kind == .consumer)
        #expect(named.customer.kind == .business)
        #expect(named.customer.organizationNumber == "310000019")
        #expect(named.customer.name == "Prøvebedriften AS")
    }

    @Test func `a business on the shop's own invoice owes until its terms end`() throws {
        let change = [(#""payment_method": "kco""#, #""payment_method": "invoice""#)]
        let options = #"{"invoiceTerms": [{"gateway": "invoice", "days": 14}]}"#
        let order = try order(facts(fixture("r07_b2b_excl_kco_org_nr", change), options: options))

        #expect(order.payments.isEmpty)
        #expect(order.invoiceDueDate?.description == "2026-01-23")
        #expect(Bookkeeper(rules: shopRules).plan(order).status == .booked)
    }

    @Test func `a test order is absent`() throws {
        let order = try fixture(
            "r22_klarna_authorised_not_captured",
            [(#""value": "live""#, #""value": "test""#)]
        )
        guard case .absent = try facts(order) else {
            Issue.record("not absent")
            return
        }
    }
}
