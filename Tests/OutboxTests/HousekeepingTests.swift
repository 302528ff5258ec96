import Foundation
import Testing

@testable import Outbox

struct HousekeepingTests {
    private static let days = 90

    @Test func `payloads go after their time; the events stay`() async throws {
        let fixture = try OutboxFixture()
        let old = try await fixture.claimed("order/1")
        try await fixture.outbox.finish(old, .booked)
        fixture.clock.advance(.seconds(60))
        let young = try await fixture.claimed("order/2")
        try await fixture.outbox.finish(young, .booked)
        fixture.clock.advance(.seconds(Self.days * 86_400 - 59))

        let deleted = try await fixture.outbox.deletePayloads(olderThanDays: Self.days)

        #expect(deleted == 1)
        #expect(try await fixture.details(old.id).payload == nil)
        #expect(try await fixture.details(old.id).attempts.count == 1)
        #expect(try await fixture.details(young.id).payload != nil)
        #expect(try await fixture.outbox.deletePayloads(olderThanDays: Self.days) == 0)
    }

    @Test(arguments: [
        (Verdict?.none, 0), (.failed("TOTAL_MISMATCH"), 0), (.retry("TIMEOUT"), 0),
        (.skipped("NOT_PAID"), 2), (.booked, 2),
    ])
    func `all payloads of a subject are kept while one of its events is not settled`(
        verdict: Verdict?,
        expected: Int
    ) async throws {
        let fixture = try OutboxFixture()
        try await fixture.outbox.finish(try await fixture.claimed(), .booked)
        let last = try await fixture.claimed()
        if let verdict { try await fixture.outbox.finish(last, verdict) }
        fixture.clock.advance(.seconds(Self.days * 86_400 + 1))

        #expect(try await fixture.outbox.deletePayloads(olderThanDays: Self.days) == expected)
    }

    @Test func `very many old payloads go in batches, past those that are kept`() async throws {
        let fixture = try OutboxFixture(isDurable: false)
        try await fixture.accept(count: 1_100)
        try await fixture.finish(try await fixture.outbox.claim(limit: 1_100)) {
            $0.id.sequence % 2 == 0 ? .failed("TOTAL_MISMATCH") : .booked
        }
        fixture.clock.advance(.seconds(Self.days * 86_400 + 1))

        #expect(try await fixture.outbox.deletePayloads(olderThanDays: Self.days) == 550)
    }

    @Test func `payloads that are kept for their age are not walked through`() async throws {
        let fixture = try OutboxFixture(isDurable: false)
        try await fixture.outbox.finish(try await fixture.claimed("order/old"), .booked)
        fixture.clock.advance(.seconds(Self.days * 86_400 + 1))
        try await fixture.accept(count: 1_100)
        let trace = try StatementTrace(of: fixture.store)

        let deleted = try await fixture.outbox.deletePayloads(olderThanDays: Self.days)

        let searches = trace.take().count { $0.contains("FROM payload JOIN event") }
        #expect(deleted == 1)
        #expect(searches == 1)
    }
}
