import Synchronization

/// Gathers the calls of one attempt, from any task.
package final class CallLog: Sendable {
    /// Calls kept of one attempt; further ones are left out.
    static let limit = 200

    private let calls = Mutex<[RecordedCall]>([])

    package init() {}

    package func record(_ call: RecordedCall) {
        calls.withLock { calls in
            if calls.count < Self.limit { calls.append(call) }
        }
    }

    package var all: [RecordedCall] { calls.withLock { $0 } }
}
