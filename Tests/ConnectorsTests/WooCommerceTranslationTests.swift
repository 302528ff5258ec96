import Bookkeeping
import Foundation
import TestSupport
import Testing

@testable import Connectors

struct WooCommerceTranslationTests {
    func fixture(_ name: String, _ changes: [(String, String)] = []) throws -> JSONValue {
        var text = String(decoding: try Samples.fixture("woocommerce/\(name).json"), as: UTF8.self)
        for (old, new) in changes {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        return try JSONValue(parsing: Data(text.utf8))
    }

    func facts(
        _ order: JSONValue,
        refunds: String? = nil,
        options: String = "{}"
    ) throws -> SourceFacts {
        let list = try refunds.map { WooJSON.items(try JSONValue(parsing: Data($0.utf8))) }
        return WooCommerce(options: try JSONValue(parsing: Data(options.utf8)))
            .facts(about: order, refunds: list)
    }

    func order(_ facts: SourceFacts) throws -> Order {
        guard case .order(let order) = facts else {
            Issue.record("no order: \(facts)")
            throw Missing()
        }
        return order
    }

    func alert(_ facts: SourceFacts) throws -> Alert {
        guard case .held(let alert) = facts else {
            Issue.record("not held: \(facts)")
            throw Missing()
        }
        return alert
    }

    private struct Missing: Error {}

    // MARK: Paid

    @Test(arguments: [
        ("r02_processing_vipps_reserved", #""_vipps_captured""#),
        ("r22_klarna_authorised_not_captured", #""_wc_klarna_capture_id""#),
    ])
    func `money that is only reserved is no payment, and holds a delivered order`(
        name: String,
        field: String
    ) throws {
        #expect(try order(facts(fixture(name))).payments.isEmpty)

        let delivered = try fixture(
            name,
            [
                (#""status": "processing""#, #""status": "completed""#),
                (#""date_completed_gmt": null"#, #""date_completed_gmt": "2026-01-23T10:00:00""#),
            ]
        )
        let alert = try alert(facts(delivered))
        #expect(alert.code == .paymentMismatch)
        #expect(alert.message.nb.contains(field.filter { $0 != "\"" }))
    }

    @Test
    func `an unknown gateway holds a delivered order until the connection says how it captures`()
        throws
    {
        let name = "r01_completed_nok_incl_vipps"
        let unknown = try fixture(
            name,
            [(#""payment_method": "vipps""#, #""payment_method": "nykasse""#)]
        )
        let alert = try alert(facts(unknown))
        #expect(alert.code == .missingAccountMapping)
        #expect(alert.remedy.en.contains(#"captures: [{gateway: "nykasse""#))

        let trusted = #"{"captures": [{"gateway": "ny*", "trust": "datePaid"}]}"#
        #expect(try order(facts(unknown, options: trusted)).payments.map(\.method) == ["nykasse"])
        let field =
            #"{"captures": [{"gateway": "nykasse", "field": "_vipps_status", "value": "CAPTURED"}]}"#
        #expect(try order(facts(unknown, options: field)).payments.map(\.amount.minor) == [137_600])
        let amount = #"{"captures": [{"gateway": "nykasse", "amountMinor": "_vipps_captured"}]}"#
        #expect(
            try order(facts(unknown, options: amount)).payments.map(\.amount.minor) == [137_600]
        )
    }

    @Test func `a part captured is a part paid`() throws {
        let order = try order(
            facts(
                fixture(
                    "r01_completed_nok_incl_vipps",
                    [
                        (
                            #""_vipps_captured",\#n      "value": 137600"#,
                            #""_vipps_captured",\#n      "value": 100000"#
                        )
                    ]
                )
            )
        )
        #expect(order.payments.map(\.amount.minor) == [100_000])
    }

    // MARK: Delivered

    @Test func `a status of a plugin is asked about, then means what the connection says`() throws {
        let name = "r01_completed_nok_incl_vipps"
        let order = try fixture(name, [(#""status": "completed""#, #""status": "utlevert""#)])
        let alert = try alert(facts(order))
        #expect(alert.code == .notFulfilled)
        #expect(alert.remedy.nb.contains("fulfilledStatuses: [completed, utlevert]"))

        let delivered = #"{"fulfilledStatuses": ["completed", "wc-utlevert"]}"#
        #expect(try self.order(facts(order, options: delivered)).fulfilledDate != nil)
        let words = #"{"fulfilledStatuses": "completed, utlevert"}"#
        #expect(try self.order(facts(order, options: words)).fulfilledDate != nil)
        let open = #"{"openStatuses": ["utlevert"]}"#
        #expect(try self.order(facts(order, options: open)).fulfilledDate == nil)
    }

    @Test func `what is collected in the shop is delivered in Norway`() throws {
        let order = try order(
            facts(
                fixture(
                    "r01_completed_nok_incl_vipps",
                    [
                        (#""country": "NO""#, #""country": "SE""#),
                        (#""method_id": "flat_rate""#, #""method_id": "local_pickup""#),
                    ]
                )
            )
        )
        #expect(order.shipTo.country == "NO")
        #expect(order.customer.country == "SE")
    }

    // MARK: Tax

    @Test func `Danish tax is Denmark's also where its rate is Norway's`() throws {
        let order = try order(facts(fixture("r21_denmark_consumer_dk_moms")))

        #expect(order.lines.map(\.foreignVAT?.country) == ["DK"])
        #expect(order.lines.map(\.foreignVAT?.rate.basisPoints) == [2_500])
        #expect(order.lines.map(\.shopVATRate) == [nil])
    }

    @Test func `tax of another country on goods to Norway is held`() throws {
        let order = try fixture(
            "r01_completed_nok_incl_vipps",
            [(#""rate_code": "NO-MVA-1""#, #""rate_code": "DK-MOMS-1""#)]
        )
        #expect(try alert(facts(order)).code == .vatDeviation)
    }

    @Test func `a rate that old versions do not state is what the tax comes to`() throws {
        let order = try order(
            facts(
                fixture(
                    "r06_coupon_percent_two_rates",
                    [(#""rate_percent": 25,"#, ""), (#""rate_percent": 15,"#, "")]
                )
            )
        )
        #expect(order.lines.map(\.shopVATRate?.basisPoints) == [2_500, 1_500])
        #expect(order.shipping.map(\.shopVATRate?.basisPoints) == [2_500])
    }

    // MARK: Hidden tenders

    @Test func `a gift card used as a coupon leaves price and tax as they were`() throws {
        let name = "r06_coupon_percent_two_rates"
        let changes = [(#""code": "vinter10""#, #""code": "yith-77""#)]
        let options = #"{"hiddenTenders": [{"coupon": "YITH-*", "method": "gift_card"}]}"#

        let order = try order(facts(fixture(name, changes), options: options))

        #expect(order.total.minor == 110_050 + 11_350)
        #expect(order.payments.map(\.method) == ["gift_card", "stripe"])
        #expect(order.payments.map(\.amount.minor) == [11_350, 110_050])
        #expect(order.lines.map(\.discount.minor) == [0, 0])
        #expect(order.tiedTotal == order.total)
    }

    @Test func `a coupon that looks like a gift card is asked about`() throws {
        let order = try fixture(
            "r06_coupon_percent_two_rates",
            [
                (#""code": "vinter10""#, #""code": "AB12-CD34-EF56-GH78""#),
                (#""discount_type": "percent""#, #""discount_type": "fixed_cart""#),
            ]
        )
        let alert = try alert(facts(order))
        #expect(alert.code == .missingAccountMapping)
        #expect(!alert.message.en.contains("EF56") && !alert.remedy.en.contains("EF56"))
        let discount = #"{"hiddenTenders": [{"coupon": "AB12-*", "method": "discount"}]}"#
        #expect(try self.order(facts(order, options: discount)).total.minor == 110_050)
    }

    @Test func `a negative fee without tax is asked about, then a tender or a discount`() throws {
        let order = try fixture(
            "r14_gift_card_redeemed_yith_as_fee",
            [
                (#""key": "ywgc_gift_card_updated_as_fee""#, #""key": "x""#),
                (#""key": "_ywgc_applied_gift_cards""#, #""key": "y""#),
                (#""key": "_ywgc_applied_gift_cards_totals""#, #""key": "z""#),
            ]
        )
        #expect(try alert(facts(order)).code == .missingAccountMapping)
        let tender = #"{"hiddenTenders": [{"fee": "gift card*", "method": "gift_card"}]}"#
        #expect(try self.order(facts(order, options: tender)).total.minor == 87_800)
        let discount = #"{"hiddenTenders": [{"fee": "gift card*", "method": "discount"}]}"#
        #expect(try self.order(facts(order, options: discount)).total.minor == 67_800)
    }

    @Test func `a gap is named in the alert with what to set`() throws {
        let alert = try alert(facts(fixture("r11_gift_card_redeemed_pw_hidden")))

        #expect(alert.code == .totalMismatch)
        #expect(alert.message.nb.contains("500.00"))
        #expect(alert.remedy.nb.contains("hiddenTenders: [{gap: gift_card}]"))
    }

    @Test func `a total above its parts does not tie, whatever the connection says`() throws {
        let order = try fixture(
            "r01_completed_nok_incl_vipps",
            [(#""total": "1376.00""#, #""total": "1400.00""#)]
        )
        let options = #"{"hiddenTenders": [{"gap": "gift_card"}]}"#
        #expect(try alert(facts(order, options: options)).code == .totalMismatch)
    }

    @Test func `the code of a gift card is nowhere in the order`() throws {
        for name in ["r12_gift_card_redeemed_woo_gift_cards", "r13_gift_card_redeemed_yith_meta"] {
            let text = String(describing: try order(facts(fixture(name))))
            #expect(!text.contains("TEST-"))
        }
    }
}
