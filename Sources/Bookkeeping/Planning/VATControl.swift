/// The VAT that the shop says it charged against the VAT by the rules.
///
/// Tested only when the source states VAT for every line and charge. Shops round per unit, so the tolerance is one
/// minor unit, one for every two pieces of a taxed line, and one for every charge, never above the cap.
struct VATControl {
    private let composition: SaleComposition

    init(_ composition: SaleComposition) {
        self.composition = composition
    }

    /// Both amounts when they differ by more than rounding explains.
    func deviation() -> (shop: Amount, rule: Amount)? {
        let order = composition.order
        guard !order.lines.isEmpty, order.lines.allSatisfy({ $0.shopVAT != nil }),
            order.shipping.allSatisfy({ $0.shopVAT != nil || ($0.amount - $0.discount).isZero })
        else { return nil }
        let stated =
            order.lines.compactMap(\.shopVAT).total + order.shipping.compactMap(\.shopVAT).total
        let byRule = composition.components.reduce(Amount.zero) { sum, component in
            let rate = component.decision.rate
            guard component.kind == .revenue, rate != .zero else { return sum }
            return sum
                + (order.pricesIncludeVAT
                    ? component.gross.includedVAT(at: rate) : component.amount.addedVAT(at: rate))
        }
        return (byRule - stated).magnitude.minor > tolerance ? (stated, byRule) : nil
    }

    private var tolerance: Int64 {
        let order = composition.order
        var pieces: Int64 = 0
        for component in composition.components {
            guard case .line(let index) = component.origin, component.decision.rate != .zero else {
                continue
            }
            pieces += order.lines[index].quantity.halvedUp
        }
        return min(
            composition.rules.settings.vatToleranceCap,
            1 + pieces + Int64(order.shipping.count)
        )
    }
}

extension DecimalNumber {
    /// Half of the number, rounded up to a whole one; at most a million.
    fileprivate var halvedUp: Int64 {
        let divisor = (0..<scale).reduce(Int128(2)) { product, _ in product * 10 }
        let magnitude = Int128(units.magnitude)
        return Int64(min(1_000_000, (magnitude + divisor - 1) / divisor))
    }
}
