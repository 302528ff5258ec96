extension ShopOrderDraft {
    /// The order as API 2026-01 shows it in this state.
    func json(_ state: State) -> JSONText {
        .object(
            identity(state) + statuses(state) + figures(state) + parties
                + [
                    ("discount_applications", discountApplications),
                    ("fulfillments", .array(state.isFulfilled ? [fulfillment(state)] : [])),
                    ("line_items", .array(lines.map { lineJSON($0, state) })),
                    ("payment_terms", .null),
                    ("refunds", .array(state.isCancelled ? [cancellation(state)] : [])),
                    ("shipping_lines", .array([shippingLine])),
                ]
        )
    }

    private func identity(_ state: State) -> [(String, JSONText)] {
        let created = JSONText.string(ShopTime.text(createdAt))
        return [
            ("id", .int(id)), ("admin_graphql_api_id", .string("gid://shopify/Order/\(id)")),
            ("app_id", .int(580_111)), ("browser_ip", .string("192.0.2.10")),
            ("buyer_accepts_marketing", .bool(false)), ("cart_token", .null),
            ("checkout_id", .int(id + 32_000_000_000_000)), ("client_details", .null),
            ("company", .null),
            ("confirmation_number", .string("X\(number)")), ("confirmed", .bool(true)),
            ("contact_email", .string(customer.email)), ("created_at", created),
            ("currency", .string("NOK")), ("customer_locale", .string("nb-NO")),
            ("device_id", .null),
            ("duties_included", .bool(false)), ("email", .string(customer.email)),
            ("estimated_taxes", .bool(false)), ("landing_site", .string("/")),
            ("landing_site_ref", .null), ("location_id", .null),
            ("merchant_business_entity_id", .string("MTAwMDAwMDAwMDE")),
            ("merchant_of_record_app_id", .null), ("name", .string("#\(number)")), ("note", .null),
            ("note_attributes", .array([])), ("number", .int(number - 1_000)),
            ("order_number", .int(number)),
            ("order_status_url", .string("https://eksempel-butikk.example/orders/\(id)")),
            ("phone", .null), ("po_number", .null), ("presentment_currency", .string("NOK")),
            ("processed_at", created), ("reference", .null), ("referring_site", .null),
            ("source_identifier", .null), ("source_name", .string("web")), ("source_url", .null),
            ("tags", .string("")), ("tax_exempt", .bool(false)), ("taxes_included", .bool(true)),
            ("test", .bool(false)), ("total_weight", .int(0)), ("user_id", .null),
            ("updated_at", .string(ShopTime.text(state.updatedAt))),
        ]
    }

    private func statuses(_ state: State) -> [(String, JSONText)] {
        let end = state.isFulfilled || state.isCancelled ? ShopTime.text(state.updatedAt) : nil
        let isReserved = ending != .unpaid
        let financial =
            if state.isCancelled { "voided" } else if state.isPaid { "paid" } else {
                isReserved ? "authorized" : "pending"
            }
        return [
            ("cancel_reason", state.isCancelled ? .string("customer") : .null),
            ("cancelled_at", state.isCancelled ? .optional(end) : .null),
            ("closed_at", .optional(end)), ("financial_status", .string(financial)),
            ("fulfillment_status", state.isFulfilled ? .string("fulfilled") : .null),
            ("payment_gateway_names", .array(parts.map { .string($0.gateway) })),
        ]
    }

    private func figures(_ state: State) -> [(String, JSONText)] {
        let left: (Int64) -> Int64 = { state.isCancelled ? 0 : $0 }
        let isOpen = !state.isPaid && !state.isCancelled
        var members: [(String, JSONText)] = []
        for (name, minor) in [
            ("current_subtotal_price", left(subtotalMinor)),
            ("current_total_discounts", left(discountMinor)),
            ("current_total_price", left(totalMinor)),
            ("current_total_tax", left(taxMinor)), ("subtotal_price", subtotalMinor),
            ("total_discounts", discountMinor), ("total_line_items_price", goodsMinor),
            ("total_price", totalMinor), ("total_tax", taxMinor),
        ] {
            members.append((name, Self.money(minor)))
            members.append(("\(name)_set", Self.bag(minor)))
        }
        return members + [
            ("current_shipping_price_set", Self.bag(left(shippingMinor))),
            ("current_total_additional_fees_set", .null), ("current_total_duties_set", .null),
            ("original_total_additional_fees_set", .null), ("original_total_duties_set", .null),
            ("total_cash_rounding_payment_adjustment_set", Self.bag(0)),
            ("total_cash_rounding_refund_adjustment_set", Self.bag(0)),
            ("total_outstanding", Self.money(isOpen ? totalMinor : 0)),
            ("total_shipping_price_set", Self.bag(shippingMinor)),
            ("total_tip_received", Self.money(0)), ("tax_lines", orderTaxLines),
            ("discount_codes", .array([])),
        ]
    }

    private var orderTaxLines: JSONText {
        var byRate: [Int64: Int64] = [25: shippingTaxMinor]
        for line in lines { byRate[line.article.ratePercent, default: 0] += line.taxMinor }
        return .array(byRate.keys.sorted(by: >).map { Self.taxLine(byRate[$0] ?? 0, percent: $0) })
    }

    // MARK: Parts shared by all

    static func money(_ minor: Int64) -> JSONText { .string(moneyText(minor)) }

    static func moneyText(_ minor: Int64) -> String {
        let cents = minor.magnitude % 100
        return "\(minor < 0 ? "-" : "")\(minor.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }

    static func bag(_ minor: Int64) -> JSONText {
        let side = JSONText.object([("amount", money(minor)), ("currency_code", .string("NOK"))])
        return .object([("shop_money", side), ("presentment_money", side)])
    }

    static func taxLine(_ minor: Int64, percent: Int64) -> JSONText {
        .object([
            ("channel_liable", .bool(false)), ("price", money(minor)), ("price_set", bag(minor)),
            ("rate", .number("0.\(percent)")), ("title", .string("MVA")),
        ])
    }
}
