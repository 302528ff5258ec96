import Connectors
import Destinations
import Foundation
import HTTPTypes
import Logging
import Remote
import ServiceLifecycle
import Synchronization
import Testing

@testable import App

/// The stand-ins over real HTTP, for a bokbro in a process of its own.
struct NetworkWorld: Sendable {
    let shop = FakeShopify(accessToken: "shop-token", leaksPerSecond: 100_000) { Date() }
    let ledger = FakeTripletex(
        consumerToken: "consumer",
        employeeToken: "employee",
        limits: .init(calls: 1_000_000)
    )
    let transport = NetworkTransport()

    /// Runs both while `body` does; gives it the company's file.
    func run(_ body: @Sendable (_ companyFile: String) async throws -> Void) async throws {
        let (shopPort, ledgerPort) = (OneValue<Int>(), OneValue<Int>())
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    server(shop) { shopPort.set($0) }, server(ledger) { ledgerPort.set($0) },
                ],
                logger: Journey.silence
            )
        )
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let file = Journey.companyFile(rules: "rules: {}", secret: Journey.webhookSecret)
                .replacing(
                    World.shopAddress,
                    with: "http://127.0.0.1:\(try await shopPort.value())"
                )
                .replacing(
                    World.ledgerAddress,
                    with: "http://127.0.0.1:\(try await ledgerPort.value())"
                )
            do {
                try await body(file)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        try await transport.shutDown()
    }

    private func server(
        _ service: any FakeService,
        onRunning: @escaping @Sendable (Int) -> Void
    ) -> FakeServer {
        FakeServer(
            service: service,
            faults: FakeFaults(rate: .none, seed: 0),
            logger: Journey.silence,
            onRunning: onRunning
        )
    }

    /// The answer to a webhook, nil when none came.
    func deliver(_ step: GeneratedStep, to server: RunningServer) async -> RemoteResponse? {
        try? await transport.send(
            RemoteCall(
                method: .post,
                url: "\(server.address)/webhooks/nordlys/shop",
                headers: ShopifySigner.headers(
                    body: step.body,
                    topic: step.topic,
                    secret: Journey.webhookSecret,
                    eventID: step.eventID,
                    shopDomain: "nordlys.myshopify.com"
                ),
                body: step.body
            ),
            timeout: .seconds(30),
            bodyLimitBytes: 65_536
        )
    }

    func status(of path: String, at server: RunningServer) async throws -> Int {
        try await transport.send(
            RemoteCall(method: .get, url: server.address + path, headers: [:], body: nil),
            timeout: .seconds(30),
            bodyLimitBytes: 1_048_576
        ).status
    }

    /// What `/health` says of the queue.
    func queue(of server: RunningServer) async throws -> Queue {
        let response = try await transport.send(
            RemoteCall(method: .get, url: "\(server.address)/health", headers: [:], body: nil),
            timeout: .seconds(30),
            bodyLimitBytes: 1_048_576
        )
        return try JSONDecoder().decode(Health.self, from: response.body).outbox
    }

    /// Returns when nothing is left to do; an issue when that takes longer, or something has failed.
    func drained(_ server: RunningServer, within patience: Duration) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + patience
        while clock.now < deadline {
            let queue = try await queue(of: server)
            if queue.pending + queue.running + queue.scheduled == 0 {
                #expect(queue.failed == 0)
                return
            }
        }
        Issue.record("events are left undone")
    }

    struct Queue: Decodable {
        var pending: Int
        var running: Int
        var failed: Int
        var scheduled: Int
    }

    private struct Health: Decodable {
        var outbox: Queue
    }
}
