import Crypto
import Foundation
import Synchronization

/// Seals text so that it opens only with the same key in the same place (AES-GCM).
///
/// All copies share the key, so that one that is exchanged is exchanged for all.
struct Seal: Sendable {
    private let ring: KeyRing

    init(key: MasterKey) {
        ring = KeyRing(key)
    }

    var key: MasterKey { ring.key }

    /// From now on everything is sealed and opened with another key.
    func exchange(for key: MasterKey) { ring.exchange(for: key) }

    func sealed(_ secret: Secret, place: String) throws -> Data {
        let box = try AES.GCM.seal(
            Data(secret.reveal().utf8),
            using: key.key,
            authenticating: Data(place.utf8)
        )
        guard let combined = box.combined else { throw CompanyError.secretDoesNotOpen(place) }
        return combined
    }

    func opened(_ sealed: Data, place: String) throws -> Secret {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            let bytes = try AES.GCM.open(box, using: key.key, authenticating: Data(place.utf8))
            return Secret(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw CompanyError.secretDoesNotOpen(place)
        }
    }
}

/// The key in use.
private final class KeyRing: Sendable {
    private let current: Mutex<MasterKey>

    init(_ key: MasterKey) {
        current = Mutex(key)
    }

    var key: MasterKey { current.withLock { $0 } }

    func exchange(for key: MasterKey) { current.withLock { $0 = key } }
}
