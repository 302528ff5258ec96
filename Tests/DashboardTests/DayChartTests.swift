import Bookkeeping
import Foundation
import Testing

@testable import Dashboard

@Suite struct DayChartTests {
    private func chart(_ days: [DayChart.Day]) -> DayChart {
        DayChart(id: "x", days: days, wording: SamplePages.wording(.nb))
    }

    private func days(_ counts: [(Int, Int, Int)]) -> [DayChart.Day] {
        counts.enumerated().map { index, count in
            DayChart.Day(
                date: SamplePages.now.addingTimeInterval(Double(index - counts.count) * 86_400),
                done: count.0,
                skipped: count.1,
                failed: count.2
            )
        }
    }

    @Test(arguments: [
        [(0, 0, 1)], [(1, 1, 1)], [(999_999, 0, 1)], [(3, 0, 0), (0, 0, 0), (7, 8, 9)],
        Array(repeating: (123, 45, 6), count: 30),
    ])
    func `every bar stands within the drawing, and what happened shows`(counts: [(Int, Int, Int)]) {
        let chart = chart(days(counts))

        #expect(chart.bars.allSatisfy { $0.x >= chart.left && $0.x + $0.width <= chart.right })
        #expect(chart.bars.allSatisfy { $0.y >= 0 && $0.y + $0.height <= chart.height })
        #expect(chart.bars.allSatisfy { $0.height >= 2 })
        let parts = counts.flatMap { [$0.0, $0.1, $0.2] }
        #expect(chart.bars.count == parts.count { $0 > 0 })
    }

    @Test func `the drawing's text says what the drawing shows`() {
        let chart = chart(days([(1_000, 2, 3), (500, 0, 1)]))

        #expect(chart.description == "Ferdig: 1\u{a0}500, Hoppet over: 2, Stoppet: 4")
        #expect(chart.table.count == 2)
    }

    @Test func `without events there is no drawing`() {
        #expect(chart(days([(0, 0, 0)])).isEmpty)
        #expect(chart([]).isEmpty)
    }

    @Test(arguments: [(0, "2"), (1, "2"), (3, "4"), (5, "10"), (11, "20"), (4_001, "10\u{a0}000")])
    func `the scale ends on a round number whose half is whole`(count: Int, top: String) {
        #expect(chart(days([(count, 0, 0)])).gridlines.last?.label == top)
    }

    @Test func `the small drawing has a bar for each day with events, and says the same in words`()
    {
        let days = days([(1_000, 0, 1), (0, 0, 0), (5, 5, 0)])
        let spark = SparkChart(days: days, wording: SamplePages.wording(.nb))

        #expect(spark.all == "M0 32v-32h4v32zM10 32v-2h4v2z")
        #expect(spark.failed == "M0 32v-2h4v2z")
        #expect(spark.width == 15)
        #expect(spark.description == chart(days).description)
        #expect(SparkChart(days: [], wording: SamplePages.wording(.nb)).isEmpty)
    }
}
