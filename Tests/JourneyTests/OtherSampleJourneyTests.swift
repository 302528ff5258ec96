import Bookkeeping
import Connectors
import Destinations
import Foundation
import HTTPTypes
import Outbox
import TestSupport
import Testing

@testable import App

/// Every body of WooCommerce and every vector of Standard Webhooks on the whole path, with its own signature.
struct OtherSampleJourneyTests {
    private struct Deliveries: Decodable {
        struct Delivery: Decodable {
            var file: String
            var headers: [String: String]
        }

        var secret: String
        var deliveries: [Delivery]
    }

    /// How a body's event is to end.
    struct Expectation: Sendable, CustomTestStringConvertible {
        var file: String
        /// `done`, `skipped CAUSE`, `failed CAUSE`, or `ignored`.
        var outcome: String
        /// The body whose order has an invoice afterwards.
        var invoiced: String?

        var testDescription: String { file }

        static func booked(_ file: String) -> Self {
            .init(file: "\(file).json", outcome: "done", invoiced: "\(file).json")
        }
    }

    private static let expectations: [Expectation] = [
        .init(file: "ping_body.txt", outcome: "ignored"),
        .booked("r01_completed_nok_incl_vipps"),
        .init(file: "r02_processing_vipps_reserved.json", outcome: "skipped NOT_PAID"),
        .init(file: "r03_on_hold_bacs_unpaid.json", outcome: "skipped NOT_PAID"),
        .init(file: "r04_pending.json", outcome: "skipped NOT_PAID"),
        .init(file: "r05_cancelled.json", outcome: "skipped CANCELLED"),
        .booked("r06_coupon_percent_two_rates"),
        .booked("r07_b2b_excl_kco_org_nr"),
        .booked("r08_fee_line_taxed"),
        .init(file: "r09_eur_multicurrency_export.json", outcome: "failed MISSING_RATE"),
        .booked("r10_gift_card_sold_pw"),
        .booked("r11_gift_card_redeemed_pw_hidden"),
        .booked("r12_gift_card_redeemed_woo_gift_cards"),
        .booked("r13_gift_card_redeemed_yith_meta"),
        .booked("r14_gift_card_redeemed_yith_as_fee"),
        .booked("r15_partial_refund_line_and_shipping"),
        // Seen for the first time when all of it was given back: there is no sale.
        .init(file: "r16_full_refund.json", outcome: "done"),
        .booked("r17_zero_decimal_shop_webhook_body"),
        .booked("r18_rounding_inclusive_many_lines"),
        .init(file: "r19_eu_b2b_vat_exempt.json", outcome: "failed MISSING_RATE"),
        .init(file: "r20_zero_total_coupon.json", outcome: "skipped ZERO_TOTAL"),
        .init(
            file: "r21_denmark_consumer_dk_moms.json",
            outcome: "failed FOREIGN_VAT_NOT_REGISTERED"
        ),
        .init(file: "r22_klarna_authorised_not_captured.json", outcome: "skipped NOT_PAID"),
        .init(
            file: "real_01_tax_inclusive_processing_2022.json",
            outcome: "skipped NOT_FULFILLED"
        ),
        .init(
            file: "real_02_woo_gift_cards_two_cards_plus_card_2023.json",
            outcome: "done"
        ),
        .init(
            file: "real_03_completed_two_partial_refunds_2019.json",
            outcome: "failed MISSING_RATE"
        ),
        .init(file: "real_04_fully_refunded_2017.json", outcome: "skipped NOT_FULFILLED"),
        .init(file: "real_05_four_partial_refunds_2019.json", outcome: "skipped NOT_FULFILLED"),
        .init(
            file: "real_07_completed_cad_woopayments_fee_2025.json",
            outcome: "done"
        ),
        .init(
            file: "real_08_processing_stripe_fee_meta_2021.json",
            outcome: "skipped NOT_FULFILLED"
        ),
        .init(
            file: "real_09_negative_edited_fixture_does_not_tie.json",
            outcome: "failed TOTAL_MISMATCH"
        ),
        // These two name an order by its number only; whatever stands in the shop decides.
        .init(
            file: "topic_action_order_status_completed.json",
            outcome: "done",
            invoiced: "r01_completed_nok_incl_vipps.json"
        ),
        .init(file: "topic_order_deleted.json", outcome: "skipped NOT_PAID"),
    ]

    @Test(
        .enabled(if: Samples.hasRecordings, "the recorded bodies are not here"),
        arguments: expectations
    )
    func `a recorded webhook of WooCommerce ends as its index says`(
        expected: Expectation
    ) async throws {
        let list = try JSONDecoder().decode(
            Deliveries.self,
            from: Samples.recording("woocommerce/webhooks.json")
        )
        let delivery = try #require(list.deliveries.first { $0.file == expected.file })
        let journey = try await Journey(wooSecret: list.secret)
        for name in try Samples.recordings(in: "woocommerce")
        where name.hasPrefix("r") && name.hasSuffix(".json") && !name.contains("refund.json")
            && !name.contains(".refunds.")
        {
            // Of the order that is there twice, the interface gives the exact one.
            if name == "r17_zero_decimal_shop_webhook_body.json" { continue }
            try Self.put(name, in: journey)
        }

        let answer = try await journey.post(
            try Samples.recording("woocommerce/\(expected.file)"),
            to: "/webhooks/nordlys/woo",
            headers: HTTPFields(
                delivery.headers.compactMap { name, value in
                    HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
                }
            )
        )
        #expect(answer.status == 200, "\(answer.body)")
        try await journey.workOff()

        let events = try await journey.events()
        let outcome = events.first.map { event in
            ([event.state.rawValue] + [event.cause].compactMap { $0 }).joined(separator: " ")
        }
        #expect(outcome ?? "ignored" == expected.outcome, "\(events.first?.message ?? "")")
        let ledger = journey.world.ledger.snapshot()
        let numbers = try [expected.invoiced].compactMap { $0 }.map {
            "woo-\(try Self.number(of: $0))"
        }
        #expect(ledger.invoices.map(\.orderNumber) == numbers)
        #expect(ledger.openItems.isEmpty)
        try journey.end()
    }

    private static func number(of file: String) throws -> String {
        let order = try JSONValue(parsing: Samples.recording("woocommerce/\(file)"))
        return try #require(order["number"]?.text)
    }

    /// Puts an order with its refunds in the shop; what is recorded in a wrapper is taken out of it.
    private static func put(_ name: String, in journey: Journey) throws {
        let order = try JSONValue(parsing: Samples.recording("woocommerce/\(name)"))
        let answer = name.replacing(".json", with: ".refunds.json")
        let refunds = try? JSONValue(parsing: Samples.recording("woocommerce/\(answer)"))
        try journey.world.woo.put(
            order: Data((order["data"] ?? order).description.utf8),
            refunds: Data((refunds.map { $0["data"] ?? $0 } ?? .array([])).description.utf8)
        )
    }

    private struct Vectors: Decodable {
        struct Vector: Decodable {
            var name: String
            var secret: String
            var id: String
            var timestamp: String
            var signature: String
            var body: String
            var now: Int
            var valid: Bool

            enum CodingKeys: String, CodingKey {
                case name, secret, body, now, valid
                case id = "webhook-id"
                case timestamp = "webhook-timestamp"
                case signature = "webhook-signature"
            }
        }

        var vectors: [Vector]
    }

    @Test(.enabled(if: Samples.hasRecordings, "the public vectors are not here"))
    func `a public vector of Standard Webhooks gets past the signature or not, as it says`()
        async throws
    {
        let file = try JSONDecoder().decode(
            Vectors.self,
            from: Samples.recording("standard-webhooks/vectors.json")
        )
        #expect(!file.vectors.isEmpty)
        for vector in file.vectors {
            let clock = TestClock(Date(timeIntervalSince1970: TimeInterval(vector.now)))
            let journey = try await Journey(clock: clock, partnerSecret: vector.secret)
            var headers = HTTPFields()
            for (name, value) in [
                ("webhook-id", vector.id), ("webhook-timestamp", vector.timestamp),
                ("webhook-signature", vector.signature),
            ] {
                headers.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
            }

            let answer = try await journey.post(
                Data(vector.body.utf8),
                to: "/webhooks/nordlys/partner",
                headers: headers
            )

            // The vectors' bodies are no orders: a good signature leads to a body that cannot be read.
            #expect(answer.status == (vector.valid ? 400 : 401), "\(vector.name): \(answer.body)")
            #expect(try await journey.events().isEmpty)
            try journey.end()
        }
    }
}
