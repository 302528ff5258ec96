import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on a free port of this machine, whose answers a test writes down to the byte.
final class LoopbackServer: Sendable {
    /// What the server does with a request, once it has all of it.
    enum Behaviour: Sendable {
        case answer(status: Int, headers: [(String, String)] = [], body: String = "ok")
        /// The head, then a byte now and then, without end.
        case drip
        /// The head with this length, of which never a byte comes.
        case headOnly(length: Int)
        /// A body of this many bytes, in chunks.
        case long(bytes: Int)
        case silence
        /// Closes the connection instead of answering.
        case close
        /// Begins to answer, then closes.
        case breakOff
    }

    struct Seen: Sendable {
        var method: String
        var uri: String
        var headers: [(name: String, value: String)]
        var body: String
        var connection: Int
    }

    private struct State {
        var behaviours: [Behaviour]
        var seen: [Seen] = []
        var connections = 0
        var open = 0
        var watching: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let listener = Mutex<(any Channel)?>(nil)

    private init(_ behaviours: [Behaviour]) {
        state = Mutex(State(behaviours: behaviours))
    }

    /// Runs a server meanwhile; each request gets the next behaviour, the last one all that follow.
    @discardableResult
    static func run<Result>(
        _ behaviours: Behaviour...,
        body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let server = LoopbackServer(behaviours)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(server: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.listener.withLock { $0 = channel }
        do {
            let result = try await body(server)
            try await channel.close().get()
            return result
        } catch {
            try await channel.close().get()
            throw error
        }
    }

    var address: String {
        "http://127.0.0.1:\(listener.withLock { $0?.localAddress?.port } ?? 0)"
    }

    var seen: [Seen] { state.withLock { $0.seen } }

    func waitUntilSeen(_ count: Int) async { await wait { $0.seen.count >= count } }

    /// Returns when the other side has closed all its connections.
    func waitUntilClosed() async { await wait { $0.connections > 0 && $0.open == 0 } }

    private func wait(until condition: (State) -> Bool) async {
        while !state.withLock({ condition($0) }) {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !condition(state) else { return true }
                    state.watching.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
    }

    private func change<Value>(_ body: (inout State) -> Value) -> Value {
        let (value, watching) = state.withLock { state in
            let value = body(&state)
            defer { state.watching = [] }
            return (value, state.watching)
        }
        for continuation in watching { continuation.resume() }
        return value
    }

    fileprivate func opened() -> Int {
        change { state in
            state.connections += 1
            state.open += 1
            return state.connections
        }
    }

    fileprivate func closed() { change { $0.open -= 1 } }

    fileprivate func behaviour(for request: Seen) -> Behaviour {
        change { state in
            state.seen.append(request)
            return state.behaviours.count > 1
                ? state.behaviours.removeFirst() : state.behaviours.first ?? .silence
        }
    }
}

/// One connection of the server; touched on its event loop only.
private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    static let dripPause = TimeAmount.milliseconds(20)

    private let server: LoopbackServer
    private var connection = 0
    private var head: HTTPRequestHead?
    private var body = ""

    init(server: LoopbackServer) {
        self.server = server
    }

    func channelActive(context: ChannelHandlerContext) { connection = server.opened() }

    func channelInactive(context: ChannelHandlerContext) { server.closed() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, "")
        case .body(let buffer): body += String(buffer: buffer)
        case .end:
            guard let head else { return }
            let request = LoopbackServer.Seen(
                method: head.method.rawValue,
                uri: head.uri,
                headers: head.headers.map { ($0.name, $0.value) },
                body: body,
                connection: connection
            )
            act(server.behaviour(for: request), context: context)
        }
    }

    private func act(_ behaviour: LoopbackServer.Behaviour, context: ChannelHandlerContext) {
        switch behaviour {
        case .answer(let status, let headers, let body):
            write(
                head: status,
                headers + [("Content-Length", "\(body.utf8.count)")],
                context: context
            )
            write(body, context: context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .drip:
            write(head: 200, [("Transfer-Encoding", "chunked")], context: context)
            drip(context: context)
        case .headOnly(let length):
            write(head: 200, [("Content-Length", "\(length)")], context: context)
            context.flush()
        case .long(let bytes):
            write(head: 200, [("Transfer-Encoding", "chunked")], context: context)
            let chunk = String(repeating: "x", count: 1_000)
            for _ in 0..<(bytes / chunk.utf8.count) { write(chunk, context: context) }
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .silence: break
        case .close: context.close(promise: nil)
        case .breakOff:
            write(head: 200, [("Content-Length", "100")], context: context)
            write("only a beginning", context: context)
            context.flush()
            context.close(promise: nil)
        }
    }

    private func write(
        head status: Int,
        _ headers: [(String, String)],
        context: ChannelHandlerContext
    ) {
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: status),
            headers: HTTPHeaders(headers)
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func write(_ text: String, context: ChannelHandlerContext) {
        let buffer = context.channel.allocator.buffer(string: text)
        context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }

    private func drip(context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        write(".", context: context)
        context.flush()
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.dripPause) {
            self.drip(context: context)
        }
    }
}
