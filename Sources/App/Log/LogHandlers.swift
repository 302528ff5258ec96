import Dashboard
import Foundation
package import Logging
import Synchronization

/// The log on standard error, one line an entry: for people (`text`) or for machines (`json`).
package enum LogOutput {
    /// Logs nothing.
    static var silent: Logger { Logger(label: "bokbro") { _ in SwiftLogNoOpLogHandler() } }

    /// A logger of this level and format.
    package static func logger(
        level: Logger.Level,
        format: Configuration.LogFormat
    ) -> Logger {
        Logger(label: "bokbro") { _ in
            LineLogHandler(logLevel: level, format: format)
        }
    }
}

/// Writes an entry as one line; its time is UTC with milliseconds.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    let format: Configuration.LogFormat

    init(logLevel: Logger.Level, format: Configuration.LogFormat) {
        self.logLevel = logLevel
        self.format = format
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let entry = metadata.merging(event.metadata ?? [:]) { _, specific in specific }
            .map { (name: $0.key, value: $0.value.description) }
            .sorted { $0.name < $1.name }
        let time = RFC3339.text(Date())
        let line =
            switch format {
            case .text: textLine(time: time, event: event, entry: entry)
            case .json: jsonLine(time: time, event: event, entry: entry)
            }
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func textLine(
        time: String,
        event: LogEvent,
        entry: [(name: String, value: String)]
    ) -> String {
        let facts = entry.map { " \($0.name)=\(oneLine($0.value))" }.joined()
        return
            "\(time) \(event.level.rawValue.uppercased()) \(oneLine(event.message.description))\(facts)"
    }

    private func jsonLine(
        time: String,
        event: LogEvent,
        entry: [(name: String, value: String)]
    ) -> String {
        var object = [
            "time": time, "level": event.level.rawValue, "message": event.message.description,
        ]
        for (name, value) in entry { object[name] = value }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(object),
            let text = String(bytes: bytes, encoding: .utf8)
        else { return #"{"level":"error","message":"an entry could not be written as JSON"}"# }
        return text
    }

    /// Outside text must not forge a line of its own.
    private func oneLine(_ text: String) -> String {
        text.contains(where: \.isNewline)
            ? text.replacing(#/[\r\n]+/#, with: "⏎") : text
    }
}
