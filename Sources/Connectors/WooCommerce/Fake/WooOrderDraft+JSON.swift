import Bookkeeping

extension WooOrderDraft {
    private typealias T = WooJSONText

    /// The order as `wc/v3` stores it in this state, with six decimals.
    func json(_ state: State) -> JSONValue {
        T.object(
            identity(state) + sums(state) + people
                + [
                    ("payment_method", T.text(gateway)),
                    ("payment_method_title", T.text(gateway)),
                    ("transaction_id", T.text(state.isPaid ? "t\(id)" : "")),
                    ("meta_data", T.meta(fields(state))),
                    ("line_items", .array(lines.map { line($0) })),
                    ("tax_lines", .array(taxLines)),
                    ("shipping_lines", .array([shippingLine])),
                    ("fee_lines", .array(feeLines)),
                    ("coupon_lines", .array(couponLines)),
                    ("refunds", .array(refundHeads(state))),
                    ("gift_cards", .array(cards == .official ? [officialCard] : [])),
                ]
        )
    }

    private func identity(_ state: State) -> [(String, JSONValue)] {
        [
            ("id", T.number(id)), ("parent_id", T.number(0)), ("number", T.text(String(id))),
            ("status", T.text(state.status)), ("currency", T.text(currency)),
            ("version", T.text("10.3.5")), ("created_via", T.text("checkout")),
            ("prices_include_tax", .bool(includesTax)), ("customer_id", T.number(0)),
            ("customer_note", T.text("")),
            ("date_created_gmt", T.moment(createdAt)),
            ("date_modified_gmt", T.moment(state.modifiedAt)),
            ("date_paid_gmt", T.moment(state.isPaid ? createdAt + 30 : nil)),
            ("date_completed_gmt", T.moment(state.completedAt)),
        ]
    }

    private func sums(_ state: State) -> [(String, JSONValue)] {
        let cartTax =
            lines.map { taxMinor($0.minor, $0.article.ratePercent) }.reduce(0, +)
            + taxMinor(feeMinor, 25)
        let shippingTax = taxMinor(shippingMinor, shippingRate)
        let discount = lines.map { net($0.fullMinor, $0) - net($0.minor, $0) }.reduce(0, +)
        return [
            ("discount_total", T.amount(discount)), ("discount_tax", T.amount(0)),
            ("shipping_total", T.amount(net(shippingMinor, rate: shippingRate))),
            ("shipping_tax", T.minor(shippingTax)), ("cart_tax", T.minor(cartTax)),
            ("total_tax", T.minor(cartTax + shippingTax)), ("total", T.minor(totalMinor)),
        ]
    }

    /// Without tax, in millionths.
    private func net(_ minor: Int64, rate: Int64) -> Int64 {
        includesTax ? minor * 10_000 - exactTax(minor, rate) : minor * 10_000
    }

    private func net(_ minor: Int64, _ line: Line) -> Int64 {
        net(minor, rate: line.article.ratePercent)
    }

    private var people: [(String, JSONValue)] {
        let firstNames = ["Kari", "Ola", "Ingrid", "Per", "Åse"]
        let lastNames = ["Eksempel", "Prøve", "Oppdiktet", "Tenkt"]
        let country = isForeign ? "US" : "NO"
        let address: [(String, JSONValue)] = [
            ("first_name", T.text(firstNames[person % 5])),
            ("last_name", T.text(lastNames[person / 5])),
            ("company", T.text(isBusiness ? "Prøvebedriften AS" : "")),
            ("address_1", T.text("Eksempelveien \(person + 1)")), ("city", T.text("Oslo")),
            ("postcode", T.text("0001")), ("country", T.text(country)),
        ]
        let contact = [("email", T.text("kunde\(person)@example.com")), ("phone", T.text(""))]
        return [("billing", T.object(address + contact)), ("shipping", T.object(address))]
    }

    // MARK: Lines

    private func line(_ line: Line) -> JSONValue {
        let rate = line.article.ratePercent
        var meta: [(String, JSONValue)] = []
        if line.isGiftCard {
            meta = [
                ("pw_gift_card_amount", T.text("500")), ("pw_gift_card_to", T.text("mottaker")),
            ]
        }
        return T.object(
            ("id", T.number(line.id)),
            ("name", T.text(line.article.title)),
            ("product_id", T.number(line.article.productID)),
            ("variation_id", T.number(0)),
            ("quantity", T.number(line.quantity)),
            ("sku", T.text(line.article.sku)),
            ("tax_class", T.text(rate == 25 ? "" : "redusert-sats")),
            ("subtotal", T.amount(net(line.fullMinor, line))),
            ("subtotal_tax", T.minor(taxMinor(line.fullMinor, rate))),
            ("total", T.amount(net(line.minor, line))),
            ("total_tax", T.minor(taxMinor(line.minor, rate))),
            ("taxes", taxes(line.minor, before: line.fullMinor, rate: rate)),
            ("meta_data", T.meta(meta))
        )
    }

    private func taxes(_ minor: Int64, before: Int64?, rate: Int64, sign: Int64 = 1) -> JSONValue {
        guard rate > 0 else { return .array([]) }
        func text(_ minor: Int64) -> JSONValue {
            let figure = WooFigure(millionths: Int128(sign * exactTax(minor, rate)))
            return T.text(WooRendering.trimmed(figure))
        }
        return .array([
            T.object(
                ("id", T.number(rate)),
                ("total", text(minor)),
                ("subtotal", before.map(text) ?? T.text(""))
            )
        ])
    }

    private var shippingLine: JSONValue {
        T.object(
            ("id", T.number(shippingID)),
            ("method_title", T.text("Posten – Hentested")),
            ("method_id", T.text("flat_rate")),
            ("total", T.amount(net(shippingMinor, rate: shippingRate))),
            ("total_tax", T.minor(taxMinor(shippingMinor, shippingRate))),
            ("taxes", taxes(shippingMinor, before: nil, rate: shippingRate)),
            ("meta_data", .array([]))
        )
    }

    private var feeLines: [JSONValue] {
        var fees: [JSONValue] = []
        if feeMinor > 0 {
            fees.append(
                T.object(
                    ("id", T.number(feeID)),
                    ("name", T.text("Fakturagebyr")),
                    ("tax_status", T.text("taxable")),
                    ("total", T.amount(net(feeMinor, rate: 25))),
                    ("total_tax", T.minor(taxMinor(feeMinor, 25))),
                    ("taxes", taxes(feeMinor, before: nil, rate: 25)),
                    ("meta_data", .array([]))
                )
            )
        }
        if cards == .yithFee {
            fees.append(
                T.object(
                    ("id", T.number(cardFeeID)),
                    ("name", T.text("Gift Card (\(cardCode))")),
                    ("tax_status", T.text("none")),
                    ("total", T.minor(-cardMinor)),
                    ("total_tax", T.minor(0)),
                    ("taxes", .array([])),
                    ("meta_data", .array([]))
                )
            )
        }
        return fees
    }

    private var taxLines: [JSONValue] {
        [25, 15, 12].compactMap { (rate: Int64) -> JSONValue? in
            let own = lines.filter { $0.article.ratePercent == rate }
            let fee = rate == 25 ? taxMinor(feeMinor, rate) : 0
            let shipping = rate == shippingRate ? taxMinor(shippingMinor, rate) : 0
            let goods = own.map { taxMinor($0.minor, rate) }.reduce(fee, +)
            guard !own.isEmpty || fee + shipping > 0 else { return nil }
            return T.object(
                ("id", T.number(id * 100 + 50 + rate)),
                ("rate_id", T.number(rate)),
                ("rate_code", T.text("NO-MVA \(rate)-1")),
                ("label", T.text("MVA")),
                ("compound", .bool(false)),
                ("tax_total", T.minor(goods)),
                ("shipping_tax_total", T.minor(shipping)),
                ("rate_percent", T.number(rate))
            )
        }
    }

    private var couponLines: [JSONValue] {
        guard lines.contains(where: { $0.discountPercent > 0 }) else { return [] }
        let discount = lines.map { net($0.fullMinor, $0) - net($0.minor, $0) }.reduce(0, +)
        return [
            T.object(
                ("id", T.number(id * 100 + 93)),
                ("code", T.text("vinter10")),
                ("discount", T.amount(discount)),
                ("discount_tax", T.amount(0)),
                ("discount_type", T.text("percent"))
            )
        ]
    }

    // MARK: Plugins

    private var cardCode: String { "TEST-\(id)-0001" }

    private var cardNumber: JSONValue {
        .number(WooRendering.trimmed(WooFigure(millionths: Int128(cardMinor) * 10_000)))
    }

    private var officialCard: JSONValue {
        T.object(("id", T.number(11)), ("code", T.text(cardCode)), ("amount", cardNumber))
    }

    private func fields(_ state: State) -> [(String, JSONValue)] {
        var fields: [(String, JSONValue)] = [("is_vat_exempt", T.text("no"))]
        if isBusiness { fields.append(("_billing_org_nr", T.text("310000019"))) }
        if cards == .yith || cards == .yithFee {
            fields.append(("_ywgc_applied_gift_cards", T.object((cardCode, cardNumber))))
            fields.append(("_ywgc_applied_gift_cards_totals", cardNumber))
        }
        if cards == .yithFee { fields.append(("ywgc_gift_card_updated_as_fee", T.text("1"))) }
        guard state.isPaid else { return fields }
        switch gateway {
        case "vipps":
            let captured = state.isCaptured ? totalMinor : 0
            fields.append(("_vipps_status", T.text(state.isCaptured ? "CAPTURED" : "AUTHORIZED")))
            fields.append(("_vipps_captured", T.number(captured)))
        case "stripe": fields.append(("_stripe_charge_captured", T.text("yes")))
        case "woocommerce_payments":
            fields.append(("_intention_status", T.text("succeeded")))
            fields.append(("_wcpay_mode", T.text("prod")))
        default:
            fields.append(("_wc_klarna_order_id", T.text("k\(id)")))
            if state.isCaptured { fields.append(("_wc_klarna_capture_id", T.text("c\(id)"))) }
        }
        return fields
    }

    // MARK: Refunds

    private func refundMinor(_ refund: Refund) -> Int64 {
        refund.isFull ? totalMinor : partlyRefundedMinor
    }

    private func refundHeads(_ state: State) -> [JSONValue] {
        guard let refund = state.refund else { return [] }
        return [
            T.object(
                ("id", T.number(id * 100 + 95)),
                ("reason", T.text("Angret")),
                ("total", T.minor(-refundMinor(refund)))
            )
        ]
    }

    /// The refunds as their own address answers; a full one made by changing the status has no lines.
    func refunds(_ state: State) -> [JSONValue] {
        guard let refund = state.refund else { return [] }
        let hasLines = !refund.isFull || id.isMultiple(of: 2)
        let goods = refund.isFull ? lines : Array(lines.prefix(1))
        var shipping: [JSONValue] = []
        var fees: [JSONValue] = []
        if hasLines, refund.isFull {
            shipping = [back(shippingID, shippingMinor, rate: shippingRate, quantity: nil)]
            if feeMinor > 0 { fees = [back(feeID, feeMinor, rate: 25, quantity: nil)] }
        }
        let items = goods.map {
            back($0.id, $0.minor, rate: $0.article.ratePercent, quantity: $0.quantity)
        }
        return [
            T.object(
                ("id", T.number(id * 100 + 95)),
                ("parent_id", T.number(id)),
                ("date_created_gmt", T.moment(refund.at)),
                ("amount", T.minor(refundMinor(refund))),
                ("reason", T.text("Angret")),
                ("refunded_payment", .bool(hasLines)),
                ("line_items", .array(hasLines ? items : [])),
                ("shipping_lines", .array(shipping)),
                ("fee_lines", .array(fees)),
                ("tax_lines", .array([]))
            )
        ]
    }

    private func back(_ line: Int64, _ minor: Int64, rate: Int64, quantity: Int64?) -> JSONValue {
        T.object(
            ("id", T.number(line + 1_000_000)),
            ("quantity", T.number(-(quantity ?? 1))),
            ("total", T.amount(-net(minor, rate: rate))),
            ("total_tax", T.minor(-taxMinor(minor, rate))),
            ("taxes", taxes(minor, before: nil, rate: rate, sign: -1)),
            ("meta_data", T.meta([("_refunded_item_id", T.text(String(line)))]))
        )
    }
}
