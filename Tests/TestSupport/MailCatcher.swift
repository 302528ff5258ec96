import Foundation
import Glibc

/// A real SMTP server (Debian's python3-aiosmtpd) on a port of its own, which keeps what it is given.
package final class MailCatcher: @unchecked Sendable {
    /// How the server wants to be spoken to.
    package enum Security: String, Sendable, CaseIterable {
        /// TLS from the first byte.
        case wrapped
        /// In clear until STARTTLS, which it demands.
        case startTLS
        case clear
    }

    /// A mail that was taken over.
    package struct Mail: Decodable, Hashable, Sendable {
        package var sender: String
        package var recipients: [String]
        package var subject: String
        package var text: String
        package var id: String
        package var isEncrypted: Bool
        /// Who signed in; nil for nobody.
        package var user: String?
    }

    private static let interpreter = "/usr/bin/python3"

    /// Whether the server is installed here.
    package static let isInstalled: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: interpreter)
        process.arguments = ["-c", "import aiosmtpd.smtp"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    package let port: Int
    private let directory: URL
    private let process: Process

    /// The certificate to trust.
    package var authorities: String { directory.appending(path: "certificate.pem").path() }

    /// The address of this server for `BOKBRO_SMTP_URL`.
    package func url(password: String? = nil) -> String {
        let scheme = security == .wrapped ? "smtps" : "smtp"
        let user = password.map { "bok%40bro:\($0)@" } ?? ""
        let trust = security == .clear ? "" : "&ca=\(authorities)"
        return "\(scheme)://\(user)localhost:\(port)?from=bokbro@nordlys.example\(trust)"
    }

    private let security: Security

    /// Starts it; `password` makes it demand a sign-in, `refusals` turn so many mails away with 451 first.
    package init(_ security: Security, password: String? = nil, refusals: Int = 0) throws {
        self.security = security
        directory = FileManager.default.temporaryDirectory.appending(
            path: "mail-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Self.makeCertificate(in: directory)
        process = Process()
        process.executableURL = URL(filePath: Self.interpreter)
        process.arguments = [
            "-c", Self.program, security.rawValue, password ?? "", String(refusals),
            directory.path(),
        ]
        let output = Pipe()
        process.standardOutput = output
        // It ends when this process does.
        process.standardInput = Pipe()
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let bytes = output.fileHandleForReading.availableData
            guard !bytes.isEmpty else { throw NotStarted() }
            line += bytes
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
        guard let port = Int(text) else { throw NotStarted() }
        self.port = port
    }

    package struct NotStarted: Error {}

    /// What was taken over so far.
    package func mails() throws -> [Mail] {
        let file = directory.appending(path: "mails.jsonl")
        guard let bytes = FileManager.default.contents(atPath: file.path()) else { return [] }
        return try bytes.split(separator: 0x0A).map {
            try JSONDecoder().decode(Mail.self, from: Data($0))
        }
    }

    package func stop() throws {
        // A child of a worker thread has most signals blocked, so that it would not hear of being asked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try FileManager.default.removeItem(at: directory)
    }

    private static func makeCertificate(in directory: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
            directory.appending(path: "key.pem").path(), "-out",
            directory.appending(path: "certificate.pem").path(),
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NotStarted() }
    }

    private static let program = #"""
        import asyncio, email, email.policy, json, ssl, sys, threading
        from aiosmtpd.smtp import SMTP, AuthResult

        security, password, refusals, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/certificate.pem", folder + "/key.pem")

        class Keep:
            async def handle_DATA(self, server, session, envelope):
                global refusals
                if refusals > 0:
                    refusals -= 1
                    return "451 Try again later"
                message = email.message_from_bytes(envelope.content, policy=email.policy.default)
                with open(folder + "/mails.jsonl", "a") as file:
                    file.write(json.dumps({
                        "sender": envelope.mail_from, "recipients": envelope.rcpt_tos,
                        "subject": str(message["Subject"]), "text": message.get_content(),
                        "id": str(message["Message-ID"]),
                        "isEncrypted": session.ssl is not None or security == "wrapped",
                        "user": session.auth_data and session.auth_data.login.decode(),
                    }) + "\n")
                return "250 Taken over"

            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("nobody"):
                    return "550 No such person here"
                envelope.rcpt_tos.append(address)
                return "250 OK"

        def sign_in(server, session, envelope, mechanism, data):
            right = data.login == b"bok@bro" and data.password == password.encode()
            return AuthResult(success=right, handled=False, auth_data=data if right else None)

        def serve():
            return SMTP(
                Keep(), hostname="localhost",
                tls_context=context if security == "startTLS" else None,
                require_starttls=security == "startTLS",
                authenticator=sign_in if password else None, auth_required=bool(password),
                auth_require_tls=security == "startTLS",
            )

        async def main():
            server = await asyncio.get_running_loop().create_server(
                serve, "127.0.0.1", 0, ssl=context if security == "wrapped" else None)
            print(server.sockets[0].getsockname()[1], flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

        asyncio.run(main())
        """#
}
