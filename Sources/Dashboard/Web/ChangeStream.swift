import Hummingbird
import Synchronization

/// Tells an open page, by server-sent events, that something has changed: the page then shows its state anew.
///
/// What it tells is only a hint; who misses one sees the change with the next.
struct ChangeStream: Sendable {
    /// Pages that are told at the same time; others show what changed when they are loaded again.
    static let limit = 100
    /// A sign of life, well within the time after which silent connections are closed.
    static let quietRounds = 15
    /// Then the browser connects again, and who may no longer read is told no more.
    static let rounds = 300

    /// How many are told at this moment.
    final class Places: Sendable {
        private let taken = Mutex(0)

        func take() -> Bool {
            taken.withLock { count in
                guard count < ChangeStream.limit else { return false }
                count += 1
                return true
            }
        }

        func giveBack() { taken.withLock { $0 -= 1 } }
    }

    let places: Places
    /// Between two looks.
    var pause = Duration.seconds(1)
    let isStopping: @Sendable () -> Bool
    /// A text that is another one after every change.
    let mark: @Sendable () async throws -> String

    /// nil when too many are told already.
    func response() -> Response? {
        guard places.take() else { return nil }
        let listener = ChangeListener(self)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream"],
            body: ResponseBody(
                asyncSequence: AsyncThrowingStream { try await listener.next() }
            )
        )
    }
}

/// One page that is told; its place is given back with it, also when the answer was never begun.
actor ChangeListener {
    private let stream: ChangeStream
    private var round = 0
    private var known: String?

    init(_ stream: ChangeStream) {
        self.stream = stream
    }

    deinit { stream.places.giveBack() }

    /// Waits until there is something to tell; nil at the end.
    func next() async throws -> ByteBuffer? {
        guard let last = known else {
            known = try await stream.mark()
            return ByteBuffer(string: "retry: 3000\n\n")
        }
        while round < ChangeStream.rounds, !stream.isStopping() {
            round += 1
            try await Task.sleep(for: stream.pause)
            let now = try await stream.mark()
            if now != last {
                known = now
                return ByteBuffer(string: "data: changed\n\n")
            }
            if round.isMultiple(of: ChangeStream.quietRounds) {
                return ByteBuffer(string: ":\n\n")
            }
        }
        return nil
    }
}
