import Foundation

/// The server that takes our e-mail: `smtp(s)://user:pass@host:port?from=…`.
///
/// `smtp` begins in clear and must turn to TLS (STARTTLS) before anything is sent, but on loopback; `smtps` is TLS
/// from the first byte. `ca=FILE` names certificates to trust instead of the system's.
package struct MailServer: Hashable, Sendable {
    /// Why an address of a mail server cannot be used.
    package enum Problem: Error, Hashable, Sendable {
        case notAnAddress
        case noSender
    }

    let scheme: String
    let host: String
    let port: Int
    let user: String?
    let password: String
    /// The address that mails come from.
    let sender: String
    let authorities: String?

    /// Reads the address; names in it may be percent-encoded.
    package init(url: String) throws(Problem) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["smtp", "smtps"].contains(scheme), let host = parts.host, !host.isEmpty
        else { throw .notAnAddress }
        let query = Dictionary((parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { $1 }
        guard Set(query.keys).isSubset(of: ["from", "ca"]) else { throw .notAnAddress }
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
        guard let sender = query["from"] ?? user, Self.isAddress(sender) else { throw .noSender }
        self.scheme = scheme
        self.host = host
        port = parts.port ?? (scheme == "smtps" ? 465 : 587)
        password = parts.password ?? ""
        self.sender = sender
        authorities = query["ca"]
    }

    /// Only a server on this machine may be spoken to in clear.
    var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || host == "::1" || host.hasPrefix("127.")
    }

    /// `smtp://host:port/name`, the name being how we introduce ourselves.
    var address: String {
        let name = sender.split(separator: "@").last.map(String.init) ?? "localhost"
        return "\(scheme)://\(host):\(port)/\(name)"
    }

    /// One local part, one domain, nothing that would end a header or a command.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E }
    }
}

extension MailServer: CustomStringConvertible, CustomReflectable {
    package var description: String { "MailServer(\(host):\(port))" }
    package var customMirror: Mirror { Mirror(self, children: ["host": host]) }
}
