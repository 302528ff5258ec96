import Bookkeeping

extension ShopLife {
    /// The order as API 2026-01 shows it now.
    var json: JSONText {
        .object(
            identity + statuses + figures + parties + [
                ("discount_applications", discountApplications),
                ("fulfillments", .array(fulfillments.map(fulfillmentJSON))),
                ("line_items", .array(lines.map(lineJSON))), ("payment_terms", paymentTerms),
                ("refunds", .array(refunds.map(refundJSON))),
                ("shipping_lines", .array(isOverCounter ? [] : [shippingLine])),
            ]
        )
    }

    private var identity: [(String, JSONText)] {
        let created = JSONText.string(ShopTime.text(createdAt))
        return [
            ("id", .int(id)), ("admin_graphql_api_id", .string("gid://shopify/Order/\(id)")),
            ("company", companyReference), ("confirmed", .bool(true)),
            ("contact_email", email), ("created_at", created), ("currency", .string("NOK")),
            ("duties_included", .bool(false)), ("email", email), ("estimated_taxes", .bool(false)),
            ("merchant_of_record_app_id", .null), ("name", .string("#\(number)")),
            ("note_attributes", noteAttributes), ("number", .int(number - 1_000)),
            ("order_number", .int(number)), ("phone", .null),
            ("po_number", companyID == nil ? .null : .string("PO-\(number)")),
            ("presentment_currency", .string(currency)), ("processed_at", created),
            ("source_name", .string(isOverCounter ? "pos" : "web")), ("tags", .string("")),
            ("tax_exempt", .bool(false)), ("taxes_included", .bool(includesTax)),
            ("test", .bool(false)), ("updated_at", .string(ShopTime.text(clock))),
        ]
    }

    private var email: JSONText { isOverCounter ? .null : .string(customer.email) }

    private var companyReference: JSONText {
        guard let companyID else { return .null }
        return .object([("id", .int(companyID)), ("location_id", .int(companyID + 1_000))])
    }

    private var noteAttributes: JSONText {
        guard let noteNumber else { return .array([]) }
        return .array([
            .object([("name", .string("Organisasjonsnummer")), ("value", .string(noteNumber))])
        ])
    }

    private var statuses: [(String, JSONText)] {
        let names = transactions.map(\.gateway).reduce(into: [String]()) { names, name in
            if !names.contains(name) { names.append(name) }
        }
        let isDone = isFulfilled || cancelledAt != nil
        return [
            ("cancel_reason", cancelledAt == nil ? .null : .string("customer")),
            ("cancelled_at", .optional(cancelledAt.map(ShopTime.text))),
            ("closed_at", isDone ? .string(ShopTime.text(clock)) : .null),
            ("financial_status", .string(financialStatus)),
            ("fulfillment_status", .optional(fulfillmentStatus)),
            ("payment_gateway_names", .array(names.map { .string($0) })),
        ]
    }

    private var figures: [(String, JSONText)] {
        var members: [(String, JSONText)] = []
        for (name, money) in [
            ("current_subtotal_price", currentSubtotal), ("current_total_price", currentTotal),
            ("current_total_tax", currentTax), ("current_total_discounts", discounts),
            ("subtotal_price", goods - discounts), ("total_discounts", discounts),
            ("total_line_items_price", goods), ("total_price", total), ("total_tax", totalTax),
        ] {
            members.append((name, plain(money)))
            members.append(("\(name)_set", bag(money)))
        }
        let outstanding = currentTotal.customer - (capturedMinor - paidBackMinor)
        return members + [
            ("original_total_duties_set", .null),
            ("original_total_additional_fees_set", .null),
            (
                "total_cash_rounding_payment_adjustment_set",
                bag(ShopMoney(shop: roundingMinor, customer: roundingMinor))
            ),
            ("total_cash_rounding_refund_adjustment_set", bag(.zero)),
            ("total_outstanding", .string(ShopOrderDraft.moneyText(outstanding))),
            ("total_shipping_price_set", bag(shipping)), ("total_tip_received", plain(tips)),
            ("tax_lines", orderTaxLines), ("discount_codes", .array([])),
        ]
    }

    private var orderTaxLines: JSONText {
        var byRate: [Int64: ShopMoney] = [:]
        if shippingPercent > 0 { byRate[shippingPercent] = shippingTax }
        for line in lines where line.percent > 0 && (countsAdded || !line.isAdded) {
            byRate[line.percent, default: .zero] =
                byRate[line.percent, default: .zero] + tax(of: line)
        }
        return .array(byRate.keys.sorted(by: >).map { taxLine(byRate[$0] ?? .zero, percent: $0) })
    }

    // MARK: Parties

    private var parties: [(String, JSONText)] {
        guard !isOverCounter else {
            return [
                ("billing_address", .null), ("customer", .null), ("shipping_address", .null),
            ]
        }
        let person = JSONText.object([
            ("id", .int(customer.id)), ("first_name", .string(customer.firstName)),
            ("last_name", .string(customer.lastName)), ("email", .string(customer.email)),
            ("tax_exempt", .bool(false)), ("phone", .null), ("default_address", address),
        ])
        return [
            ("billing_address", address), ("customer", person), ("shipping_address", address),
        ]
    }

    private var address: JSONText {
        let company = companyID.flatMap { ShopBusinesses.all[$0]?.name }
        return .object([
            ("first_name", .string(customer.firstName)), ("last_name", .string(customer.lastName)),
            ("name", .string("\(customer.firstName) \(customer.lastName)")),
            ("company", .optional(company ?? noteNumber.map { "Oppdiktet Firma \($0)" })),
            ("address1", .string("Eksempelveien 12")), ("address2", .null),
            ("zip", .string(country == "NO" ? "0001" : "10115")),
            ("city", .string(country == "NO" ? "Oslo" : "Eksempelby")),
            ("country_code", .string(country)), ("phone", .null),
        ])
    }

    private var paymentTerms: JSONText {
        guard let dueDays else { return .null }
        let due = JSONText.string(ShopTime.text(createdAt + dueDays * 86_400))
        return .object([
            ("payment_terms_name", .string("Net \(dueDays)")), ("due_in_days", .int(dueDays)),
            ("payment_terms_type", .string("net")), ("currency", .string(currency)),
            ("payment_schedules", .array([.object([("due_at", due), ("completed_at", .null)])])),
        ])
    }

    private var discountApplications: JSONText {
        guard !discounts.isZero || !shippingDiscount.isZero else { return .array([]) }
        return .array([
            .object([
                ("target_type", .string(discounts.isZero ? "shipping_line" : "line_item")),
                ("type", .string("automatic")), ("title", .string("Kampanje")),
                ("value_type", .string("percentage")), ("allocation_method", .string("each")),
            ])
        ])
    }
}
