import Bookkeeping
import Foundation
import Testing

@testable import Dashboard

@Suite struct ReportPeriodTests {
    @Test(arguments: [
        ("2026-10", "2026-10-01", "2026-10-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-T1", "2026-01-01", "2026-02-28"), ("2026-T6", "2026-11-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"), ("2026-12", "2026-12-01", "2026-12-31"),
    ])
    func `a period is its first and last day`(text: String, from: String, to: String) throws {
        let period = try #require(ReportPeriod(text))
        #expect(period.from.description == from && period.to.description == to)
        #expect(period.description == text)
    }

    @Test(arguments: ["", "26-10", "2026-1", "2026-00", "2026-13", "2026-T0", "2026-T7", "2026-t1"])
    func `anything else is none`(text: String) {
        #expect(ReportPeriod(text) == nil)
    }

    @Test(
        arguments: [
            (0, "NOK", "0,00\u{a0}NOK", "0.00\u{a0}NOK"),
            (-5, "NOK", "\u{2212}0,05\u{a0}NOK", "\u{2212}0.05\u{a0}NOK"),
            (123_456_789, "NOK", "1\u{a0}234\u{a0}567,89\u{a0}NOK", "1,234,567.89\u{a0}NOK"),
            (1_500, "JPY", "1\u{a0}500\u{a0}JPY", "1,500\u{a0}JPY"),
        ] as [(Int64, String, String, String)]
    )
    func `money is written to the smallest unit`(
        minor: Int64,
        currency: String,
        nb: String,
        en: String
    ) {
        let money = MoneyDocument(minor: minor, currency: currency)
        #expect(SamplePages.wording(.nb).money(money) == nb)
        #expect(SamplePages.wording(.en).money(money) == en)
    }

    @Test func `a spreadsheet takes no text for a formula`() {
        #expect(
            CSVLine.text(["=1+1", "-2", "-2+3", "a;b", "si \"hei\"", ""])
                == "'=1+1;-2;'-2+3;\"a;b\";\"si \"\"hei\"\"\";\r\n"
        )
    }
}
