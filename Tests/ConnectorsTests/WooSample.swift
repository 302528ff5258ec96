import Bookkeeping
import Testing

/// What a body is expected to become; amounts in minor units.
struct WooSample: Sendable, CustomTestStringConvertible {
    var file: String
    var total: Int64 = 0
    var currency = "NOK"
    var fulfilled: String?
    var cancelled: String?
    var payments: [String] = []
    var refunds: [Int64] = []
    var held: AlertCode?
    /// What the standard rules make of it: `booked`, or the first alert.
    var plan: String
    /// Whether the connection says that gaps are gift cards.
    var hasGapTender = false

    var testDescription: String { hasGapTender ? file + " with hiddenTenders" : file }

    static let reconstructed: [WooSample] = [
        .init(
            file: "r01_completed_nok_incl_vipps",
            total: 137_600,
            fulfilled: "2026-01-06",
            payments: ["vipps 137600 2026-01-06"],
            plan: "booked"
        ),
        .init(file: "r02_processing_vipps_reserved", total: 79_900, plan: "NOT_PAID"),
        .init(file: "r03_on_hold_bacs_unpaid", total: 87_800, plan: "NOT_PAID"),
        .init(file: "r04_pending", total: 87_800, plan: "NOT_PAID"),
        .init(
            file: "r05_cancelled",
            total: 87_800,
            cancelled: "2026-01-06",
            plan: "CANCELLED"
        ),
        .init(
            file: "r06_coupon_percent_two_rates",
            total: 110_050,
            fulfilled: "2026-01-08",
            payments: ["stripe 110050 2026-01-07"],
            plan: "booked"
        ),
        .init(
            file: "r07_b2b_excl_kco_org_nr",
            total: 293_650,
            fulfilled: "2026-01-09",
            payments: ["kco 293650 2026-01-09"],
            plan: "booked"
        ),
        .init(
            file: "r08_fee_line_taxed",
            total: 52_300,
            fulfilled: "2026-01-10",
            payments: ["bank_transfer 52300 2026-01-09"],
            plan: "booked"
        ),
        .init(
            file: "r09_eur_multicurrency_export",
            total: 15_835,
            currency: "EUR",
            fulfilled: "2026-01-12",
            payments: ["woocommerce_payments 15835 2026-01-10"],
            plan: "MISSING_RATE"
        ),
        .init(
            file: "r10_gift_card_sold_pw",
            total: 72_800,
            fulfilled: "2026-01-11",
            payments: ["vipps 72800 2026-01-11"],
            plan: "booked"
        ),
        .init(file: "r11_gift_card_redeemed_pw_hidden", held: .totalMismatch, plan: ""),
        .init(
            file: "r11_gift_card_redeemed_pw_hidden",
            total: 107_800,
            fulfilled: "2026-01-13",
            payments: ["gift_card 50000 2026-01-12", "stripe 57800 2026-01-12"],
            plan: "booked",
            hasGapTender: true
        ),
        .init(
            file: "r12_gift_card_redeemed_woo_gift_cards",
            total: 107_800,
            fulfilled: "2026-01-13",
            payments: [
                "gift_card 30000 2026-01-12 11", "gift_card 15050 2026-01-12 12",
                "vipps 62750 2026-01-13",
            ],
            plan: "booked"
        ),
        .init(
            file: "r13_gift_card_redeemed_yith_meta",
            total: 87_800,
            fulfilled: "2026-01-13",
            payments: ["gift_card 20000 2026-01-12 CARD", "stripe 67800 2026-01-12"],
            plan: "booked"
        ),
        .init(
            file: "r14_gift_card_redeemed_yith_as_fee",
            total: 87_800,
            fulfilled: "2026-01-13",
            payments: ["gift_card 20000 2026-01-12 CARD", "stripe 67800 2026-01-12"],
            plan: "booked"
        ),
        .init(
            file: "r15_partial_refund_line_and_shipping",
            total: 207_600,
            fulfilled: "2026-01-15",
            payments: ["vipps 207600 2026-01-15"],
            refunds: [87_800],
            plan: "booked"
        ),
        .init(
            file: "r16_full_refund",
            total: 257_800,
            fulfilled: "2026-01-16",
            payments: ["klarna_payments 257800 2026-01-16"],
            refunds: [257_800],
            plan: "booked"
        ),
        .init(
            file: "r17_zero_decimal_shop_webhook_body",
            total: 40_500,
            fulfilled: "2026-01-17",
            payments: ["vipps 40500 2026-01-17"],
            plan: "booked"
        ),
        .init(
            file: "r17_zero_decimal_shop_rest_dp6",
            total: 40_500,
            fulfilled: "2026-01-17",
            payments: ["vipps 40500 2026-01-17"],
            plan: "booked"
        ),
        .init(
            file: "r18_rounding_inclusive_many_lines",
            total: 15_359,
            fulfilled: "2026-01-18",
            payments: ["vipps 15359 2026-01-18"],
            plan: "booked"
        ),
        .init(
            file: "r19_eu_b2b_vat_exempt",
            total: 78_500,
            currency: "EUR",
            fulfilled: "2026-01-21",
            payments: ["stripe 78500 2026-01-19"],
            plan: "MISSING_RATE"
        ),
        .init(
            file: "r20_zero_total_coupon",
            total: 0,
            fulfilled: "2026-01-21",
            plan: "ZERO_TOTAL"
        ),
        .init(
            file: "r21_denmark_consumer_dk_moms",
            total: 64_800,
            currency: "DKK",
            fulfilled: "2026-01-23",
            payments: ["stripe 64800 2026-01-21"],
            plan: "FOREIGN_VAT_NOT_REGISTERED"
        ),
        .init(file: "r22_klarna_authorised_not_captured", total: 189_900, plan: "NOT_PAID"),
    ]

    static let recorded: [WooSample] = [
        .init(
            file: "real_01_tax_inclusive_processing_2022",
            total: 3_330,
            currency: "USD",
            payments: ["woocommerce_payments 3330 2022-01-28"],
            plan: "NOT_FULFILLED"
        ),
        .init(
            file: "real_02_woo_gift_cards_two_cards_plus_card_2023",
            total: 2_800,
            currency: "USD",
            payments: [
                "gift_card 2000 2023-03-29 2", "gift_card 400 2023-03-29 4",
                "woocommerce_payments 400 2023-03-29",
            ],
            plan: "NOT_FULFILLED"
        ),
        .init(
            file: "real_03_completed_two_partial_refunds_2019",
            total: 30_445,
            currency: "USD",
            fulfilled: "2019-06-06",
            payments: ["stripe 30445 2019-06-06"],
            refunds: [810, 1_620],
            plan: "MISSING_RATE"
        ),
        .init(
            file: "real_04_fully_refunded_2017",
            total: 22_371,
            currency: "USD",
            payments: ["stripe 22371 2017-08-24"],
            refunds: [22_371],
            plan: "ZERO_TOTAL"
        ),
        .init(
            file: "real_05_four_partial_refunds_2019",
            total: 119_850,
            currency: "USD",
            payments: ["stripe 119850 2019-10-01"],
            refunds: [2_700, 1_800, 11_700, 6_300],
            plan: "NOT_FULFILLED"
        ),
        .init(
            file: "real_07_completed_cad_woopayments_fee_2025",
            total: 2_435,
            currency: "CAD",
            fulfilled: "2025-05-11",
            payments: ["woocommerce_payments 2435 2025-05-11"],
            plan: "MISSING_RATE"
        ),
        .init(
            file: "real_08_processing_stripe_fee_meta_2021",
            total: 2_844,
            currency: "USD",
            payments: ["stripe 2844 2021-09-06"],
            plan: "NOT_FULFILLED"
        ),
        .init(
            file: "real_09_negative_edited_fixture_does_not_tie",
            held: .totalMismatch,
            plan: ""
        ),
    ]
}
