import Bookkeeping
import Foundation

/// Decides whether an address may be a connection's base URL.
enum BaseURLCheck {
    struct Refusal: Error {
        let message: LocalizedText
    }

    /// The address without a trailing slash; https, or http to this machine.
    static func check(
        _ text: String,
        form: ConnectionSchema.BaseURL
    ) -> Result<String, Refusal> {
        let address = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
            !address.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value > 0x7E }),
            parts.scheme == "https" || (parts.scheme == "http" && isLoopback(host))
        else { return .failure(Refusal(message: .badURL)) }
        switch form {
        case .origin where !parts.path.isEmpty: return .failure(Refusal(message: .originOnly))
        case .path(let suffix) where !parts.path.hasSuffix(suffix):
            return .failure(Refusal(message: .mustEnd(suffix)))
        case .absent: return .failure(Refusal(message: .noBaseURL))
        case .origin, .path: return .success(address)
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
