import Bookkeeping

/// The tax of every line in whole minor units, and what the shop says about it.
///
/// WooCommerce keeps tax with six decimals per line and rounds per line or per rate, as the shop is set. Here each
/// rate is rounded once and spread over its lines, so that their sum is the shop's own where it has one.
struct WooTax: Sendable {
    /// What the shop says about a line.
    struct Statement: Hashable, Sendable {
        var rate: Percentage?
        var shopVAT: Amount?
        var foreignVAT: ForeignVAT?
    }

    /// The share of one rate in a line.
    private struct Share {
        /// nil where only a sum is stated.
        var rateID: Int64?
        var exact: WooFigure
        var amount = Amount.zero
    }

    private let order: WooOrder
    private let currency: Currency
    private let destination: String
    private let tolerance: WooFigure
    private let taxLines: [Int64: WooTaxLine]
    /// By line id, in the order of the line's taxes.
    private var shares: [Int64: [Share]] = [:]

    /// - `isBeforeCoupons`: whether coupons are tenders, so that tax is on the full price.
    init(
        of order: WooOrder,
        currency: Currency,
        destination: String,
        isBeforeCoupons: Bool,
        leavingOut tenderFees: Set<Int64>
    ) {
        self.order = order
        self.currency = currency
        self.destination = destination
        tolerance = WooTieOut(of: order, in: currency).tolerance
        taxLines = Dictionary(order.taxLines.map { ($0.rateID, $0) }) { first, _ in first }
        let fees = order.fees.filter { !tenderFees.contains($0.id) }
        spread(order.lines + fees, isBeforeCoupons: isBeforeCoupons) { $0.taxTotal }
        spread(order.shippingLines, isBeforeCoupons: isBeforeCoupons) { $0.shippingTaxTotal }
    }

    /// The tax of a line, in whole minor units.
    func amount(of line: WooLine) -> Amount { (shares[line.id] ?? []).map(\.amount).total }

    func statement(of line: WooLine) throws(Alert) -> Statement {
        let all = shares[line.id] ?? []
        let charged = all.filter { !$0.exact.isZero }
        guard isDomestic || charged.contains(where: { country(of: $0) == "NO" }) else {
            return try abroad(charged)
        }
        guard charged.count <= 1 else { throw .wooSeveralRates }
        if let share = charged.first, let country = country(of: share), country != "NO" {
            throw .wooForeignTaxAtHome(code(of: share))
        }
        // Tax that comes to nothing is charged with its rate all the same: a line given away.
        let stating = charged.first ?? all.first
        let rate = try stating.map { (share) throws(Alert) in try self.rate(of: share) }
        return Statement(rate: rate ?? .zero, shopVAT: all.map(\.amount).total)
    }

    private var isDomestic: Bool { destination == "NO" || destination == "SJ" }

    private func abroad(_ charged: [Share]) throws(Alert) -> Statement {
        guard let first = charged.first else { return Statement(rate: .zero, shopVAT: .zero) }
        var basisPoints: Int64 = 0
        for share in charged { basisPoints += try rate(of: share).basisPoints }
        return Statement(
            foreignVAT: ForeignVAT(
                country: country(of: first) ?? destination,
                rate: Percentage(basisPoints: min(basisPoints, 10_000)),
                amount: charged.map(\.amount).total
            )
        )
    }

    // MARK: Rounding

    private mutating func spread(
        _ lines: [WooLine],
        isBeforeCoupons: Bool,
        stated: (WooTaxLine) -> WooFigure
    ) {
        for line in lines { shares[line.id] = Self.shares(of: line, isBeforeCoupons) }
        var places: [Int64?: [(line: Int64, index: Int)]] = [:]
        for line in lines {
            for (index, share) in (shares[line.id] ?? []).enumerated() where !share.exact.isZero {
                places[share.rateID, default: []].append((line.id, index))
            }
        }
        let isWhole = order.hasWholePrices
        for (rateID, places) in places {
            let exact = places.compactMap { shares[$0.line]?[$0.index].exact }
            let sum = exact.total
            var target = sum.amount(in: currency)
            if let own = rateID.flatMap({ taxLines[$0] }).map(stated), !isBeforeCoupons, !isWhole,
                (own - sum).magnitude <= tolerance
            {
                target = own.amount(in: currency)
            }
            let amounts = Self.rounded(exact, ids: places.map(\.line), to: target, in: currency)
            for (place, amount) in zip(places, amounts) {
                shares[place.line]?[place.index].amount = amount
            }
        }
    }

    private static func shares(of line: WooLine, _ isBeforeCoupons: Bool) -> [Share] {
        guard line.taxes.isEmpty else {
            return line.taxes.map { tax in
                let before = isBeforeCoupons ? tax.subtotal : nil
                return Share(rateID: tax.rateID, exact: before ?? tax.total)
            }
        }
        let exact = isBeforeCoupons ? line.exactSubtotalTax : line.tax
        return exact.isZero ? [] : [Share(rateID: nil, exact: exact)]
    }

    /// Whole minor units that sum to the target: the largest remainders are rounded up.
    ///
    /// Ties go to the lower line id, so that the order of lines changes nothing.
    private static func rounded(
        _ exact: [WooFigure],
        ids: [Int64],
        to target: Amount,
        in currency: Currency
    ) -> [Amount] {
        let step = WooFigure.step(of: currency)
        var parts: [Int64] = []
        var rests: [Int128] = []
        for figure in exact {
            var (part, rest) = figure.millionths.quotientAndRemainder(dividingBy: step)
            if rest < 0 {
                part -= 1
                rest += step
            }
            parts.append(Int64(clamping: part))
            rests.append(rest)
        }
        var missing = target.minor - parts.reduce(0, +)
        let up = exact.indices.sorted { (rests[$1], ids[$0]) < (rests[$0], ids[$1]) }
        while missing != 0, !up.isEmpty {
            for index in missing > 0 ? up : up.reversed() where missing != 0 {
                parts[index] += missing.signum()
                missing -= missing.signum()
            }
        }
        return parts.map { Amount(minor: $0) }
    }

    // MARK: Rates

    private func line(of share: Share) -> WooTaxLine? {
        share.rateID.flatMap { taxLines[$0] }
    }

    private func country(of share: Share) -> String? { line(of: share)?.country }

    private func code(of share: Share) -> String {
        guard let line = line(of: share) else { return "" }
        return line.rateCode.isEmpty ? line.label : line.rateCode
    }

    /// As the shop states it; in old versions, which do not, by what it comes to.
    private func rate(of share: Share) throws(Alert) -> Percentage {
        if let text = line(of: share)?.percent {
            guard let rate = Percentage(percent: text) else { throw .wooRate(text) }
            return rate
        }
        var net = WooFigure.zero
        var tax = WooFigure.zero
        for line in order.charges {
            let own = (shares[line.id] ?? []).filter { $0.rateID == share.rateID }
            guard !own.isEmpty else { continue }
            net = net + line.net
            tax = tax + own.map(\.exact).total
        }
        guard !tax.isZero else { return .zero }
        let fitting = WooKnownRates.all.filter { rate in
            let expected = net.millionths * Int128(rate.basisPoints) / 10_000
            return abs(expected - tax.millionths) <= tolerance.millionths
        }
        guard let rate = fitting.first, fitting.count == 1 else { throw .wooRate("–") }
        return rate
    }
}

/// The rates that a tax without a stated one can have.
///
/// Source: skatteetaten.no for Norway; taxation-customs.ec.europa.eu for standard rates of the EU.
enum WooKnownRates {
    static let all: [Percentage] = [
        2_500, 1_500, 1_200, 1_111, 600, 1_700, 1_800, 1_900, 2_000, 2_100, 2_200, 2_300, 2_400,
        2_550, 2_700,
    ].map { Percentage(basisPoints: $0) }
}
