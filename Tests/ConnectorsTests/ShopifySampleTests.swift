import Bookkeeping
import Foundation
import TestSupport
import Testing

@testable import Connectors

/// What a body is expected to become; amounts in minor units.
struct ShopifySample: Sendable, CustomTestStringConvertible {
    var file: String
    var total: Int64 = 0
    var currency = "NOK"
    var fulfilled: String?
    var cancelled: String?
    var payments: [String] = []
    var refunds: [Int64] = []
    var held: AlertCode?

    var testDescription: String { file }

    static let reconstructed: [ShopifySample] = [
        .init(
            file: "r01_paid_fulfilled_nok_incl",
            total: 137_600,
            fulfilled: "2026-01-06",
            payments: ["shopify_payments 137600 2026-01-05"]
        ),
        .init(file: "r02_unpaid_pending_bank_transfer", total: 107_800),
        .init(file: "r03_klarna_authorized_unfulfilled", total: 79_900),
        .init(
            file: "r04_paid_partially_fulfilled_two_rates",
            total: 147_300,
            payments: ["shopify_payments 147300 2026-01-07"]
        ),
        .init(file: "r05_cancelled_voided_before_capture", total: 0, cancelled: "2026-01-06"),
        .init(
            file: "r06_line_and_order_discount_two_rates",
            total: 130_030,
            fulfilled: "2026-01-08",
            payments: ["Vipps 130030 2026-01-08"]
        ),
        .init(
            file: "r07_tax_exclusive_business_address",
            total: 190_013,
            fulfilled: "2026-01-09",
            payments: ["shopify_payments 190013 2026-01-08"]
        ),
        .init(
            file: "r08_export_presentment_eur",
            total: 15_835,
            currency: "EUR",
            fulfilled: "2026-01-12",
            payments: ["shopify_payments 15835 2026-01-09"]
        ),
        .init(
            file: "r09_gift_card_sold_with_goods",
            total: 72_800,
            fulfilled: "2026-01-10",
            payments: ["Vipps 72800 2026-01-10"]
        ),
        .init(
            file: "r10_gift_card_redeemed_plus_card",
            total: 107_800,
            fulfilled: "2026-01-12",
            payments: [
                "gift_card 50000 2026-01-11 900000000009", "shopify_payments 57800 2026-01-11",
            ]
        ),
        .init(
            file: "r11_klarna_partial_capture_partial_ship",
            total: 439_800,
            payments: ["Klarna 189900 2026-01-13"]
        ),
        .init(
            file: "r12_two_payment_methods_order_edit",
            total: 154_800,
            fulfilled: "2026-01-15",
            payments: ["shopify_payments 129900 2026-01-13", "Vipps 24900 2026-01-14"]
        ),
        .init(
            file: "r13_partial_refund_line_and_shipping",
            total: 207_600,
            fulfilled: "2026-01-15",
            payments: ["shopify_payments 207600 2026-01-14"],
            refunds: [87_800]
        ),
        .init(
            file: "r14_full_refund_restock",
            total: 257_800,
            fulfilled: "2026-01-16",
            payments: ["Klarna 257800 2026-01-16"],
            refunds: [257_800]
        ),
        .init(
            file: "r15_b2b_company_net30_two_rates",
            total: 1_898_365,
            fulfilled: "2026-01-17",
            payments: ["Faktura 1898365 2026-02-16"]
        ),
        .init(
            file: "r16_tip_and_zero_rated_book",
            total: 43_900,
            fulfilled: "2026-01-17",
            payments: ["shopify_payments 43900 2026-01-17"]
        ),
        .init(file: "r17_zero_total_100pct_discount", total: 0, fulfilled: "2026-01-18"),
        .init(
            file: "r18_rounding_per_line_tax",
            total: 12_732,
            fulfilled: "2026-01-19",
            payments: ["Vipps 12732 2026-01-19"]
        ),
        .init(
            file: "r19_pos_cash_rounding_no_customer",
            total: 2_500,
            fulfilled: "2026-01-20",
            payments: ["cash 2500 2026-01-20"]
        ),
        .init(
            file: "r20_goodwill_refund_discrepancy",
            total: 149_000,
            fulfilled: "2026-01-22",
            payments: ["Vipps 149000 2026-01-21"],
            refunds: [20_000]
        ),
        .init(
            file: "r21_free_shipping_code",
            total: 99_900,
            fulfilled: "2026-01-23",
            payments: ["Klarna 99900 2026-01-23"]
        ),
        .init(
            file: "r22_b2b_sweden_tax_exempt_sek",
            total: 470_000,
            currency: "SEK",
            fulfilled: "2026-01-26",
            payments: ["Klarna 470000 2026-01-26"]
        ),
        .init(
            file: "r23_denmark_consumer_foreign_vat_dkk",
            total: 84_600,
            currency: "DKK",
            fulfilled: "2026-01-27",
            payments: ["shopify_payments 84600 2026-01-24"]
        ),
        .init(file: "r24_us_export_duties_ddp", held: .missingVATRule),
    ]

    static let recorded: [ShopifySample] = [
        .init(file: "docs_01_eur_excl_paid", total: 23_847, currency: "EUR"),
        .init(file: "docs_02_partially_paid", total: 19_900, currency: "USD"),
        .init(file: "docs_03_pending", total: 19_900, currency: "USD"),
        .init(
            file: "docs_04_paid_fulfilled",
            total: 19_900,
            currency: "USD",
            fulfilled: "2025-07-02"
        ),
        .init(
            file: "docs_05_negative_cancelled_refund_gift_card_does_not_tie",
            held: .totalMismatch
        ),
        .init(
            file: "real_01_nok_incl_two_lines_paid_fulfilled_2014",
            total: 59_800,
            fulfilled: "2014-09-06"
        ),
        .init(file: "real_02_nok_pos_paid_fulfilled_2014", total: 24_900, fulfilled: "2014-09-06"),
        .init(
            file: "real_03_aud_shop_usd_presentment_paid_unfulfilled_2020",
            total: 4_585,
            currency: "USD"
        ),
        .init(
            file: "real_04_aud_shop_aud_presentment_paid_unfulfilled_2020",
            total: 5_945,
            currency: "AUD"
        ),
        .init(
            file: "real_05_eur_partial_fulfilment_2017",
            total: 47_000,
            currency: "EUR",
            payments: ["bogus 47000 2017-06-15"]
        ),
        .init(
            file: "real_06_eur_partial_refund_2017",
            total: 47_000,
            currency: "EUR",
            fulfilled: "2017-07-16",
            payments: ["bogus 47000 2017-06-15"],
            refunds: [15_000]
        ),
        .init(
            file: "real_07_pln_excl_paid_fulfilled_2024",
            total: 214_758,
            currency: "PLN",
            fulfilled: "2024-10-08"
        ),
        .init(
            file: "real_08_pln_excl_paid_unfulfilled_2024",
            total: 211_929,
            currency: "PLN",
            payments: ["manual_in_shopify_test 211929 2024-10-24"]
        ),
        .init(
            file: "real_09_inr_three_partial_refunds_returned_2024",
            total: 428_311,
            currency: "INR",
            fulfilled: "2024-01-12",
            refunds: [88_494, 88_494, 88_494]
        ),
        .init(
            file: "real_10_gift_card_sold_alone_fulfilled_2024",
            total: 1_000,
            currency: "INR",
            fulfilled: "2024-01-12"
        ),
        .init(
            file: "real_11_cancelled_full_refund_restock_2024",
            total: 0,
            currency: "INR",
            cancelled: "2024-01-12"
        ),
    ]
}

struct ShopifySampleTests {
    private let shop = Shopify(acceptsTestOrders: true)

    @Test(arguments: ShopifySample.reconstructed)
    func `a reconstructed order becomes what its index says`(sample: ShopifySample) throws {
        try check(sample) { try Samples.fixture("shopify/\($0)") }
    }

    @Test(
        .enabled(if: Samples.hasRecordings, "the recorded bodies are not here"),
        arguments: ShopifySample.recorded
    )
    func `a recorded order becomes what its index says`(sample: ShopifySample) throws {
        try check(sample) { try Samples.recording("shopify/\($0)") }
    }

    private func check(_ sample: ShopifySample, body: (String) throws -> Data) throws {
        let order = try ShopifyDecoding.decode(ShopifyOrder.self, from: body("\(sample.file).json"))
        let answer = try? body("\(sample.file).transactions.json")
        let transactions = try answer.map {
            try ShopifyDecoding.decode(ShopifyTransactionsReply.self, from: $0).transactions
        }
        switch shop.facts(about: order, transactions: transactions) {
        case .order(let order):
            #expect(sample.held == nil)
            #expect(order.total.minor == sample.total)
            #expect(order.currency.code == sample.currency)
            #expect(order.fulfilledDate?.description == sample.fulfilled)
            #expect(order.cancelledDate?.description == sample.cancelled)
            let payments = order.payments.map {
                (["\($0.method) \($0.amount.minor) \($0.date)"] + [$0.giftCardID].compactMap(\.self))
                    .joined(separator: " ")
            }
            #expect(payments == sample.payments)
            #expect(order.refunds.map(\.gross) == sample.refunds)
            #expect(order.refunds.map(\.money) == sample.refunds)
            #expect(order.computedTotal == order.total)
        case .held(let alert):
            #expect(alert.code == sample.held, "\(alert.message.en)")
        case .absent(let reason):
            Issue.record("absent: \(reason.en)")
        default: Issue.record("neither an order nor held nor absent")
        }
    }
}

extension Refund {
    fileprivate var gross: Int64 {
        (lines.map(\.amount).total + shipping + adjustment + tip).minor
    }

    fileprivate var money: Int64 { transactions.map(\.amount).total.minor }
}

extension Order {
    /// Identity 2 of the accounting rules: lines − discounts + shipping + tips + rounding (+ VAT) = total.
    var computedTotal: Amount {
        var sum = tip + rounding - orderDiscount
        for line in lines {
            sum += Amount(minor: line.unitPrice.minor * line.quantity.units) - line.discount
            if !pricesIncludeVAT { sum += line.shopVAT ?? line.foreignVAT?.amount ?? .zero }
        }
        for charge in shipping {
            sum += charge.amount - charge.discount
            if !pricesIncludeVAT { sum += charge.shopVAT ?? charge.foreignVAT?.amount ?? .zero }
        }
        return sum
    }
}
