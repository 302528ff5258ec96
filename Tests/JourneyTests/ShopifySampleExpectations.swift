/// What each recorded delivery is to end as.
extension ShopifySampleJourneyTests.Expectation {
    static let all: [Self] = [
        .init(file: "docs_01_eur_excl_paid.json", outcome: "failed PAYMENT_MISMATCH"),
        .init(file: "docs_02_partially_paid.json", outcome: "skipped NOT_PAID"),
        .init(file: "docs_03_pending.json", outcome: "skipped NOT_PAID"),
        .init(file: "docs_04_paid_fulfilled.json", outcome: "failed PAYMENT_MISMATCH"),
        .init(
            file: "docs_05_negative_cancelled_refund_gift_card_does_not_tie.json",
            outcome: "failed TOTAL_MISMATCH"
        ),
        .init(file: "r01_paid_fulfilled_nok_incl.json", outcome: "done", invoices: ["shop-1001"]),
        .init(file: "r02_unpaid_pending_bank_transfer.json", outcome: "skipped NOT_PAID"),
        .init(file: "r03_klarna_authorized_unfulfilled.json", outcome: "skipped NOT_PAID"),
        .init(
            file: "r04_paid_partially_fulfilled_two_rates.json",
            outcome: "skipped NOT_FULFILLED"
        ),
        .init(file: "r05_cancelled_voided_before_capture.json", outcome: "skipped CANCELLED"),
        .init(
            file: "r06_line_and_order_discount_two_rates.json",
            outcome: "done",
            invoices: ["shop-1006"]
        ),
        .init(
            file: "r07_tax_exclusive_business_address.json",
            outcome: "done",
            invoices: ["shop-1007"]
        ),
        .init(file: "r08_export_presentment_eur.json", outcome: "failed MISSING_RATE"),
        .init(file: "r09_gift_card_sold_with_goods.json", outcome: "done", invoices: ["shop-1009"]),
        .init(
            file: "r10_gift_card_redeemed_plus_card.json",
            outcome: "done",
            invoices: ["shop-1010"]
        ),
        .init(
            file: "r11_klarna_partial_capture_partial_ship.json",
            outcome: "skipped PARTIALLY_PAID"
        ),
        .init(
            file: "r12_two_payment_methods_order_edit.json",
            outcome: "done",
            invoices: ["shop-1012"]
        ),
        .init(
            file: "r13_partial_refund_line_and_shipping.json",
            outcome: "done",
            invoices: ["shop-1013"]
        ),
        .init(
            file: "r14_full_refund_restock.json",
            outcome: "done",
            invoices: ["shop-1014"]
        ),
        .init(
            file: "r15_b2b_company_net30_two_rates.json",
            outcome: "failed MISSING_ACCOUNT_MAPPING"
        ),
        .init(file: "r16_tip_and_zero_rated_book.json", outcome: "failed MISSING_VAT_RULE"),
        .init(file: "r17_zero_total_100pct_discount.json", outcome: "skipped ZERO_TOTAL"),
        .init(file: "r18_rounding_per_line_tax.json", outcome: "done", invoices: ["shop-1018"]),
        .init(
            file: "r19_pos_cash_rounding_no_customer.json",
            outcome: "done",
            invoices: ["shop-1019"]
        ),
        .init(
            file: "r20_goodwill_refund_discrepancy.json",
            outcome: "done",
            invoices: ["shop-1020"]
        ),
        .init(file: "r21_free_shipping_code.json", outcome: "done", invoices: ["shop-1021"]),
        .init(file: "r22_b2b_sweden_tax_exempt_sek.json", outcome: "failed MISSING_RATE"),
        .init(
            file: "r23_denmark_consumer_foreign_vat_dkk.json",
            outcome: "failed FOREIGN_VAT_NOT_REGISTERED"
        ),
        .init(file: "r24_us_export_duties_ddp.json", outcome: "failed MISSING_VAT_RULE"),
        .init(
            file: "real_01_nok_incl_two_lines_paid_fulfilled_2014.json",
            outcome: "failed PAYMENT_MISMATCH"
        ),
        .init(file: "real_02_nok_pos_paid_fulfilled_2014.json", outcome: "failed PAYMENT_MISMATCH"),
        .init(file: "real_03_aud_shop_usd_presentment_paid_unfulfilled_2020.json", outcome: "done"),
        .init(file: "real_04_aud_shop_aud_presentment_paid_unfulfilled_2020.json", outcome: "done"),
        .init(file: "real_05_eur_partial_fulfilment_2017.json", outcome: "done"),
        .init(file: "real_06_eur_partial_refund_2017.json", outcome: "done"),
        .init(
            file: "real_07_pln_excl_paid_fulfilled_2024.json",
            outcome: "failed PAYMENT_MISMATCH"
        ),
        .init(
            file: "real_08_pln_excl_paid_unfulfilled_2024.json",
            outcome: "skipped NOT_FULFILLED"
        ),
        .init(file: "real_09_inr_three_partial_refunds_returned_2024.json", outcome: "done"),
        .init(file: "real_10_gift_card_sold_alone_fulfilled_2024.json", outcome: "done"),
        .init(file: "real_11_cancelled_full_refund_restock_2024.json", outcome: "done"),
        .init(file: "real_12_topic_refunds_create_of_real_09.json", outcome: "done"),
        .init(file: "real_13_topic_fulfillments_update_of_real_10_gift_card.json", outcome: "done"),
        .init(file: "topic_fulfillments_create_of_r04.json", outcome: "skipped NOT_FULFILLED"),
        .init(
            file: "topic_order_transactions_create_of_r10_card.json",
            outcome: "done",
            invoices: ["shop-1010"]
        ),
        .init(
            file: "topic_order_transactions_create_of_r10_gift_card.json",
            outcome: "done",
            invoices: ["shop-1010"]
        ),
        .init(
            file: "topic_refunds_create_of_r13.json",
            outcome: "done",
            invoices: ["shop-1013"]
        ),
    ]
}
