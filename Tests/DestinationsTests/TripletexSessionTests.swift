import Bookkeeping
import Foundation
import Remote
import Testing

@testable import Destinations

struct TripletexSessionTests {
    private static func sessions(_ world: TripletexWorld) -> Int {
        world.fake.snapshot().calls["POST /token/session/:create"] ?? 0
    }

    @Test func `one session serves many calls`() async throws {
        let world = TripletexWorld()

        for number in 1...5 {
            try await world.book(.sample("\(number)"), [.sample(30_000)])
        }

        #expect(Self.sessions(world) == 1)
    }

    @Test func `callers at the same time share one session`() async throws {
        let world = TripletexWorld()

        try await withThrowingTaskGroup { group in
            for number in 1...8 {
                group.addTask { try await world.book(.sample("\(number)"), [.sample(30_000)]) }
            }
            try await group.waitForAll()
        }

        #expect(Self.sessions(world) == 1)
    }

    @Test func `a session that Tripletex ended is renewed once, and the call succeeds`()
        async throws
    {
        let world = TripletexWorld()
        try await world.book(.sample("1"), [.sample(30_000)])

        world.fake.endSessions()
        try await world.book(.sample("2"), [.sample(30_000)])

        #expect(Self.sessions(world) == 2)
        #expect(world.fake.snapshot().invoices.count == 2)
    }

    @Test func `a session is renewed before the midnight at which it ends`() async throws {
        let world = TripletexWorld()
        try await world.book(.sample("1"), [.sample(30_000)])

        world.clock.advance(by: .seconds(2 * 86_400))
        try await world.book(.sample("2"), [.sample(30_000)])

        #expect(Self.sessions(world) == 2)
        let refused = world.transport.exchanges.count { $0.response.status == 401 }
        #expect(refused == 0)
    }

    @Test func `tokens that Tripletex does not know are refused credentials, not tried forever`()
        async throws
    {
        let world = TripletexWorld(employeeToken: "wrong")

        let failure = await #expect(throws: LedgerFailure.self) {
            try await world.book(.sample(), [.sample(30_000)])
        }

        #expect(failure?.cause == "CREDENTIALS_REJECTED")
        #expect(failure?.disposition == .fail)
        #expect(Self.sessions(world) == 1)
    }
}
