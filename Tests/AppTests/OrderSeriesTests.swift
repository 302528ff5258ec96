import Foundation
import Testing

@testable import App

struct OrderSeriesTests {
    private let moment = Date(timeIntervalSince1970: 1_774_000_000)

    private func series(_ numbers: [String]) throws -> OrderSeries {
        try #require(OrderSeries(numbers))
    }

    @Test func `numbers that are passed over are gaps, until they come`() throws {
        var series = try series(["1001", "1003", "1002"])

        series.note(["1004", "1007"], at: moment)
        #expect(series.open(since: moment).map(\.number) == [1_005, 1_006])
        #expect(series.open(since: moment.addingTimeInterval(-1)).isEmpty)

        series.note(["1006"], at: moment.addingTimeInterval(900))
        #expect(series.open(since: moment).map(\.number) == [1_005])
    }

    @Test func `old orders that change are no news, and what came before the first is none either`()
        throws
    {
        var series = try series(["1010"])

        series.note(["12", "1011"], at: moment)

        #expect(series.gaps.isEmpty && series.highest == 1_011)
    }

    @Test func `other series and a new numbering make no gaps`() throws {
        var series = try series(["NL1001-A"])

        series.note(["1009", "NL1009-B", "TEST"], at: moment)
        #expect(series.gaps.isEmpty && series.highest == 1_001)

        series.note(["NL500000-A"], at: moment)
        #expect(series.gaps.isEmpty && series.highest == 500_000)
        #expect(series.text(7) == "NL7-A")
    }

    @Test
    func `a number that the source has no order of is remembered, and forgotten when it comes`()
        throws
    {
        var series = try series(["1"])
        series.note(["4"], at: moment)

        series.close([2, 3])
        #expect(series.gaps.isEmpty && series.absent == [2, 3])

        series.note(["3"], at: moment)
        #expect(series.absent == [2])
        #expect(try OrderSeries(text: series.jsonText()) == series)
    }

    @Test func `no number is no series`() {
        #expect(OrderSeries([]) == nil && OrderSeries(["A", ""]) == nil)
    }
}
