import Foundation
import Testing

@testable import Outbox

/// Effects between events, tasks and leases.
struct SharedEffectsTests {
    private static let key = "invoice/shop/order/1001"

    @Test func `events that need the same thing at once make it once`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        for number in 0..<20 { try await fixture.accept("order/\(number)") }
        let events = try await fixture.outbox.claim(limit: 20)

        let results = try await withThrowingTaskGroup { group in
            for event in events {
                group.addTask {
                    try await ledger.book(
                        "customer/42",
                        Effects(outbox: fixture.outbox, event: event)
                    )
                }
            }
            return try await group.reduce(into: [EffectRecord]()) { $0.append($1) }
        }

        #expect(results.count == 20)
        #expect(Set(results).count == 1)
        #expect(ledger.invoices.count == 1)
        #expect(ledger.searches == 0)
    }

    @Test func `the same name in another company is another effect`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        try await fixture.accept(company: "a")
        try await fixture.accept(company: "b")

        for event in try await fixture.outbox.claim(limit: 2) {
            _ = try await ledger.book(Self.key, Effects(outbox: fixture.outbox, event: event))
        }

        #expect(ledger.invoices.count == 2)
    }

    @Test func `what was made is recorded although the task was cancelled meanwhile`()
        async throws
    {
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()

        try await withThrowingTaskGroup { group in
            group.addTask {
                _ = try await effects.make(Self.key) {
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    return Ledger.invoice(1)
                }
            }
            try await group.waitForAll()
        }

        #expect(try await effects.recorded(Self.key) == Ledger.invoice(1))
    }

    @Test func `a cancelled task starts nothing new`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()

        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    _ = try await ledger.book(Self.key, effects)
                }
            }
        }

        #expect(ledger.invoices.isEmpty)
        #expect(try await fixture.effectStates().isEmpty)
    }

    @Test func `whoever lost its lease starts no effect any more`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()
        fixture.clock.advance(.seconds(120))
        try await fixture.outbox.freeInterrupted()

        await #expect(throws: OutboxError.leaseLost(effects.event.id)) {
            _ = try await ledger.book(Self.key, effects)
        }

        #expect(ledger.invoices.isEmpty)
        #expect(try await fixture.effectStates().isEmpty)
    }

    @Test func `an effect that cannot be noted is not started`() async throws {
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()

        await #expect(throws: (any Error).self) {
            _ = try await effects.make(String(repeating: "k", count: 513)) {
                Issue.record("started without a note")
                return Ledger.invoice(1)
            }
        }
    }

    @Test func `the whole story of an order is found by the beginning of its effects' names`()
        async throws
    {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()
        for key in ["invoice/shop/order/1", "invoice/shop/order/10", "payment/shop/order/1"] {
            _ = try await ledger.book(key, effects)
        }

        let found = try await fixture.outbox.effects(
            company: OutboxFixture.company,
            keyPrefix: "invoice/shop/order/1"
        )

        #expect(found.map(\.key) == ["invoice/shop/order/1", "invoice/shop/order/10"])
        #expect(found.allSatisfy { $0.state == "done" && $0.result?.kind == "invoice" })
        let count = try await fixture.outbox.effectCount(
            company: OutboxFixture.company,
            kind: "invoice",
            since: TestClock.start
        )
        #expect(count == 3)
    }
}
