import Foundation
import Hummingbird
import Logging
import Outbox
import Remote
import ServiceLifecycle

// How many events a second eight workers take through a handler with three effects, each a call to a stand-in
// on loopback; `deploy/bench` prints the figures. The yardstick is the calls alone, eight at a time.

let rounds = 5
let eventsPerRound = 2_000
let workers = 8
let effectsPerEvent = 3

let silence = Logger(label: "drain") { _ in SwiftLogNoOpLogHandler() }

/// Serves one made thing to each POST, as a remote service would, but at once.
func serving(_ body: @escaping @Sendable (_ baseURL: String) async throws -> Void) async throws {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
        responder: CallbackResponder<BasicRequestContext> { request, _ in
            _ = try await request.body.collect(upTo: 65_536)
            return Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: #"{"id": 1}"#))
            )
        },
        configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
        logger: silence
    )
    let group = ServiceGroup(services: [application], logger: silence)
    try await withThrowingTaskGroup { tasks in
        tasks.addTask { try await group.run() }
        for await number in ports {
            try await body("http://127.0.0.1:\(number)")
            break
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}

struct Made: Decodable, Sendable {
    var id: Int
}

@Sendable func make(with client: RemoteClient) async throws -> Made {
    try await client.send(
        RemoteRequest(method: .post, path: "/things", body: Data(#"{"name": "thing"}"#.utf8))
    )
}

/// Seconds until the workers have settled a round's events.
func drain(_ outbox: Outbox, round: Int, with client: RemoteClient) async throws -> Double {
    try await withThrowingTaskGroup { tasks in
        for number in 0..<eventsPerRound {
            tasks.addTask {
                _ = try await outbox.accept(
                    IncomingEvent(
                        company: "bench",
                        connection: "shop",
                        topic: "orders/paid",
                        subject: "order/\(round)-\(number)",
                        deliveryID: "\(round)-\(number)",
                        payload: Data("{}".utf8),
                        receivedAt: Date()
                    )
                )
            }
        }
        try await tasks.waitForAll()
    }
    let (finished, finish) = AsyncStream.makeStream(of: Void.self)
    let worker = Worker(outbox: outbox, concurrency: workers) { event, effects in
        defer { finish.yield() }
        do {
            for number in 1...effectsPerEvent {
                _ = try await effects.once(
                    "thing-\(number)/\(event.subject)",
                    ifInterrupted: { nil },
                    perform: {
                        EffectRecord(kind: "thing", id: "\(try await make(with: client).id)")
                    }
                )
            }
            return .done(summary: "made", explanation: [])
        } catch {
            return .failed(Cause(code: "REMOTE_UNAVAILABLE", message: "\(error)"))
        }
    }
    let group = ServiceGroup(services: [worker], logger: silence)
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup { tasks in
        tasks.addTask { try await group.run() }
        var count = 0
        for await _ in finished {
            count += 1
            if count == eventsPerRound { break }
        }
        // What runs is finished first, so that every verdict is on disk.
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
    let elapsed = (clock.now - start) / .seconds(1)
    let counts = try await outbox.counts()
    guard counts.pending + counts.running + counts.failed == 0 else {
        fatalError("not all events were worked: \(counts)")
    }
    return elapsed
}

/// Seconds for as many calls as a round makes, without outbox.
func callsAlone(with client: RemoteClient) async throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup { tasks in
        for _ in 0..<workers {
            tasks.addTask {
                for _ in 0..<(eventsPerRound * effectsPerEvent / workers) {
                    _ = try await make(with: client)
                }
            }
        }
        try await tasks.waitForAll()
    }
    return (clock.now - start) / .seconds(1)
}

let directory = FileManager.default.temporaryDirectory.appending(path: "drain-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: directory) }
let store = try Store.open(at: directory.appending(path: "bokbro.sqlite").path())
let outbox = Outbox(store: store, settings: .init(), logger: silence)
let transport = NetworkTransport()

try await serving { baseURL in
    let client = RemoteClient(
        service: "stand-in",
        baseURL: baseURL,
        transport: transport,
        limit: RateLimit(budget: .init(calls: .max, window: .seconds(1), concurrent: workers)),
        circuit: CircuitBreaker()
    )
    var (drained, bare): ([Double], [Double]) = ([], [])
    for round in 0..<rounds {
        bare.append(try await callsAlone(with: client))
        drained.append(try await drain(outbox, round: round, with: client))
    }
    let perSecond = Double(eventsPerRound) / drained.sorted()[rounds / 2]
    let callsPerSecond = Double(eventsPerRound * effectsPerEvent) / bare.sorted()[rounds / 2]
    print("drain: events with 3 effects per second\t\(perSecond)")
    print("drain: the calls alone, per second\t\(callsPerSecond)")
}
try await transport.shutDown()
try store.close()
