import CCurl
import Dispatch
import Foundation

/// Sends e-mail through one server, one message at a time.
package struct Mailer: Sendable {
    /// How long one message may take.
    static let timeoutSeconds = 60

    private let server: MailServer
    /// libcurl waits for the server in the thread it is called in: it must be none of those that all work shares.
    private let queue = DispatchQueue(label: "bokbro.mail")

    package init(_ server: MailServer) {
        self.server = server
    }

    /// Returns when the server has taken the message over.
    ///
    /// Throws ``MailFailure``. A mail cannot be looked up: after an answer that was lost it is sent again.
    package func send(_ message: MailMessage) async throws {
        guard MailServer.isAddress(message.recipient) else { throw MailFailure.badRecipient }
        let result = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Self.transfer(message, to: server)) }
        }
        if let failure = MailFailure(result, server: server) { throw failure }
    }

    /// How a transfer ended.
    struct Transfer: Sendable {
        var code: Int32
        var status: Int
        var reason: String
    }

    private static func transfer(_ message: MailMessage, to server: MailServer) -> Transfer {
        _ = isReady
        let bytes = [UInt8](message.bytes(from: server.sender))
        var reason = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        var status = 0
        var code: Int32 = 0
        let texts = [
            server.address, "<\(server.sender)>", "<\(message.recipient)>", server.user ?? "",
            server.password, server.authorities ?? "",
        ].map { Array($0.utf8CString) }
        unsafe bytes.withUnsafeBytes { body in
            unsafe texts[0].withUnsafeBufferPointer { url in
                unsafe texts[1].withUnsafeBufferPointer { sender in
                    unsafe texts[2].withUnsafeBufferPointer { recipient in
                        unsafe texts[3].withUnsafeBufferPointer { user in
                            unsafe texts[4].withUnsafeBufferPointer { password in
                                unsafe texts[5].withUnsafeBufferPointer { authorities in
                                    var mail = unsafe bokbro_mail()
                                    unsafe mail.url = url.baseAddress
                                    unsafe mail.sender = sender.baseAddress
                                    unsafe mail.recipient = recipient.baseAddress
                                    unsafe mail.user = server.user == nil ? nil : user.baseAddress
                                    unsafe mail.password = password.baseAddress
                                    unsafe mail.authorities =
                                        server.authorities == nil ? nil : authorities.baseAddress
                                    unsafe mail.bytes = body.baseAddress?.assumingMemoryBound(
                                        to: CChar.self
                                    )
                                    unsafe mail.length = body.count
                                    unsafe mail.encryption = server.encryption
                                    unsafe mail.timeout_seconds = timeoutSeconds
                                    code = unsafe bokbro_send_mail(&mail, &status, &reason)
                                }
                            }
                        }
                    }
                }
            }
        }
        let words = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return Transfer(
            code: code,
            status: status,
            reason: String(decoding: words, as: UTF8.self)
        )
    }

    /// libcurl is made ready once for the process.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}

extension MailServer {
    fileprivate var encryption: Int {
        let kind = isLoopback && user == nil && authorities == nil ? CURLUSESSL_TRY : CURLUSESSL_ALL
        return Int(kind.rawValue)
    }
}
