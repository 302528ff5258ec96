/// A rate in hundredths of a percent: 25 % is 2500, raw fish's 11.11 % is 1111.
package struct Percentage: Hashable, Comparable, Sendable {
    package let basisPoints: Int64

    package static let zero = Percentage(basisPoints: 0)

    package init(basisPoints: Int64) {
        self.basisPoints = basisPoints
    }

    /// Reads `"25"`, `"11.11"` percent; nil beyond 0…100 or with more than two decimals.
    package init?(percent text: some StringProtocol) {
        guard let number = DecimalNumber(text), number.scale <= 2, number.units >= 0 else {
            return nil
        }
        var points = number.units
        for _ in number.scale..<2 {
            let (product, overflow) = points.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            points = product
        }
        guard points <= 10_000 else { return nil }
        self.init(basisPoints: points)
    }

    package static func < (left: Percentage, right: Percentage) -> Bool {
        left.basisPoints < right.basisPoints
    }
}

extension Percentage: CustomStringConvertible {
    /// The rate in percent without trailing zeros: `25`, `11.11`.
    package var description: String { DecimalNumber(units: basisPoints, scale: 2).description }
}
