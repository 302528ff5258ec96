import Bookkeeping
import Crypto
import Foundation

/// The key that seals secrets at rest: 32 bytes.
package struct MasterKey: Sendable, CustomStringConvertible, CustomReflectable {
    let key: SymmetricKey
    /// Tells keys apart without telling anything about them.
    package let id: String

    /// Reads 32 bytes of base64; blanks around it are ignored.
    package init(base64 text: String) throws(CompanyError) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: trimmed), bytes.count == 32 else {
            throw .unusableMasterKey
        }
        self.init(bytes: bytes)
    }

    private init(bytes: Data) {
        key = SymmetricKey(data: bytes)
        id =
            HMAC<SHA256>.authenticationCode(for: Data("bokbro master key id".utf8), using: key)
            .prefix(8).hexadecimal
    }

    /// Makes a new key of the system's random bytes.
    package static func generate() -> MasterKey {
        unsafe MasterKey(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Data($0) })
    }

    /// The key as it is kept in a file; never log it.
    package func base64() -> String {
        unsafe key.withUnsafeBytes { unsafe Data($0) }.base64EncodedString()
    }

    package var description: String { "MasterKey(\(id))" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}

extension Sequence<UInt8> {
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
