import Synchronization

/// What links start with: known for good once the listener's port is.
final class PublicAddress: Sendable {
    private let address: Mutex<String>

    init(_ address: String) {
        self.address = Mutex(address)
    }

    var text: String { address.withLock { $0 } }

    func set(_ text: String) { address.withLock { $0 = text } }
}
