import Testing

@testable import Bookkeeping

@Suite struct `Golden bookings` {
    @Test func `all worked cases are there`() {
        #expect(GoldenCases.all.count == 91)
        #expect(GoldenCases.periodReports.count == 2)
    }

    @Test(arguments: GoldenCases.all)
    func `a worked case comes out to the øre`(_ golden: GoldenCases.Case) throws {
        let planned = ComparableResult(try GoldenCases.planned(golden.input))
        let expected = ComparableResult(golden.expected)
        #expect(planned == expected, "\(golden.id) gave\n\(planned)\nand not\n\(expected)")
    }
}
