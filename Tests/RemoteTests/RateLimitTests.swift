import Foundation
import HTTPTypes
import Testing

@testable import Remote

struct RateLimitTests {
    @Test func `a budget that is used up is waited for, once the wait is short`() async throws {
        let fixture = RemoteFixture(budget: .init(calls: 3, window: .seconds(10), concurrent: 8))

        for _ in 0..<7 { _ = try await fixture.client.send(.text()) }

        #expect(fixture.clock.sleeps == [.seconds(10), .seconds(10)])
        #expect(fixture.service.sent.count == 7)
    }

    @Test func `a long wait is given back to the caller, who has not called`() async throws {
        let fixture = RemoteFixture(budget: .init(calls: 1, window: .seconds(13), concurrent: 8))
        _ = try await fixture.client.send(.text())

        let error = await fixture.failure(of: .text(.post))

        #expect(error?.kind == .rateLimited(until: TestClock.start.adding(.seconds(13))))
        #expect(error?.isOutcomeKnown == true)
        #expect(fixture.service.sent.count == 1)
        fixture.clock.advance(.seconds(13))
        _ = try await fixture.client.send(.text())
        #expect(fixture.clock.sleeps.isEmpty)
    }

    @Test func `the service's own count takes the place of ours`() async throws {
        let fixture = RemoteFixture([
            .status(200, headers: ["X-Rate-Limit-Remaining": "2", "X-Rate-Limit-Reset": "7"]),
            .status(200),
        ])

        for _ in 0..<4 { _ = try await fixture.client.send(.text()) }

        #expect(fixture.clock.sleeps == [.seconds(7)])
    }

    @Test func `calls under way are not counted as left`() async throws {
        let fixture = RemoteFixture([
            .status(200, headers: ["X-Rate-Limit-Remaining": "3", "X-Rate-Limit-Reset": "5"])
        ])
        fixture.service.hold()

        try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { _ = try await fixture.client.send(.text()) } }
            await fixture.service.waitUntilSent(4)
            fixture.service.letGo()
            try await group.waitForAll()
        }
        for _ in 0..<3 { _ = try await fixture.client.send(.text()) }

        #expect(fixture.clock.sleeps.isEmpty)
        #expect(fixture.service.sent.count == 7)
    }

    @Test func `a count without its reset narrows our own window`() async throws {
        let fixture = RemoteFixture(
            [.status(200, headers: ["X-Rate-Limit-Remaining": "1"]), .status(200)],
            budget: .init(calls: 100, window: .seconds(10), concurrent: 8)
        )

        for _ in 0..<3 { _ = try await fixture.client.send(.text()) }

        #expect(fixture.clock.sleeps == [.seconds(10)])
    }

    @Test func `headers that are no numbers are passed over`() async throws {
        let fixture = RemoteFixture([
            .status(200, headers: ["X-Rate-Limit-Remaining": "few", "X-Rate-Limit-Reset": "soon"])
        ])

        for _ in 0..<5 { _ = try await fixture.client.send(.text()) }

        #expect(fixture.clock.sleeps.isEmpty)
    }

    @Test(arguments: [
        (["Retry-After": "40"], 40), (["Retry-After": "2.0"], 2), (["Retry-After": "0"], 1),
        (["Retry-After": "-5"], 1), (["Retry-After": "999999999999"], 3_600),
        (["Retry-After": "Mon, 21 Sep 2026 14:13:50 GMT"], 30),
        (["Retry-After": "Mon, 21 Sep 2026 14:00:00 GMT"], 1),
        (["X-Rate-Limit-Reset": "8"], 8), (["X-Rate-Limit-Reset": "0"], 1),
        (["Retry-After": "30", "X-Rate-Limit-Reset": "8"], 30),
        (["Retry-After": "soon"], 10), ([:], 10),
    ])
    func `a refusal for too many calls says until when nothing is sent`(
        headers: [String: String],
        seconds: Int
    ) async throws {
        let fixture = RemoteFixture(
            [.status(429, headers: headers), .status(200)],
            budget: .init(calls: 100, window: .seconds(10), concurrent: 8)
        )
        let until = TestClock.start.adding(.seconds(seconds))

        let error = await fixture.failure(of: .text(.post))
        let next = seconds > 12 ? await fixture.failure(of: .text(.post)) : nil

        #expect(error?.kind == .rateLimited(until: until))
        #expect(error?.isOutcomeKnown == true)
        if seconds > 12 {
            #expect(next?.kind == .rateLimited(until: until))
            #expect(fixture.service.sent.count == 1)
            fixture.clock.advance(.seconds(seconds))
        }
        _ = try await fixture.client.send(.text(.post))
        #expect(fixture.clock.sleeps == (seconds > 12 ? [] : [.seconds(seconds)]))
    }

    @Test func `an answer to an earlier call does not lift a refusal`() async throws {
        let fixture = RemoteFixture([
            .status(429, headers: ["Retry-After": "60"]),
            .status(200, headers: ["X-Rate-Limit-Remaining": "50", "X-Rate-Limit-Reset": "3"]),
        ])
        fixture.service.hold()

        await withTaskGroup { group in
            for _ in 0..<2 {
                group.addTask { _ = await fixture.failure(of: .text(.post)) }
            }
            await fixture.service.waitUntilSent(2)
            fixture.service.letGo()
        }

        let error = await fixture.failure(of: .text())
        #expect(error?.kind == .rateLimited(until: TestClock.start.adding(.seconds(60))))
    }

    @Test func `a bucket that is full is left to leak, then one call finds out`() async throws {
        let fixture = RemoteFixture([
            .status(200, headers: ["X-Shopify-Shop-Api-Call-Limit": "40/40"]),
            .status(200, headers: ["X-Shopify-Shop-Api-Call-Limit": "39/40"]),
            .status(200, headers: ["X-Shopify-Shop-Api-Call-Limit": "1/40"]),
        ])

        for _ in 0..<4 { _ = try await fixture.client.send(.text()) }

        #expect(fixture.clock.sleeps == [.seconds(1)])
    }

    @Test func `of one connection no more calls are under way than allowed`() async throws {
        let fixture = RemoteFixture(budget: .init(calls: 100, window: .seconds(10), concurrent: 3))
        fixture.service.hold()

        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { _ = try await fixture.client.send(.text()) } }
            await fixture.service.waitUntilSent(3)
            fixture.service.letGo()
            try await group.waitForAll()
        }

        #expect(fixture.service.mostAtWork == 3)
        #expect(fixture.service.sent.count == 20)
    }

    @Test func `a failed call gives its place back`() async throws {
        let fixture = RemoteFixture(
            [.failure(.timedOut), .failure(.timedOut), .status(200)],
            budget: .init(calls: 100, window: .seconds(10), concurrent: 1)
        )

        for _ in 0..<2 { #expect(await fixture.failure(of: .text(.post)) != nil) }

        #expect(try await fixture.client.send(.text()) == "ok")
    }

    @Test func `a cancelled caller stops waiting for a place at once, and has not called`()
        async throws
    {
        let fixture = RemoteFixture(budget: .init(calls: 100, window: .seconds(10), concurrent: 1))
        fixture.service.hold()

        try await withThrowingTaskGroup { group in
            group.addTask { _ = try await fixture.client.send(.text()) }
            await fixture.service.waitUntilSent(1)
            let error = await withTaskGroup { waiting in
                waiting.addTask { await fixture.failure(of: .text(.post)) }
                await Task.yield()
                waiting.cancelAll()
                return await waiting.next().flatMap { $0 }
            }
            #expect(error?.kind == .cancelled)
            #expect(error?.isOutcomeKnown == true)
            fixture.service.letGo()
            try await group.waitForAll()
        }

        #expect(fixture.service.sent.count == 1)
        #expect(try await fixture.client.send(.text()) == "ok")
    }

    @Test func `a caller cancelled while it waits for the window has not called`() async throws {
        let clock = TestClock()
        let limit = RateLimit(
            budget: .init(calls: 0, window: .seconds(10), concurrent: 1),
            now: { clock.now },
            sleep: { _ in throw CancellationError() }
        )

        for _ in 0..<2 {
            await #expect(throws: RateLimitRefusal.cancelled) { try await limit.begin() }
        }
    }
}
