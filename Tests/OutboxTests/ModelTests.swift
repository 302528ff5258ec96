import Foundation
import GRDB
import Testing

@testable import Outbox

/// Random histories of an outbox against a model small enough to be seen to be right.
struct ModelTests {
    private static let steps = 2_100

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whatever happens, no event is lost and none is worked twice at once`(
        seed: UInt64
    )
        async throws
    {
        let fixture = try OutboxFixture(
            retry: RetryPolicy(base: .seconds(2), cap: .seconds(60), maximumAttempts: 4),
            lease: .seconds(30),
            isDurable: false
        )
        var history = History(fixture: fixture, seed: seed)

        for _ in 0..<Self.steps { try await history.step() }
        try await history.workOff()

        #expect(history.isCovered)
    }
}

/// One random history; every step compares the outbox with the model.
private struct History {
    /// What the model knows of an event.
    struct Modelled {
        var subject: String
        var state: EventState
        var dueAt: Date
        var attempt = 0
        var budget = 0
        var runsAgain = false
    }

    let fixture: OutboxFixture
    var dice: SeededGenerator
    var events: [EventID: Modelled] = [:]
    var deliveries: [String: EventID] = [:]
    /// Claims whose worker is alive, and such as were lost with their process.
    var alive: [ClaimedEvent] = []
    var stale: [ClaimedEvent] = []
    var seen: [String: Int] = [:]

    init(fixture: OutboxFixture, seed: UInt64) {
        self.fixture = fixture
        dice = SeededGenerator(seed: seed)
    }

    /// Whether the history was one: each kind of step has happened often.
    var isCovered: Bool {
        ["accept", "duplicate", "claim", "finish", "stale", "replay", "crash", "covered"]
            .allSatisfy { seen[$0, default: 0] >= 20 }
    }

    mutating func step() async throws {
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<25: try await accept()
        case 25..<50: try await claim()
        case 50..<78: try await finish()
        case 78..<84: try await replay()
        case 84..<88: try await crash()
        case 88..<91: try await finishStale()
        default: try await passTime()
        }
        if Int.random(in: 0..<25, using: &dice) == 0 { try await compare() }
    }

    private mutating func count(_ kind: String) { seen[kind, default: 0] += 1 }

    private mutating func accept() async throws {
        let delivery = "d\(Int.random(in: 0..<900, using: &dice))"
        let subject = "order/\(Int.random(in: 0..<12, using: &dice))"
        let delay = Int.random(in: 0..<4, using: &dice) == 0 ? Duration.seconds(40) : nil
        let acceptance = try await fixture.outbox.accept(
            fixture.event(subject, delivery: delivery, dueIn: delay)
        )
        #expect(acceptance.isDuplicate == (deliveries[delivery] != nil))
        if let known = deliveries[delivery] {
            #expect(acceptance.event == known)
            return count("duplicate")
        }
        deliveries[delivery] = acceptance.event
        events[acceptance.event] = Modelled(
            subject: subject,
            state: .pending,
            dueAt: fixture.clock.now.adding(delay ?? .zero)
        )
        count("accept")
    }

    private var busySubjects: Set<String> {
        Set(events.values.lazy.filter { $0.state == .running }.map(\.subject))
    }

    /// The event that must come next.
    private var next: EventID? {
        let (now, busy) = (fixture.clock.now, busySubjects)
        return events.filter {
            $1.state == .pending && $1.dueAt <= now && !busy.contains($1.subject)
        }.min { ($0.value.dueAt, $0.key) < ($1.value.dueAt, $1.key) }?.key
    }

    private mutating func claim() async throws {
        let expected = next
        let claimed = try await fixture.outbox.claim().first
        #expect(claimed?.id == expected)
        guard let claimed, var event = events[claimed.id] else { return }
        #expect(!busySubjects.contains(claimed.subject), "worked twice at once")
        event.attempt += 1
        event.budget += 1
        #expect(claimed.attempt == event.attempt)
        event.state = .running
        events[claimed.id] = event
        alive.append(claimed)
        count("claim")
    }

    private mutating func finish() async throws {
        guard let index = alive.indices.randomElement(using: &dice) else { return }
        let claimed = alive.remove(at: index)
        let verdict: Verdict =
            switch Int.random(in: 0..<10, using: &dice) {
            case 0..<4: .booked
            case 4: .skipped("NOT_PAID")
            case 5: .failed("TOTAL_MISMATCH")
            case 6..<9: .retry("TIMEOUT", after: .seconds(15))
            default: .waiting(until: fixture.clock.now.adding(.seconds(10)), reason: "limit")
            }
        try await fixture.outbox.finish(claimed, verdict)
        let due = try await fixture.due(claimed.id)
        settle(claimed, verdict, due: due)
        count("finish")
    }

    private mutating func settle(_ claimed: ClaimedEvent, _ verdict: Verdict, due: Date) {
        guard var event = events[claimed.id] else { return }
        var state: EventState
        switch verdict {
        case .done: state = .done
        case .skipped: state = .skipped
        case .failed: state = .failed
        case .retry: state = event.budget >= 4 ? .failed : .pending
        case .waiting:
            state = .pending
            event.attempt -= 1
            event.budget -= 1
        }
        settleOthers(than: claimed, as: state, due: due)
        if event.runsAgain {
            (state, event.budget, event.runsAgain) = (.pending, 0, false)
            #expect(due == fixture.clock.now)
        }
        event.state = state
        if state == .pending { event.dueAt = due }
        events[claimed.id] = event
    }

    private mutating func settleOthers(
        than claimed: ClaimedEvent,
        as state: EventState,
        due: Date
    ) {
        for (id, var other) in events
        where id != claimed.id && other.subject == claimed.subject
            && id.sequence <= claimed.coversThrough
        {
            switch (state, other.state) {
            case (.pending, .pending):
                other.dueAt = max(other.dueAt, due)
            case (.done, .failed), (.done, .skipped), (.skipped, .failed): other.state = state
            case (.done, .pending), (.skipped, .pending), (.failed, .pending):
                guard other.dueAt <= claimed.claimedAt || other.budget > 0 else { continue }
                other.state = state
                count("covered")
            default: continue
            }
            events[id] = other
        }
    }

    private mutating func replay() async throws {
        guard let id = events.keys.sorted().randomElement(using: &dice), var event = events[id]
        else { return }
        try await fixture.outbox.replay(id)
        if event.state == .running {
            event.runsAgain = true
        } else {
            (event.state, event.budget) = (.pending, 0)
        }
        event.dueAt = fixture.clock.now
        events[id] = event
        count("replay")
    }

    /// The process dies: its workers are gone, and the next one frees their events at its start.
    private mutating func crash() async throws {
        stale += alive
        alive = []
        let running = events.filter { $1.state == .running }.keys
        #expect(try await fixture.outbox.freeInterrupted(all: true) == running.count)
        free(Array(running))
        count("crash")
    }

    /// Less than a lease goes by, and housekeeping comes: workers that live have renewed theirs.
    private mutating func passTime() async throws {
        fixture.clock.advance(.seconds(Int.random(in: 1...25, using: &dice)))
        for event in alive { try await fixture.outbox.renewLease(of: event) }
        #expect(try await fixture.outbox.freeInterrupted() == 0)
    }

    private mutating func free(_ ids: [EventID]) {
        for id in ids {
            guard var event = events[id] else { continue }
            event.budget = event.runsAgain ? 0 : max(0, event.budget - 1)
            (event.state, event.runsAgain) = (.pending, false)
            event.dueAt = fixture.clock.now
            events[id] = event
        }
    }

    /// A worker that should be dead speaks up.
    private mutating func finishStale() async throws {
        guard !stale.isEmpty else { return }
        let event = stale.removeLast()
        await #expect(throws: OutboxError.leaseLost(event.id)) {
            try await fixture.outbox.finish(event, .failed("TOO_LATE"))
        }
        count("stale")
    }

    private func compare() async throws {
        let stored = try await fixture.summaries()
        #expect(stored.count == events.count)
        for summary in stored {
            let event = try #require(events[summary.id])
            guard summary.state == event.state, summary.attempts == event.attempt,
                event.state != .pending || summary.dueAt == event.dueAt
            else {
                Issue.record("\(summary) is not as the model has it: \(event)")
                continue
            }
        }
    }

    /// Everything ends, and every event that was acknowledged is settled.
    mutating func workOff() async throws {
        for _ in 0..<20_000 {
            while let claimed = alive.popLast() {
                try await fixture.outbox.finish(claimed, .booked)
                settle(claimed, .booked, due: fixture.clock.now)
            }
            try await claim()
            guard alive.isEmpty else { continue }
            guard events.values.contains(where: { $0.state == .pending }) else { break }
            fixture.clock.advance(.seconds(10))
        }
        try await compare()
        #expect(events.values.allSatisfy { ![.pending, .running].contains($0.state) })
    }
}

extension OutboxFixture {
    fileprivate func summaries() async throws -> [EventSummary] {
        try await store.database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM event").map(EventSummary.init(row:))
        }
    }

    fileprivate func due(_ id: EventID) async throws -> Date {
        let due = try await store.database.read { db in
            try Int64.fetchOne(
                db,
                sql: "SELECT dueAt FROM event WHERE seq = ?",
                arguments: [id.sequence]
            )
        }
        return Date(milliseconds: try #require(due))
    }
}
