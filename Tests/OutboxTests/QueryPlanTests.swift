import Foundation
import GRDB
import Testing

@testable import Outbox

/// With a million events stored, every query must still find its rows by an index.
struct QueryPlanTests {
    private static let company = OutboxFixture.company

    @Test func `no statement of the outbox reads a table from end to end`() async throws {
        let fixture = try OutboxFixture()
        let trace = try StatementTrace(of: fixture.store)

        try await fixture.doEverything()

        let statements = Set(trace.take()).filter {
            ["SELECT", "UPDATE", "DELETE", "INSERT"].contains($0.prefix(6))
        }
        #expect(statements.count > 30)
        for statement in statements {
            let plan = try await fixture.plan(of: statement)
            // The index on running events holds as many rows as there are workers; a list that was given is no table.
            let scans = plan.filter {
                $0.contains("SCAN") && !$0.contains("USING INDEX event_running")
                    && $0 != "SCAN CONSTANT ROW" && !$0.hasPrefix("SCAN day VIRTUAL TABLE")
            }
            #expect(scans.isEmpty, "\(statement)\n\(plan)")
        }
    }

    @Test(arguments: [
        (EventFilter(company: company), "event_company (company=? AND seq<?)"),
        (EventFilter(company: company, state: .pending), "event_due (state=?)"),
        (EventFilter(company: company, state: .running), "event_running (company=?)"),
        (
            EventFilter(company: company, state: .failed),
            "event_attention (state=? AND company=? AND seq<?)"
        ),
        (
            EventFilter(company: company, state: .skipped),
            "event_attention (state=? AND company=? AND seq<?)"
        ),
        (
            EventFilter(company: company, state: .failed, cause: "X"),
            "event_cause (company=? AND cause=? AND seq<?)"
        ),
        (
            EventFilter(company: company, cause: "X"),
            "event_cause (company=? AND cause=? AND seq<?)"
        ),
        (EventFilter(company: company, subject: "s"), "event_subject (company=? AND subject=?)"),
        (
            EventFilter(company: company, connection: "c", subject: "s"),
            "event_subject (company=? AND subject=? AND connection=? AND seq<?)"
        ),
        (
            EventFilter(company: company, since: .distantPast, until: .distantFuture),
            "event_company (company=? AND seq>? AND seq<?)"
        ),
        (EventFilter(state: .failed), "event_attention (state=?)"),
        (EventFilter(state: .pending), "event_due (state=?)"),
    ])
    func `a page of events is found by the index that fits its filter`(
        filter: EventFilter,
        index: String
    ) async throws {
        let fixture = try OutboxFixture()
        let trace = try StatementTrace(of: fixture.store)

        _ = try await fixture.outbox.events(filter)

        let statement = try #require(trace.take().first { $0.contains("ORDER BY seq DESC") })
        let plan = try await fixture.plan(of: statement)
        #expect(plan.contains { $0.hasSuffix(index) }, "\(plan)")
    }

    @Test func `a claim goes along what is due and looks up whether the subject is busy`()
        async throws
    {
        let fixture = try OutboxFixture()
        let trace = try StatementTrace(of: fixture.store)

        _ = try await fixture.outbox.claim()

        let statement = try #require(trace.take().first { $0.contains("UPDATE event SET") })
        let plan = try await fixture.plan(of: statement)
        #expect(plan.contains { $0.hasSuffix("INDEX event_due (state=? AND dueAt<?)") })
        #expect(plan.contains { $0.contains("SEARCH busy USING INDEX event_running") })
        #expect(plan.contains { $0.contains("SEARCH other USING COVERING INDEX event_subject") })
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
    }

    @Test func `every filter there can be has a way to its events`() async throws {
        let fixture = try OutboxFixture(isDurable: false)
        let filters = EventFilter.everyCombination
        #expect(filters.count == 2 * 6 * 128)

        try await fixture.store.database.read { db in
            for filter in filters {
                let (source, condition) = (filter.source, filter.condition.sql)
                for query in [
                    "SELECT count(*) FROM \(source) WHERE \(condition)",
                    "SELECT * FROM \(source) WHERE \(condition) AND seq < ? ORDER BY seq DESC LIMIT ?",
                    "SELECT seq FROM \(source) WHERE \(condition) AND seq > ? AND seq <= ? ORDER BY seq",
                ] {
                    #expect(throws: Never.self, "\(filter)") {
                        _ = try db.makeStatement(sql: query)
                    }
                }
            }
        }
    }

    @Test func `what a setting cures is found among what needs attention, in order`() async throws {
        let fixture = try OutboxFixture()
        let trace = try StatementTrace(of: fixture.store)

        try await fixture.outbox.retryFailed(company: Self.company, causes: ["X", "Y"])

        let statement = try #require(trace.take().first { $0.contains("+cause IN") })
        let plan = try await fixture.plan(of: statement)
        #expect(plan.contains { $0.hasSuffix("event_attention (state=? AND company=? AND seq>?)") })
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test func `the last webhook of a quiet connection is not sought among all of the company`()
        async throws
    {
        let fixture = try OutboxFixture()
        let trace = try StatementTrace(of: fixture.store)

        _ = try await fixture.outbox.lastWebhook(
            company: Self.company,
            connection: "shop",
            exceptTopics: ["backfill", "sweep"],
            since: fixture.clock.now
        )

        let statement = try #require(trace.take().first { $0.contains("topic NOT IN") })
        let plan = try await fixture.plan(of: statement)
        #expect(plan.contains { $0.hasSuffix("event_received (company=? AND receivedAt>?)") })
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test func `counts are taken from indexes alone`() async throws {
        let fixture = try OutboxFixture()
        let trace = try StatementTrace(of: fixture.store)

        _ = try await fixture.outbox.counts()
        _ = try await fixture.outbox.counts(company: Self.company)
        _ = try await fixture.outbox.causes(company: Self.company, state: .failed)

        for statement in trace.take() where statement.contains("event_running") == false {
            guard statement.hasPrefix("SELECT") else { continue }
            let plan = try await fixture.plan(of: statement)
            #expect(plan.contains { $0.contains("COVERING INDEX event_") }, "\(statement)\n\(plan)")
        }
    }
}

extension OutboxFixture {
    fileprivate func plan(of statement: String) async throws -> [String] {
        try await store.database.read { db in
            let explanation = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(statement)")
            // The plan does not depend on the arguments: they stay NULL.
            explanation.setUncheckedArguments(StatementArguments())
            return try Row.fetchAll(explanation).map { $0["detail"] }
        }
    }

    /// Uses all that grows with the events.
    fileprivate func doEverything() async throws {
        let company = Self.company
        try await accept(delivery: "d1")
        try await accept(delivery: "d1")
        let event = try await claim()
        try await outbox.renewLease(of: event)
        let effects = Effects(outbox: outbox, event: event)
        _ = try await effects.make("k") {
            EffectRecord(kind: "invoice", id: "1")
        }
        await #expect(throws: CancellationError.self) {
            _ = try await effects.make("l") { throw CancellationError() }
        }
        _ = try await effects.make("l") {
            EffectRecord(kind: "invoice", id: "2")
        }
        _ = try await effects.recorded("k")
        try await outbox.finish(event, .booked)
        try await outbox.finish(
            try await claimed("order/2"),
            .retry("TIMEOUT", after: .seconds(60))
        )
        try await outbox.finish(try await claimed("order/3"), .skipped("X"))
        try await outbox.finish(
            try await claimed("order/4"),
            .waiting(until: clock.now, reason: "-")
        )
        try await outbox.finish(try await claim(), .failed("X"))
        _ = try await claimed("order/5")
        try await outbox.freeInterrupted(all: true)
        try await outbox.deletePayloads(olderThanDays: 1)
        try await outbox.replay(event.id)
        let filter = EventFilter(company: company, state: .failed)
        let replay = try await outbox.replay(filter, describedAs: "-")
        _ = try await outbox.replayProgress(replay.id)
        try await outbox.retryFailed(company: company, causes: ["X", "Y"])
        try await doLongWork()
        _ = try await outbox.count(filter)
        for state in EventState.allCases {
            _ = try await outbox.events(EventFilter(company: company, state: state))
        }
        _ = try await outbox.event(event.id)
        _ = try await outbox.effects(company: company, keyPrefix: "k")
        _ = try await outbox.deliveries(
            company: company,
            connection: "shop",
            subject: "order/1",
            limit: 9
        )
        _ = try await outbox.counts()
        _ = try await outbox.counts(company: company)
        _ = try await outbox.causes(company: company, state: .failed)
        _ = try await outbox.outcomes(company: company, days: [.distantPast, .distantFuture])
        _ = try await outbox.oldestWaiting(company: company)
        _ = try await outbox.effectCount(company: company, kind: "invoice", since: .distantPast)
        _ = try await outbox.nextDue(after: clock.now)
    }

    /// Uses what backfills, sweeps and handlers keep.
    private func doLongWork() async throws {
        let (company, connection) = (Self.company, "shop")
        for event in try await outbox.acceptClaimed([event("order/6", delivery: "b1")]) {
            try await outbox.finish(event, .booked)
        }
        let job = try await outbox.beginJob(
            kind: "backfill",
            company: company,
            connection: connection,
            parameters: "{}"
        )
        try await outbox.keep(job)
        _ = try await outbox.job(job.id)
        _ = try await outbox.jobs(kind: "backfill", company: company, state: .running)
        try await outbox.keep(.sample(connection: connection))
        _ = try await outbox.newestEvents(
            company: company,
            connection: connection,
            subjects: ["order/1"],
            exceptTopic: "timer"
        )
        _ = try await outbox.lastWebhook(
            company: company,
            connection: connection,
            exceptTopics: ["backfill"],
            since: clock.now
        )
        try await outbox.keepParts(
            ["part/1"],
            of: "order/1",
            company: company,
            connection: connection
        )
        _ = try await outbox.subjects(having: "part/1", company: company, connection: connection)
        _ = try await outbox.parts(
            after: nil,
            company: company,
            connection: connection,
            exceptAnnounced: "absent/"
        )
        try await outbox.forgetParts(of: "order/1", company: company, connection: connection)
        _ = try await outbox.isBehind()
        try await outbox.setNote("n", to: "1", company: company)
        _ = try await outbox.note("n", company: company)
        try await outbox.setNote("n", to: nil, company: company)
    }
}

extension EventFilter {
    /// Each part given or not, and each state.
    fileprivate static var everyCombination: [EventFilter] {
        (0..<256).flatMap { bits in
            ([nil] + EventState.allCases).map { state in
                func part<Value>(_ bit: Int, _ value: Value) -> Value? {
                    bits & (1 << bit) == 0 ? nil : value
                }
                return EventFilter(
                    company: part(0, "c"),
                    state: state,
                    connection: part(1, "shop"),
                    topic: part(2, "t"),
                    subject: part(3, "s"),
                    cause: part(4, "X"),
                    since: part(5, .distantPast),
                    until: part(6, .distantFuture),
                    text: part(7, "x")
                )
            }
        }
    }
}
