import Foundation
import GRDB
import Testing

@testable import Outbox

struct LongJobTests {
    @Test func `a new job runs and has done nothing`() async throws {
        let fixture = try OutboxFixture()

        let job = try await fixture.begin(parameters: #"{"from":"2026-01-01"}"#)

        #expect(job.kind == "backfill")
        #expect(job.company == OutboxFixture.company)
        #expect(job.connection == "shop")
        #expect(job.parameters == #"{"from":"2026-01-01"}"#)
        #expect(job.state == .running)
        #expect(job.cursor == nil && job.done == 0 && job.total == nil && job.message == nil)
        #expect(job.tally == "{}")
        #expect(job.createdAt == fixture.clock.now)
        #expect(try await fixture.outbox.job(job.id) == job)
    }

    @Test(arguments: LongJob.State.allCases)
    func `how far a job has come is kept`(state: LongJob.State) async throws {
        let fixture = try OutboxFixture()
        var job = try await fixture.begin()
        let other = try await fixture.begin()
        fixture.clock.advance(.seconds(5))

        job.state = state
        (job.cursor, job.done, job.total) = ("page/3", 42, 100)
        job.tally = #"{"booked":40}"#
        job.message = "the shop does not answer"
        try await fixture.outbox.keep(job)
        let kept = try #require(try await fixture.outbox.job(job.id))

        #expect(kept.state == state)
        #expect(kept.cursor == "page/3" && kept.done == 42 && kept.total == 100)
        #expect(kept.tally == #"{"booked":40}"#)
        #expect(kept.message == "the shop does not answer")
        #expect(kept.createdAt == job.createdAt)
        #expect(kept.updatedAt == fixture.clock.now)
        #expect(try await fixture.outbox.job(other.id) == other)
    }

    @Test func `jobs are listed newest first, by kind, company and state`() async throws {
        let fixture = try OutboxFixture()
        let first = try await fixture.begin()
        var second = try await fixture.begin()
        let foreign = try await fixture.begin(company: "other")
        let report = try await fixture.begin(kind: "report")
        second.state = .done
        try await fixture.outbox.keep(second)

        func ids(
            _ kind: String = "backfill",
            company: String? = nil,
            state: LongJob.State? = nil,
            limit: Int = 50
        ) async throws -> [Int64] {
            try await fixture.outbox.jobs(kind: kind, company: company, state: state, limit: limit)
                .map(\.id)
        }

        let company = OutboxFixture.company
        #expect(try await ids() == [foreign.id, second.id, first.id])
        #expect(try await ids("report") == [report.id])
        #expect(try await ids(company: company) == [second.id, first.id])
        #expect(try await ids(company: company, state: .running) == [first.id])
        #expect(try await ids(state: .running) == [foreign.id, first.id])
        #expect(try await ids(limit: 2) == [foreign.id, second.id])
        #expect(try await fixture.outbox.job(report.id + 1) == nil)
    }

    @Test func `a job cannot have failed without saying why, nor done less than nothing`()
        async throws
    {
        let fixture = try OutboxFixture()
        let job = try await fixture.begin()
        let changes: [@Sendable (inout LongJob) -> Void] = [
            { $0.state = .failed }, { $0.done = -1 }, { $0.total = -1 }, { $0.tally = "no JSON" },
        ]

        for change in changes {
            var changed = job
            change(&changed)
            let impossible = changed
            await #expect(throws: DatabaseError.self) { try await fixture.outbox.keep(impossible) }
        }

        #expect(try await fixture.outbox.job(job.id) == job)
    }

    @Test func `what is asked of a job must be readable`() async throws {
        let fixture = try OutboxFixture()

        await #expect(throws: DatabaseError.self) { try await fixture.begin(parameters: "{") }

        #expect(try await fixture.outbox.jobs(kind: "backfill").isEmpty)
    }
}

extension OutboxFixture {
    @discardableResult
    fileprivate func begin(
        kind: String = "backfill",
        company: String = OutboxFixture.company,
        parameters: String = "{}"
    ) async throws -> LongJob {
        try await outbox.beginJob(
            kind: kind,
            company: company,
            connection: "shop",
            parameters: parameters
        )
    }
}
