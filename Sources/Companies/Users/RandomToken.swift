import Crypto
import Foundation

/// A random text that is shown once and stored only as its SHA-256.
struct RandomToken: Sendable {
    let text: String

    var hash: Data { Self.hash(of: text) }

    /// 32 random bytes as base64 for addresses, after the prefix.
    init(prefix: String = "", random: (Int) -> [UInt8]) {
        let base64 = Data(random(32)).base64EncodedString()
        text =
            prefix
            + base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func hash(of text: String) -> Data {
        Data(SHA256.hash(data: Data(text.utf8)))
    }
}
