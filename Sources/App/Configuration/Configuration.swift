package import Configuration
package import Destinations
import Foundation
package import Logging

/// What an administrator sets outside the database, read once at start.
///
/// Each key is read from the environment (`http.port` is `BOKBRO_HTTP_PORT`), else from the YAML file that
/// `BOKBRO_CONFIG` names. Unknown keys in the file are errors.
///
/// - `data` (path, `./data`): the data directory with database, control socket and lock.
/// - `http.host`, `http.port` (`127.0.0.1`, 8080): the listener; port 0 picks a free one and logs it.
/// - `publicUrl` (`http://HOST:PORT`): what links and webhook addresses start with.
/// - `masterKeyFile` or `masterKey` (none): 32 bytes in base64 that seal secrets at rest.
/// - `log.level` (`info`), `log.format` (`text` or `json`): the log on standard error.
/// - `workers` (8): events worked at the same time, up to 256; 0 only accepts.
/// - `bodyLimitBytes` (1,048,576): larger webhooks are answered 413.
/// - `retry.baseSeconds`, `retry.capSeconds`, `retry.maxAttempts` (2, 3600, 20): exponential backoff.
/// - `sweepSeconds` (900): how often each source is asked for what its webhooks did not tell; 0 is never.
/// - `payloadRetentionDays` (90): how long raw payloads of settled subjects are kept.
/// - `metricsToken` (none), `smtpUrl` (none), `trustedProxies` (none).
package struct Configuration: Sendable {
    package static let keys = [
        "data", "http.host", "http.port", "publicUrl", "masterKeyFile", "masterKey", "log.level",
        "log.format", "workers", "bodyLimitBytes", "retry.baseSeconds", "retry.capSeconds",
        "retry.maxAttempts", "sweepSeconds", "payloadRetentionDays", "metricsToken", "smtpUrl",
        "trustedProxies",
    ]

    package enum LogFormat: String, Sendable {
        case text
        case json
    }

    package var dataDirectory: String
    package var host: String
    package var port: Int
    package var publicURL: String?
    package var masterKeyFile: String?
    package var masterKey: String?
    package var logLevel: Logger.Level
    package var logFormat: LogFormat
    package var workers: Int
    package var bodyLimitBytes: Int
    package var retryBaseSeconds: Int
    package var retryCapSeconds: Int
    package var retryMaximumAttempts: Int
    package var sweepSeconds: Int
    package var payloadRetentionDays: Int
    package var metricsToken: String?
    package var mailServer: MailServer?
    package var trustedProxies: [String]

    /// Reads and checks every key; throws with all problems at once.
    package init(reader: ConfigReader) throws(ConfigurationError) {
        var values = ConfigurationValues(reader: reader)
        dataDirectory = values.text("data") ?? "./data"
        host = values.text("http.host") ?? "127.0.0.1"
        port = values.number("http.port", in: 0...65_535, default: 8080)
        publicURL = values.webAddress("publicUrl")
        masterKeyFile = values.text("masterKeyFile")
        masterKey = values.text("masterKey")
        logLevel = values.choice("log.level", default: .info)
        logFormat = values.choice("log.format", default: .text)
        workers = values.number("workers", in: 0...256, default: 8)
        bodyLimitBytes = values.number(
            "bodyLimitBytes",
            in: 1_024...67_108_864,
            default: 1_048_576
        )
        retryBaseSeconds = values.number("retry.baseSeconds", in: 1...3_600, default: 2)
        retryCapSeconds = values.number("retry.capSeconds", in: 1...86_400, default: 3_600)
        retryMaximumAttempts = values.number("retry.maxAttempts", in: 1...1_000, default: 20)
        sweepSeconds = values.number("sweepSeconds", in: 0...86_400, default: 900)
        payloadRetentionDays = values.number("payloadRetentionDays", in: 1...3_650, default: 90)
        metricsToken = values.text("metricsToken")
        mailServer = values.mailServer("smtpUrl")
        trustedProxies = values.list("trustedProxies")
        guard values.problems.isEmpty else { throw ConfigurationError(values.problems) }
    }

    /// The configuration of this process: the environment before the file of `BOKBRO_CONFIG`.
    package static func load(
        environment: [String: String]
    ) throws(ConfigurationError) -> Configuration {
        let file = try environment["BOKBRO_CONFIG"].map { path throws(ConfigurationError) in
            try ConfigurationFile.values(at: path)
        }
        let fileValues = (file ?? [:]).map { key, value in
            (
                AbsoluteConfigKey(key.split(separator: ".").map(String.init)),
                ConfigValue(stringLiteral: value)
            )
        }
        let reader = ConfigReader(providers: [
            EnvironmentVariablesProvider(environmentVariables: environment)
                .prefixKeys(with: "bokbro"),
            InMemoryProvider(values: Dictionary(fileValues) { first, _ in first }),
        ])
        return try Configuration(reader: reader)
    }

    /// What links and webhook addresses start with, once the listener's port is known.
    package func publicAddress(port boundPort: Int) -> String {
        publicURL ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(boundPort)"
    }
}
