/// What each part of an order comes to after all discounts, as priced and including VAT.
struct OrderPricing: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        /// As priced, after discounts.
        var amount: Amount
        /// Including VAT.
        var gross: Amount
    }

    let lines: [Part]
    let shipping: [Part]
    let total: Amount

    init(_ order: Order) {
        let nets = order.lines.map { $0.unitPrice.times($0.quantity) - $0.discount }
        let charges = order.shipping.map { $0.amount - $0.discount }
        // Stored value is not sold cheaper by a discount on the order.
        let eligible = zip(order.lines, nets).map { line, net in
            line.isDiscountable ? Amount(minor: max(0, net.minor)) : .zero
        }
        let sharing = order.discountAppliesToShipping ? eligible + charges : eligible
        let discounts =
            order.orderDiscount.isZero
            ? sharing.map { _ in .zero } : order.orderDiscount.allocated(by: sharing)
        lines = zip(order.lines, nets).enumerated().map { index, entry in
            let amount = entry.1 - discounts[index]
            return Part(
                amount: amount,
                gross: Self.gross(amount, entry.0.shopVATRate, entry.0.shopVAT, order)
            )
        }
        shipping = zip(order.shipping, charges).enumerated().map { index, entry in
            let share =
                order.discountAppliesToShipping ? discounts[order.lines.count + index] : .zero
            let amount = entry.1 - share
            return Part(
                amount: amount,
                gross: Self.gross(amount, entry.0.shopVATRate, entry.0.shopVAT, order)
            )
        }
        total = (lines + shipping).map(\.gross).total + order.tip + order.rounding
    }

    /// With net prices the shop's own VAT is added, and by its rate where it states none.
    private static func gross(
        _ amount: Amount,
        _ rate: Percentage?,
        _ vat: Amount?,
        _ order: Order
    ) -> Amount {
        guard !order.pricesIncludeVAT else { return amount }
        return amount + (vat ?? amount.addedVAT(at: rate ?? .zero))
    }
}

extension OrderLine {
    fileprivate var isDiscountable: Bool {
        switch productClass {
        case .giftCardMultiPurpose, .giftCardSinglePurpose, .deposit: false
        default: true
        }
    }
}
