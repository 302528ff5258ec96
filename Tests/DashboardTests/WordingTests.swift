import Bookkeeping
import Foundation
import Testing

@testable import Dashboard

@Suite struct WordingTests {
    private let norwegian = SamplePages.wording(.nb)
    private let english = SamplePages.wording(.en)

    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1_000, "1\u{a0}000"), (1_234_567, "1\u{a0}234\u{a0}567"),
        (-12_345, "\u{2212}12\u{a0}345"),
        (Int.min, "\u{2212}9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808"),
    ])
    func `counts are grouped with a no-break space in Norwegian`(number: Int, text: String) {
        #expect(norwegian.count(number) == text)
    }

    @Test func `counts are grouped with a comma in English`() {
        #expect(english.count(1_234_567) == "1,234,567")
    }

    @Test func `times stand in the company's zone, also across the change to summer time`() throws {
        let winter = try #require(RFC3339.date("2026-03-29T00:30:00Z"))
        let summer = try #require(RFC3339.date("2026-03-29T01:30:00Z"))

        #expect(norwegian.exactMoment(winter) == "29. mars 2026 kl. 01.30.00")
        #expect(norwegian.exactMoment(summer) == "29. mars 2026 kl. 03.30.00")
        #expect(english.exactMoment(summer) == "29 Mar 2026, 03:30:00")
    }

    @Test func `today is said so, by the company's day and not by UTC's`() throws {
        let now = try #require(RFC3339.date("2026-11-24T23:30:00Z"))
        let early = try #require(RFC3339.date("2026-11-24T23:05:00Z"))
        let before = try #require(RFC3339.date("2026-11-24T22:59:00Z"))

        #expect(norwegian.moment(early, now: now) == "I dag kl. 00.05")
        #expect(norwegian.moment(before, now: now) == "24. nov. kl. 23.59")
    }

    @Test(arguments: [
        (0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 t"),
        (7_500, "2 t 5 min"), (86_400, "1 d"), (180_000, "2 d 2 t"), (-5, "0 s"),
    ])
    func `spans use their largest two units`(seconds: Int, text: String) {
        #expect(norwegian.span(seconds: seconds) == text)
    }

    @Test(arguments: [
        ("2026-02-10T08:00:00Z", "2026-02-10T08:00:00.000Z"),
        ("2026-02-10T08:00:00.123Z", "2026-02-10T08:00:00.123Z"),
        ("2024-02-29T23:59:59.999+02:00", "2024-02-29T21:59:59.999Z"),
        ("1969-12-31T23:59:59.500Z", "1969-12-31T23:59:59.500Z"),
        ("2000-03-01T00:00:00-01:00", "2000-03-01T01:00:00.000Z"),
    ])
    func `times of the interface keep their milliseconds`(text: String, written: String) throws {
        #expect(RFC3339.text(try #require(RFC3339.date(text))) == written)
    }

    @Test(arguments: ["", "2026-02-10", "2026-02-10T08:00:00", "2026-13-10T08:00:00Z", "x"])
    func `what is no full time is refused`(text: String) {
        #expect(RFC3339.date(text) == nil)
    }
}
