import Bookkeeping

/// Reads whose VAT a line carries: the rate alone does not say, since 25 % is also Danish and Swedish.
///
/// Tax titles are free labels; together with the destination they tell. Source: recorded payloads.
struct ShopifyTax: Sendable {
    struct Statement: Hashable, Sendable {
        var rate: Percentage?
        var shopVAT: Amount?
        var foreignVAT: ForeignVAT?
    }

    let destination: String
    let figures: ShopifyFigures

    private static let norwegianTitles: Set<String> = ["MVA", "NO MVA", "NO VAT", "NORWEGIAN VAT"]

    private var isDomestic: Bool { destination == "NO" || destination == "SJ" }

    /// What the shop says about a line with these tax lines and, after refunds, this much tax.
    func statement(_ taxLines: [ShopifyTaxLine]?, tax: Amount) throws(Alert) -> Statement {
        var charged: [ShopifyTaxLine] = []
        for taxLine in taxLines ?? [] where try !figures.tax(taxLine).isZero {
            if taxLine.channelLiable == true { throw .shopifyChannelLiable }
            charged.append(taxLine)
        }
        guard isDomestic || charged.contains(where: Self.isNorwegian) else {
            return try abroad(charged, tax: tax)
        }
        guard charged.count <= 1 else { throw .shopifySeveralRates }
        if let title = charged.first?.title, Self.namesOtherCountry(title) {
            throw .shopifyForeignTaxAtHome(title)
        }
        let stating = charged.first ?? taxLines?.first
        return Statement(rate: try stating.map(Self.rate) ?? .zero, shopVAT: tax)
    }

    private func abroad(_ charged: [ShopifyTaxLine], tax: Amount) throws(Alert) -> Statement {
        guard !charged.isEmpty else { return Statement(rate: .zero, shopVAT: tax) }
        var basisPoints: Int64 = 0
        for taxLine in charged { basisPoints += try Self.rate(taxLine).basisPoints }
        let rate = Percentage(basisPoints: basisPoints)
        return Statement(foreignVAT: ForeignVAT(country: destination, rate: rate, amount: tax))
    }

    private static func isNorwegian(_ taxLine: ShopifyTaxLine) -> Bool {
        norwegianTitles.contains((taxLine.title ?? "").uppercased())
    }

    /// Whether the title begins with another country's code: `DK MOMS`.
    private static func namesOtherCountry(_ title: String) -> Bool {
        let words = title.split(separator: " ")
        guard words.count > 1, words[0].count == 2, words[0] != "NO" else { return false }
        return words[0].allSatisfy { $0.isASCII && $0.isUppercase }
    }

    /// 0.25 → 25 %; exact, or an alert.
    private static func rate(_ taxLine: ShopifyTaxLine) throws(Alert) -> Percentage {
        guard let decimal = taxLine.rate else { throw .shopifyRate("–") }
        guard let number = decimal.number, number.scale <= 4, (0...10_000).contains(number.units)
        else {
            throw .shopifyRate(decimal.text)
        }
        var basisPoints = number.units
        for _ in number.scale..<4 { basisPoints *= 10 }
        guard basisPoints <= 10_000 else { throw .shopifyRate(decimal.text) }
        return Percentage(basisPoints: basisPoints)
    }
}
