import Bookkeeping
import Projects
import Testing

struct UnroundedAmountTests {
    @Test(arguments: [
        ("12980.456999999999", 1_298_046), ("967.7744999999999", 96_777), ("1350.4567", 135_046),
        ("-0.0", 0), ("0.005", 1), ("-0.005", -1), ("0.0049999999999999999999", 0),
        ("54500", 5_450_000),
        ("5.684341886080802e-14", 0), ("1.25E+2", 12_500), ("2.675", 268), ("-12.345", -1_235),
        (".5", 50), ("99999999999.994", 9_999_999_999_999),
    ])
    func `an amount is rounded once, half away from zero`(text: String, minor: Int64) throws {
        #expect(try #require(UnroundedAmount(text)).rounded == Amount(minor: minor))
    }

    @Test(arguments: [
        "", "-", ".", "e5", "1e", "1,5", "1.2.3", "NaN", "Infinity", "100000000001", "1e400",
        "1e401",
        "0x10", "1 2",
    ])
    func `what is no amount is none`(text: String) {
        #expect(UnroundedAmount(text) == nil)
    }

    @Test func `sums keep what rounding would lose`() {
        let thirds = Array(repeating: amount("33.333333333333336"), count: 3)

        #expect(thirds.total.rounded == Amount(minor: 10_000))
        #expect((amount("1.005") - amount("1.004")).rounded == .zero)
    }

    @Test(arguments: [
        ("0.25", 2_500), ("0.15000000000000002", 1_500), ("0.1199999999999999", 1_200), ("0", 0),
        ("1", 10_000), ("0.1111", 1_111), ("0.7", 7_000),
    ])
    func `a fraction is a rate in spite of noise`(text: String, points: Int64) {
        #expect(amount(text).percentage == Percentage(basisPoints: points))
    }

    @Test(arguments: ["1.01", "-0.25", "0.12345"])
    func `a fraction that is no rate is none`(text: String) {
        #expect(amount(text).percentage == nil)
    }
}
