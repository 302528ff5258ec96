extension ShopLife {
    func plain(_ money: ShopMoney) -> JSONText { ShopOrderDraft.money(money.shop) }

    func bag(_ money: ShopMoney) -> JSONText {
        func side(_ minor: Int64, _ code: String) -> JSONText {
            .object([
                ("amount", ShopOrderDraft.money(minor)), ("currency_code", .string(code)),
            ])
        }
        return .object([
            ("shop_money", side(money.shop, "NOK")),
            ("presentment_money", side(money.customer, currency)),
        ])
    }

    func taxLine(_ money: ShopMoney, percent: Int64) -> JSONText {
        .object([
            ("channel_liable", .bool(false)), ("price", plain(money)), ("price_set", bag(money)),
            ("rate", .number("0.\(percent)")), ("title", .string("MVA")),
        ])
    }

    func lineJSON(_ line: Line) -> JSONText {
        let allocations: [JSONText] =
            line.discount.isZero
            ? []
            : [
                .object([
                    ("amount", plain(line.discount)), ("amount_set", bag(line.discount)),
                    ("discount_application_index", .int(0)),
                ])
            ]
        let toSend = line.isTip ? 0 : max(0, line.current - line.fulfilled)
        let status: String? =
            line.fulfilled == 0 ? nil : (toSend == 0 ? "fulfilled" : "partial")
        let tipping = line.isTip ? JSONText.string("shopify_payments") : .null
        return .object([
            ("id", .int(line.id)), ("current_quantity", .int(line.current)),
            ("fulfillable_quantity", .int(toSend)), ("fulfillment_status", .optional(status)),
            ("fulfillment_service", .string(line.isGiftCard ? "gift_card" : "manual")),
            ("gift_card", .bool(line.isGiftCard)), ("name", .string(line.article.title)),
            ("title", .string(line.article.title)), ("price", plain(line.price)),
            ("price_set", bag(line.price)), ("product_id", .int(9_300_000_000_001)),
            ("quantity", .int(line.quantity)), ("requires_shipping", .bool(!line.isGiftCard)),
            ("sku", .string(line.article.sku)), ("taxable", .bool(line.percent > 0)),
            ("tip_payment_gateway", tipping), ("total_discount", .string("0.00")),
            ("total_discount_set", bag(.zero)),
            (
                "tax_lines",
                .array(line.percent > 0 ? [taxLine(tax(of: line), percent: line.percent)] : [])
            ),
            ("duties", .array([])), ("discount_allocations", .array(allocations)),
        ])
    }

    private var shippingID: Int64 { id - 900_000_000_000 }

    var shippingLine: JSONText {
        let allocations: [JSONText] =
            shippingDiscount.isZero
            ? []
            : [
                .object([
                    ("amount", plain(shippingDiscount)), ("amount_set", bag(shippingDiscount)),
                    ("discount_application_index", .int(0)),
                ])
            ]
        let taxes =
            shippingPercent > 0 ? [taxLine(shippingTax, percent: shippingPercent)] : []
        return .object([
            ("id", .int(shippingID)), ("code", .string("Posten")),
            ("discounted_price", plain(shippingNet)), ("discounted_price_set", bag(shippingNet)),
            ("is_removed", .bool(false)), ("price", plain(shipping)), ("price_set", bag(shipping)),
            ("title", .string("Posten – Hentested")), ("tax_lines", .array(taxes)),
            ("discount_allocations", .array(allocations)),
        ])
    }

    func fulfillmentJSON(_ fulfillment: Fulfillment) -> JSONText {
        let moment = JSONText.string(ShopTime.text(fulfillment.moment))
        let sent = fulfillment.lines.map { line in
            JSONText.object([("id", .int(line.id)), ("quantity", .int(line.quantity))])
        }
        return .object([
            ("id", .int(fulfillment.id)), ("order_id", .int(id)), ("created_at", moment),
            ("updated_at", moment), ("status", .string("success")), ("service", .string("manual")),
            ("receipt", .object([])), ("line_items", .array(sent)),
        ])
    }

    func refundJSON(_ refund: Refund) -> JSONText {
        let moment = JSONText.string(ShopTime.text(refund.moment))
        let lines = refund.lines.map { line in
            JSONText.object([
                ("line_item_id", .int(line.lineID)), ("quantity", .int(line.quantity)),
                ("restock_type", .string(line.restockType)),
                ("subtotal", .number(ShopOrderDraft.moneyText(line.amount.shop))),
                ("subtotal_set", bag(line.amount)),
                ("total_tax", .number(ShopOrderDraft.moneyText(line.tax.shop))),
                ("total_tax_set", bag(line.tax)),
            ])
        }
        let shipping: [JSONText] =
            refund.shipping.isZero
            ? []
            : [
                .object([
                    ("shipping_line_id", .int(shippingID)),
                    ("subtotal_amount_set", bag(refund.shipping)),
                ])
            ]
        let adjustments: [JSONText] =
            refund.goodwill.isZero
            ? []
            : [
                .object([
                    ("kind", .string("refund_discrepancy")), ("amount", plain(-refund.goodwill)),
                    ("amount_set", bag(-refund.goodwill)), ("tax_amount", .string("0.00")),
                    ("tax_amount_set", bag(.zero)),
                ])
            ]
        return .object([
            ("id", .int(refund.id)), ("order_id", .int(id)), ("created_at", moment),
            ("processed_at", moment), ("return", .null), ("duties", .array([])),
            ("refund_line_items", .array(lines)), ("refund_shipping_lines", .array(shipping)),
            ("order_adjustments", .array(adjustments)),
            ("transactions", .array(refund.transactions.map(transactionJSON))),
        ])
    }

    func transactionJSON(_ transaction: Transaction) -> JSONText {
        let moment = JSONText.string(ShopTime.text(transaction.moment))
        let receipt = transaction.giftCard.map { card in
            JSONText.object([("gift_card_id", .int(card))])
        }
        return .object([
            ("id", .int(transaction.id)), ("order_id", .int(id)),
            ("parent_id", transaction.parent.map { .int($0) } ?? .null),
            ("kind", .string(transaction.kind)), ("status", .string(transaction.status)),
            ("gateway", .string(transaction.gateway)),
            ("amount", ShopOrderDraft.money(transaction.minor)), ("currency", .string(currency)),
            (
                "amount_rounding",
                transaction.roundingMinor.map { ShopOrderDraft.money($0) } ?? .null
            ),
            ("created_at", moment), ("processed_at", moment), ("test", .bool(false)),
            ("receipt", receipt ?? .object([])), ("currency_exchange_adjustment", .null),
        ])
    }
}
