import Crypto
import Foundation

/// A secret of Standard Webhooks: the key is what its base64 stands for, not its text.
///
/// Written `whsec_MfKQ…`; without the prefix and without padding, it is the same key.
/// Source: standard-webhooks/standard-webhooks, spec/standard-webhooks.md.
struct StandardWebhookSecret: Sendable {
    private static let prefix = "whsec_"

    let key: SymmetricKey

    /// nil for an empty secret and for text that is no base64: nothing is signed with those.
    init?(_ text: String) {
        let code = text.hasPrefix(Self.prefix) ? text.dropFirst(Self.prefix.count) : text[...]
        guard let bytes = Self.decoded(code), !bytes.isEmpty else { return nil }
        key = SymmetricKey(data: Data(bytes))
    }

    /// The bytes; bits that are left over at the end are dropped, as the libraries do.
    private static func decoded(_ text: Substring) -> [UInt8]? {
        var code = text.utf8[...]
        while code.last == UInt8(ascii: "=") { code.removeLast() }
        guard code.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for character in code {
            guard let value = value(of: character) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
