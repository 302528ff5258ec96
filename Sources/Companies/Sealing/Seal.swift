import Crypto
import Foundation

/// Seals text so that it opens only with the same key in the same place (AES-GCM).
struct Seal: Sendable {
    let key: MasterKey

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
