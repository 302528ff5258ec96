import Foundation
import Logging
import Testing

@testable import App

@Suite struct ConfigurationTests {
    @Test func `an empty environment gives the documented defaults`() throws {
        let configuration = try Configuration.load(environment: [:])

        #expect(configuration.dataDirectory == "./data")
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8080)
        #expect(configuration.workers == 8)
        #expect(configuration.bodyLimitBytes == 1_048_576)
        #expect(configuration.retryBaseSeconds == 2)
        #expect(configuration.retryCapSeconds == 3_600)
        #expect(configuration.retryMaximumAttempts == 20)
        #expect(configuration.sweepSeconds == 900)
        #expect(configuration.payloadRetentionDays == 90)
        #expect(configuration.masterKey == nil)
        #expect(configuration.logLevel == .info)
        #expect(configuration.logFormat == .text)
    }

    @Test func `every documented environment name is read`() throws {
        let configuration = try Configuration.load(environment: [
            "BOKBRO_DATA": "/var/lib/bokbro", "BOKBRO_HTTP_HOST": "0.0.0.0",
            "BOKBRO_HTTP_PORT": "0", "BOKBRO_PUBLIC_URL": "https://bok.example.no/",
            "BOKBRO_MASTER_KEY_FILE": "/etc/key", "BOKBRO_MASTER_KEY": "abc",
            "BOKBRO_LOG_LEVEL": "debug", "BOKBRO_LOG_FORMAT": "json", "BOKBRO_WORKERS": "3",
            "BOKBRO_BODY_LIMIT_BYTES": "2048", "BOKBRO_RETRY_BASE_SECONDS": "5",
            "BOKBRO_RETRY_CAP_SECONDS": "60", "BOKBRO_RETRY_MAX_ATTEMPTS": "7",
            "BOKBRO_SWEEP_SECONDS": "0", "BOKBRO_PAYLOAD_RETENTION_DAYS": "30",
            "BOKBRO_METRICS_TOKEN": "m",
            "BOKBRO_SMTP_URL": "smtp://localhost?from=bokbro@example.no",
            "BOKBRO_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2",
        ])

        #expect(configuration.dataDirectory == "/var/lib/bokbro")
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.port == 0)
        #expect(configuration.publicURL == "https://bok.example.no")
        #expect(configuration.masterKeyFile == "/etc/key")
        #expect(configuration.masterKey == "abc")
        #expect(configuration.logLevel == .debug)
        #expect(configuration.logFormat == .json)
        #expect(configuration.workers == 3)
        #expect(configuration.bodyLimitBytes == 2_048)
        #expect(configuration.retryBaseSeconds == 5)
        #expect(configuration.retryCapSeconds == 60)
        #expect(configuration.retryMaximumAttempts == 7)
        #expect(configuration.sweepSeconds == 0)
        #expect(configuration.payloadRetentionDays == 30)
        #expect(configuration.metricsToken == "m")
        #expect(configuration.mailServer != nil)
        #expect(configuration.trustedProxies == ["10.0.0.1", "10.0.0.2"])
    }

    @Test func `the environment goes before the file`() throws {
        let file = try TemporaryFile(
            text: """
                data: /from/file
                http: {port: 9000}
                retry.baseSeconds: 4
                """
        )

        let configuration = try Configuration.load(environment: [
            "BOKBRO_CONFIG": file.path, "BOKBRO_HTTP_PORT": "9001",
        ])

        #expect(configuration.dataDirectory == "/from/file")
        #expect(configuration.port == 9_001)
        #expect(configuration.retryBaseSeconds == 4)
    }

    @Test func `unknown keys in the file are errors, all of them`() throws {
        let file = try TemporaryFile(text: "http: {prot: 1}\nworker: 3\n")

        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.load(environment: ["BOKBRO_CONFIG": file.path])
        }

        #expect(error?.problems.map(\.key) == ["http.prot", "worker"])
    }

    @Test(arguments: [
        ("BOKBRO_HTTP_PORT", "70000"), ("BOKBRO_HTTP_PORT", "web"), ("BOKBRO_WORKERS", "-1"),
        ("BOKBRO_LOG_FORMAT", "xml"), ("BOKBRO_LOG_LEVEL", "loud"),
        ("BOKBRO_PUBLIC_URL", "bok.example.no"), ("BOKBRO_BODY_LIMIT_BYTES", "1"),
    ])
    func `a value out of bounds names its key`(name: String, value: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.load(environment: [name: value])
        }

        #expect(error?.problems.count == 1)
        #expect(error?.localizedDescription.contains(value) == true)
    }

    @Test(arguments: ["[", "{a: *b}", "a: &x [*x]"])
    func `a broken file is an error`(text: String) throws {
        let file = try TemporaryFile(text: text)

        #expect(throws: ConfigurationError.self) {
            try Configuration.load(environment: ["BOKBRO_CONFIG": file.path])
        }
    }

    @Test func `the example file has every key and its default`() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "deploy/bokbro.example.yaml").path()
        let text = try String(contentsOfFile: path, encoding: .utf8)

        let configuration = try Configuration.load(environment: ["BOKBRO_CONFIG": path])
        let defaults = try Configuration.load(environment: [:])

        #expect(String(describing: configuration) == String(describing: defaults))
        for key in Configuration.keys {
            let name = key.split(separator: ".").last.map(String.init) ?? key
            #expect(text.contains("\(name):"), "\(key) is missing in the example")
        }
    }
}

/// A file that is removed with the value's last reference.
final class TemporaryFile {
    let path: String

    init(text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "bokbro-\(UUID())").path()
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
