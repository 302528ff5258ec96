/// A value that somebody will set once, and one other waits for.
final class OneValue<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    func set(_ value: Value) {
        continuation.yield(value)
        continuation.finish()
    }

    /// Waits for the value; throws when the caller is cancelled before.
    func value() async throws -> Value {
        for await value in stream { return value }
        throw CancellationError()
    }
}
