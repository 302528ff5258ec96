import Foundation
import Testing

@testable import App

/// The text format of Prometheus.
struct MetricsTests {
    @Test func `labels are escaped and a metric without series is left out`() {
        var metrics = Metrics()
        metrics.add("bokbro_none", .gauge, "Nothing.", [])
        metrics.add("bokbro_some", .gauge, "Some.", [([("company", "a\"b\\c\nd")], "1")])

        #expect(
            metrics.text
                == "# HELP bokbro_some Some.\n# TYPE bokbro_some gauge\n"
                + #"bokbro_some{company="a\"b\\c\nd"} 1"# + "\n"
        )
    }

    @Test func `the kernel says how much memory and time the process has had`() throws {
        #expect(try #require(ProcessFigures.residentBytes) > 1_000_000)
        let seconds = try #require(ProcessFigures.cpuSeconds)
        #expect(seconds.wholeMatch(of: #/\d+\.\d\d/#) != nil)
    }
}
