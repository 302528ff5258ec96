import Foundation
import Testing

@testable import Outbox

struct EffectsTests {
    private static let key = "invoice/shop/order/1001"

    @Test func `a new effect is made once, remembered, and never looked for`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()

        let first = try await ledger.book(Self.key, effects)
        let again = try await ledger.book(Self.key, effects)

        #expect(first == again)
        #expect(ledger.invoices == [first])
        #expect(ledger.searches == 0)
        #expect(try await fixture.effectStates() == [Self.key: "done"])
    }

    @Test func `an effect is noted on disk before it starts`() async throws {
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()

        _ = try await effects.make(Self.key) {
            let states = try await fixture.effectStates()
            #expect(states == [Self.key: "started"])
            return Ledger.invoice(1)
        }
    }

    @Test
    func `what was made is kept with id, number, address and content, also for the next event`()
        async throws
    {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        let made = EffectRecord(
            kind: "invoice",
            id: "77",
            number: "10001",
            url: "https://ledger.example/77",
            content: #"{"lines":[12550]}"#
        )
        let effects = Effects(outbox: fixture.outbox, event: event)
        #expect(try await effects.recorded(Self.key) == nil)

        let result = try await effects.make(Self.key) { made }
        try await fixture.outbox.finish(event, .booked)
        let next = try await fixture.effects()

        #expect(result == made)
        #expect(try await next.recorded(Self.key) == made)
        let remembered = try await next.make(Self.key) {
            Issue.record("made twice")
            return made
        }
        #expect(remembered == made)
        #expect(try await fixture.details(event.id).effects.map(\.result) == [made])
    }

    @Test func `an effect whose process died is found, and not made again`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        try await fixture.noteStart(of: Self.key, by: event)
        let orphan = ledger.make(Self.key)

        let result = try await ledger.book(
            Self.key,
            Effects(outbox: fixture.outbox, event: event)
        )

        #expect(result == orphan)
        #expect(ledger.invoices == [orphan])
        #expect(ledger.searches == 1)
        #expect(try await fixture.effectStates() == [Self.key: "done"])
    }

    @Test func `an effect whose process died before it happened is made now`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        try await fixture.noteStart(of: Self.key, by: event)

        let result = try await ledger.book(
            Self.key,
            Effects(outbox: fixture.outbox, event: event)
        )

        #expect(ledger.invoices == [result])
        #expect(ledger.searches == 1)
    }

    @Test func `a failed search leaves the effect unknown and makes nothing`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        try await fixture.noteStart(of: Self.key, by: event)
        let effects = Effects(outbox: fixture.outbox, event: event)

        await #expect(throws: Lost.self) {
            _ = try await effects.once(
                Self.key,
                ifInterrupted: { throw Lost() },
                perform: {
                    Issue.record("made without having looked")
                    return Ledger.invoice(1)
                }
            )
        }

        #expect(try await fixture.effectStates() == [Self.key: "started"])
        #expect(try await effects.recorded(Self.key) == nil)
    }

    @Test func `an unknown outcome is looked for, and found`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture(isOutcomeKnown: { $0 is Refused })
        let effects = try await fixture.effects()

        await #expect(throws: Lost.self) {
            _ = try await effects.make(Self.key) {
                _ = ledger.make(Self.key)
                throw Lost()
            }
        }
        let states = try await fixture.effectStates()
        let result = try await ledger.book(Self.key, effects)

        #expect(states == [Self.key: "unknown"])
        #expect(ledger.invoices == [result])
        #expect(ledger.searches == 1)
    }

    @Test func `an unknown outcome that is not found is made`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture(isOutcomeKnown: { $0 is Refused })
        let effects = try await fixture.effects()
        await #expect(throws: Lost.self) {
            _ = try await effects.make(Self.key) { throw Lost() }
        }

        let result = try await ledger.book(Self.key, effects)

        #expect(ledger.invoices == [result])
        #expect(ledger.searches == 1)
    }

    @Test func `a refusal leaves nothing behind: the next try starts afresh`() async throws {
        let ledger = Ledger()
        let fixture = try OutboxFixture(isOutcomeKnown: { $0 is Refused })
        let effects = try await fixture.effects()

        await #expect(throws: Refused.self) {
            _ = try await effects.make(Self.key) { throw Refused() }
        }
        let states = try await fixture.effectStates()
        _ = try await ledger.book(Self.key, effects)

        #expect(states.isEmpty)
        #expect(ledger.searches == 0)
        #expect(ledger.invoices.count == 1)
    }

    @Test func `a search that finds nothing and a second unknown outcome are looked for again`()
        async throws
    {
        let ledger = Ledger()
        let fixture = try OutboxFixture()
        let effects = try await fixture.effects()
        for _ in 1...3 {
            await #expect(throws: Lost.self) {
                _ = try await effects.once(
                    Self.key,
                    ifInterrupted: { ledger.search(Self.key) },
                    perform: { throw Lost() }
                )
            }
            #expect(try await fixture.effectStates() == [Self.key: "unknown"])
        }

        _ = try await ledger.book(Self.key, effects)

        #expect(ledger.searches == 3)
        #expect(ledger.invoices.count == 1)
    }
}
