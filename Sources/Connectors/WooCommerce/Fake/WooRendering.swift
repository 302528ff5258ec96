import Bookkeeping

/// Shows stored orders with as many decimals as asked for, as WooCommerce does.
///
/// Sums are rounded; the parts of tax in `taxes` keep their six decimals.
enum WooRendering {
    private static let amounts: Set<String> = [
        "discount_total", "discount_tax", "shipping_total", "shipping_tax", "cart_tax", "total",
        "total_tax", "subtotal", "subtotal_tax", "tax_total", "shipping_tax_total", "discount",
        "amount",
    ]
    private static let lists: Set<String> = [
        "line_items", "shipping_lines", "fee_lines", "tax_lines", "coupon_lines", "refunds",
    ]

    static func shown(_ value: JSONValue, decimals: Int) -> JSONValue {
        guard case .object(let members) = value else { return value }
        return .object(
            members.map { member in
                if lists.contains(member.name), case .array(let items) = member.value {
                    return .init(member.name, .array(items.map { shown($0, decimals: decimals) }))
                }
                guard amounts.contains(member.name), case .string(let text) = member.value,
                    let figure = WooFigure(text)
                else { return member }
                return .init(member.name, .string(Self.text(figure, decimals: decimals)))
            }
        )
    }

    /// The figure with exactly so many decimals, at most six; half away from zero.
    static func text(_ figure: WooFigure, decimals: Int) -> String {
        let step = (decimals..<6).reduce(Int128(1)) { product, _ in product * 10 }
        let size = figure.magnitude.millionths
        let rounded = (size + step / 2) / step
        let digits = String(rounded)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = figure < .zero && rounded != 0 ? "-" : ""
        guard decimals > 0 else { return sign + padded }
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// Without zeros at the end, as the parts of tax are written.
    static func trimmed(_ figure: WooFigure) -> String {
        var text = Self.text(figure, decimals: 6)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
