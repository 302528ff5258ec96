import Connectors
import Destinations
import Foundation
import Remote
import Synchronization
import Testing

@testable import App

/// The built program under load, killed again and again.
@Suite(.serialized)
struct SuddenDeathTests {
    private static let deaths = 50
    private static let senders = 8
    /// Longer than the queue needs on a slow machine.
    private static let patience = Duration.seconds(180)

    @Test(.timeLimit(.minutes(10)))
    func `killed fifty times under load, it loses no acknowledged event and books nothing twice`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 50)
        let orders = generator.orders(300)
        let world = NetworkWorld()
        for order in orders {
            let last = try #require(order.steps.last)
            try world.shop.put(order: last.order, transactions: last.transactions)
        }
        let steps = orders.flatMap(\.steps)
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        let program = BuiltProgram(directory: directory)
        try await world.run { file in
            let applied = try await program.run("company", "apply", "-", input: file)
            #expect(applied.exitCode == 0, "\(applied.errors)")

            let acknowledged = try await Self.kill(program, while: steps, in: world)
            let server = try await program.serve()
            for step in steps {
                let answer = try #require(await world.deliver(step, to: server))
                #expect(answer.status == 200)
                // Whatever was acknowledged is there: it is a duplicate now.
                if acknowledged.contains(step.eventID) {
                    let body = String(decoding: answer.body, as: UTF8.self)
                    #expect(body.contains(#""duplicate":true"#), "lost: \(step.eventID)")
                }
            }
            try await world.drained(server, within: Self.patience)
            #expect(await server.stop() == 0)
            #expect(acknowledged.count >= Self.deaths)
        }
        let invoices = world.ledger.snapshot().invoices
        #expect(
            invoices.map(\.orderNumber).sorted()
                == orders.filter(\.isBookable).map { "shop-\($0.number)" }.sorted()
        )
        #expect(invoices.allSatisfy { $0.outstanding == 0 })
        try FileManager.default.removeItem(at: directory)
    }

    /// Starts the program, sends webhooks from all sides, kills it after a few answers; fifty times.
    ///
    /// Returns the events that were answered 200.
    private static func kill(
        _ program: BuiltProgram,
        while steps: [GeneratedStep],
        in world: NetworkWorld
    ) async throws -> Set<String> {
        var random = SplitMix64(seed: 4)
        var acknowledged: Set<String> = []
        var position = 0
        for _ in 0..<deaths {
            let server = try await program.serve()
            let lifetime = Int.random(in: 1...40, using: &random)
            let batch = (0..<lifetime + senders).map { steps[(position + $0) % steps.count] }
            position += lifetime
            acknowledged.formUnion(
                await withTaskGroup { group in
                    for step in batch.prefix(senders) {
                        group.addTask {
                            await world.deliver(step, to: server)?.status == 200
                                ? step.eventID : nil
                        }
                    }
                    var (next, answered) = (senders, 0)
                    var ids: [String] = []
                    while let id = await group.next() {
                        if let id { ids.append(id) }
                        answered += 1
                        // The others are on their way at this moment.
                        if answered == lifetime { await server.kill() }
                        if next < batch.count, answered < lifetime {
                            let step = batch[next]
                            next += 1
                            group.addTask {
                                await world.deliver(step, to: server)?.status == 200
                                    ? step.eventID : nil
                            }
                        }
                    }
                    return ids
                }
            )
        }
        return acknowledged
    }
}
