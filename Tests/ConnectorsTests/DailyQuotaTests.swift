import Connectors
import Foundation
import Testing

struct DailyQuotaTests {
    private let midnight = Date(timeIntervalSince1970: 1_772_323_200)

    private func at(_ hours: Double) -> Date { midnight.addingTimeInterval(hours * 3_600) }

    private func used(_ calls: Int, at moment: Date) -> DailyQuota {
        var quota = DailyQuota.rentman
        for _ in 0..<calls { quota.note(at: moment) }
        return quota
    }

    @Test func `a fresh day lets everything through`() {
        #expect(DailyQuota.rentman.wait(for: .event, at: midnight) == nil)
        #expect(DailyQuota.rentman.wait(for: .sweep, at: midnight) == nil)
    }

    @Test func `sweeps wait for the day to let more through, webhooks do not`() throws {
        let quota = used(10_000, at: at(1))

        #expect(quota.wait(for: .event, at: at(1)) == nil)
        let until = try #require(quota.wait(for: .sweep, at: at(1)))
        #expect(until > at(1) && until < at(9))
        #expect(quota.wait(for: .sweep, at: until) == nil)
        #expect(quota.wait(for: .sweep, at: until.addingTimeInterval(-5)) != nil)
    }

    @Test func `the reserve is never swept away`() {
        let quota = used(30_000, at: at(23))

        #expect(quota.wait(for: .sweep, at: at(23)) == at(24))
        #expect(quota.wait(for: .event, at: at(23)) == nil)
    }

    @Test func `a day that is used up begins again at midnight`() {
        var quota = used(50_000, at: at(12))
        #expect(quota.wait(for: .event, at: at(12)) == at(24))
        #expect(quota.wait(for: .event, at: at(24)) == nil)
        quota.note(at: at(25))
        #expect(quota.used == 1)
    }

    @Test func `the service's own word counts more than our count`() {
        var quota = DailyQuota.rentman
        quota.exhaust(at: at(3))
        #expect(quota.wait(for: .event, at: at(3)) == at(24))
        #expect(quota.wait(for: .event, at: at(24)) == nil)
    }
}
