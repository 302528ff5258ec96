import Connectors
import Destinations
import Foundation
import Remote
import Testing

@testable import App

/// The built program, killed again and again while it books a shop's history.
@Suite(.serialized)
struct BackfillDeathTests {
    private static let deaths = 20
    /// Set `BOKBRO_KILLED_BACKFILL_ORDERS=10000` for the full number.
    private static let orders =
        ProcessInfo.processInfo.environment["BOKBRO_KILLED_BACKFILL_ORDERS"].flatMap { Int($0) }
        ?? 2_000
    private static let firstNumber: Int64 = 20_001
    /// How long a life is at most, when nothing is booked in it.
    private static let longestLife = Duration.seconds(8)
    private static let patience = Duration.seconds(600)
    private static let command = [
        "backfill", "--company", "nordlys", "--connection", "shop", "--from", "2026-01-01",
        "--json",
    ]

    @Test(.timeLimit(.minutes(15)))
    func `killed twenty times during a backfill, it books every order once`() async throws {
        let world = NetworkWorld()
        for index in 0..<Int64(Self.orders) {
            let order = PlainShopOrder.consumer.generated(
                number: Self.firstNumber + index,
                customer: index % 500
            )
            let last = try #require(order.steps.last)
            try world.shop.put(order: last.order, transactions: last.transactions)
        }
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        let program = BuiltProgram(directory: directory)
        try await world.run { file in
            let applied = try await program.run("company", "apply", "-", input: file)
            #expect(applied.exitCode == 0, "\(applied.errors)")

            let bookedInLives = try await Self.kill(program, in: world)
            #expect(bookedInLives > 0)
            let server = try await program.serve()
            let end = try await program.run(Self.command)
            #expect(end.exitCode == 0, "\(end.output) \(end.errors)")
            try await world.drained(server, within: Self.patience)
            #expect(await server.stop() == 0)
        }
        let snapshot = world.ledger.snapshot()
        let expected = (0..<Int64(Self.orders)).map { "shop-\(Self.firstNumber + $0)" }
        #expect(snapshot.invoices.map(\.orderNumber).sorted() == expected.sorted())
        #expect(snapshot.openItems.isEmpty)
        #expect(snapshot.creditNotes.isEmpty)
        try FileManager.default.removeItem(at: directory)
    }

    /// Lets the program live until it has booked something, and a moment longer; twenty times.
    ///
    /// Returns how many documents were there after the last death.
    private static func kill(_ program: BuiltProgram, in world: NetworkWorld) async throws -> Int {
        var random = SplitMix64(seed: 20)
        let clock = ContinuousClock()
        for life in 0..<deaths {
            let server = try await program.serve()
            let before = world.ledger.callCount
            // The first asks for the backfill; later lives find it unfinished.
            async let isAsked = begin(life, program)
            let deadline = clock.now + longestLife
            while world.ledger.callCount == before, clock.now < deadline {
                _ = try await world.queue(of: server)
            }
            // Each question takes some milliseconds of its life.
            for _ in 0..<Int.random(in: 0...120, using: &random) {
                _ = try await world.queue(of: server)
            }
            await server.kill()
            _ = await isAsked
        }
        return world.ledger.invoiceCount
    }

    /// Begins the backfill in the first life; the death of the server ends the answer.
    private static func begin(_ life: Int, _ program: BuiltProgram) async -> Bool {
        guard life == 0 else { return true }
        do {
            return try await program.run(command).exitCode == 0
        } catch {
            return false
        }
    }
}
