extension ShopOrderDraft {
    var parties: [(String, JSONText)] {
        let moment = JSONText.string("2025-01-02T09:00:00+01:00")
        let person = JSONText.object([
            ("id", .int(customer.id)), ("created_at", moment), ("updated_at", moment),
            ("first_name", .string(customer.firstName)), ("last_name", .string(customer.lastName)),
            ("state", .string("disabled")), ("note", .null), ("verified_email", .bool(true)),
            ("multipass_identifier", .null), ("tax_exempt", .bool(false)),
            ("email", .string(customer.email)), ("phone", .null), ("currency", .string("NOK")),
            ("tax_exemptions", .array([])),
            ("admin_graphql_api_id", .string("gid://shopify/Customer/\(customer.id)")),
            ("default_address", address),
        ])
        return [
            ("billing_address", address), ("customer", person), ("shipping_address", address),
        ]
    }

    private var address: JSONText {
        .object([
            ("first_name", .string(customer.firstName)), ("address1", .string("Eksempelveien 12")),
            ("phone", .null), ("city", .string("Oslo")), ("zip", .string("0001")),
            ("province", .null),
            ("country", .string("Norway")), ("last_name", .string(customer.lastName)),
            ("address2", .null), ("company", .null), ("latitude", .null), ("longitude", .null),
            ("name", .string("\(customer.firstName) \(customer.lastName)")),
            ("country_code", .string("NO")), ("province_code", .null),
        ])
    }

    var discountApplications: JSONText {
        guard discountMinor > 0 else { return .array([]) }
        func application(_ type: String, value: String, selection: String) -> JSONText {
            .object([
                ("target_type", .string("line_item")), ("type", .string(type)),
                ("value", .string(value)), ("value_type", .string("percentage")),
                ("allocation_method", .string("across")), ("target_selection", .string(selection)),
                ("title", .string("Kampanje")),
            ])
        }
        return .array([
            application("manual", value: "10.0", selection: "explicit"),
            application("automatic", value: "5.0", selection: "all"),
        ])
    }

    func lineJSON(_ line: Line, _ state: State) -> JSONText {
        let article = line.article
        let allocations = [(0, line.lineDiscountMinor), (1, line.orderDiscountMinor)].filter {
            $0.1 > 0
        }
        let left = state.isCancelled ? 0 : line.quantity
        return .object([
            ("id", .int(line.id)),
            ("admin_graphql_api_id", .string("gid://shopify/LineItem/\(line.id)")),
            ("attributed_staffs", .array([])), ("current_quantity", .int(left)),
            ("fulfillable_quantity", .int(state.isFulfilled ? 0 : left)),
            ("fulfillment_service", .string("manual")),
            ("fulfillment_status", state.isFulfilled ? .string("fulfilled") : .null),
            ("gift_card", .bool(false)), ("grams", .int(0)), ("name", .string(article.title)),
            ("price", Self.money(article.priceMinor)), ("price_set", Self.bag(article.priceMinor)),
            ("product_exists", .bool(true)), ("product_id", .int(9_300_000_000_001)),
            ("properties", .array([])), ("quantity", .int(line.quantity)),
            ("requires_shipping", .bool(true)), ("sales_line_item_group_id", .null),
            ("sku", .string(article.sku)), ("taxable", .bool(true)),
            ("title", .string(article.title)),
            ("total_discount", Self.money(0)), ("total_discount_set", Self.bag(0)),
            ("variant_id", .int(50_100_000_000_100)),
            ("variant_inventory_management", .string("shopify")), ("variant_title", .null),
            ("vendor", .string("Eksempel Butikk")),
            ("tax_lines", .array([Self.taxLine(line.taxMinor, percent: article.ratePercent)])),
            ("duties", .array([])),
            (
                "discount_allocations",
                .array(
                    allocations.map { index, minor in
                        .object([
                            ("amount", Self.money(minor)), ("amount_set", Self.bag(minor)),
                            ("discount_application_index", .int(Int64(index))),
                        ])
                    }
                )
            ),
        ])
    }

    private var shippingID: Int64 { id - 900_000_000_000 }

    var shippingLine: JSONText {
        .object([
            ("id", .int(shippingID)), ("carrier_identifier", .null), ("code", .string("Posten")),
            ("current_discounted_price_set", Self.bag(shippingMinor)),
            ("discounted_price", Self.money(shippingMinor)),
            ("discounted_price_set", Self.bag(shippingMinor)), ("is_removed", .bool(false)),
            ("phone", .null), ("price", Self.money(shippingMinor)),
            ("price_set", Self.bag(shippingMinor)), ("requested_fulfillment_service_id", .null),
            ("source", .string("shopify")), ("title", .string("Posten – Hentested")),
            ("tax_lines", .array([Self.taxLine(shippingTaxMinor, percent: 25)])),
            ("discount_allocations", .array([])),
        ])
    }

    func fulfillment(_ state: State) -> JSONText {
        let moment = JSONText.string(ShopTime.text(state.updatedAt))
        let fulfillmentID = id - 600_000_000_000
        return .object([
            ("id", .int(fulfillmentID)),
            ("admin_graphql_api_id", .string("gid://shopify/Fulfillment/\(fulfillmentID)")),
            ("created_at", moment), ("location_id", .int(76_000_000_001)),
            ("name", .string("#\(number).1")), ("order_id", .int(id)),
            ("origin_address", .object([])),
            ("receipt", .object([])), ("service", .string("manual")), ("shipment_status", .null),
            ("status", .string("success")), ("tracking_company", .string("Posten")),
            ("tracking_number", .string("7000000000\(number)")), ("updated_at", moment),
            ("line_items", .array(lines.map { lineJSON($0, state) })),
        ])
    }

    /// The refund without money that Shopify writes when an order is cancelled before capture.
    func cancellation(_ state: State) -> JSONText {
        let moment = JSONText.string(ShopTime.text(state.updatedAt))
        let refundLines = lines.map { line -> JSONText in
            .object([
                ("id", .int(line.id + 1_000_000_000)), ("line_item_id", .int(line.id)),
                ("quantity", .int(line.quantity)), ("restock_type", .string("cancel")),
                ("subtotal", .number(Self.moneyText(line.netMinor))),
                ("subtotal_set", Self.bag(line.netMinor)),
                ("total_tax", .number(Self.moneyText(line.taxMinor))),
                ("total_tax_set", Self.bag(line.taxMinor)),
            ])
        }
        let shipping = JSONText.object([
            ("id", .int(shippingID + 1)), ("shipping_line_id", .int(shippingID)),
            ("subtotal_amount_set", Self.bag(shippingMinor)), ("shipping_line", shippingLine),
        ])
        // An odd order's surplus goes the same way as its goods.
        let surplus = totalMinor - subtotalMinor - shippingMinor
        let adjustment = JSONText.object([
            ("kind", .string("refund_discrepancy")), ("amount", Self.money(-surplus)),
            ("amount_set", Self.bag(-surplus)), ("tax_amount", Self.money(0)),
            ("tax_amount_set", Self.bag(0)),
        ])
        return .object([
            ("id", .int(id - 5_000_000_000_000)), ("created_at", moment), ("note", .null),
            ("order_id", .int(id)), ("processed_at", moment), ("restock", .bool(true)),
            ("return", .null), ("duties", .array([])), ("total_duties_set", Self.bag(0)),
            ("refund_line_items", .array(refundLines)),
            ("refund_shipping_lines", .array([shipping])),
            ("order_adjustments", .array(surplus == 0 ? [] : [adjustment])),
            ("transactions", .array([])),
        ])
    }

    // MARK: Transactions

    /// The answer of `GET /orders/{id}/transactions.json` in this state.
    func transactionsJSON(_ state: State) -> JSONText {
        guard ending != .unpaid else {
            let sale = transaction(
                parts[0],
                at: 0,
                kind: "sale",
                status: "pending",
                moment: createdAt
            )
            return .object([("transactions", .array([sale]))])
        }
        var transactions: [JSONText] = []
        for (index, part) in parts.enumerated() {
            let place = Int64(index) * 2
            transactions.append(
                transaction(
                    part,
                    at: place,
                    kind: "authorization",
                    status: "success",
                    moment: createdAt
                )
            )
            guard state.isPaid || state.isCancelled else { continue }
            transactions.append(
                transaction(
                    part,
                    at: place + 1,
                    kind: state.isCancelled ? "void" : "capture",
                    status: "success",
                    moment: state.isCancelled ? state.updatedAt : createdAt + 30
                )
            )
        }
        return .object([("transactions", .array(transactions))])
    }

    private func transaction(
        _ part: Part,
        at place: Int64,
        kind: String,
        status: String,
        moment: Int64
    ) -> JSONText {
        let transactionID = 7_500_000_000_000 + number * 10 + place
        let time = JSONText.string(ShopTime.text(moment))
        return .object([
            ("id", .int(transactionID)), ("order_id", .int(id)), ("kind", .string(kind)),
            ("gateway", .string(part.gateway)), ("status", .string(status)), ("message", .null),
            ("created_at", time), ("test", .bool(false)), ("authorization", .null),
            ("parent_id", kind == "capture" || kind == "void" ? .int(transactionID - 1) : .null),
            ("processed_at", time), ("error_code", .null), ("source_name", .string("web")),
            ("receipt", .object([])), ("currency_exchange_adjustment", .null),
            ("amount", Self.money(part.minor)), ("currency", .string("NOK")),
            ("payment_id", .string("#\(number).\(place + 1)")),
            ("manual_payment_gateway", .bool(false)), ("amount_rounding", .null),
            ("admin_graphql_api_id", .string("gid://shopify/OrderTransaction/\(transactionID)")),
        ])
    }
}
