import Foundation

/// The folder of an export: new or empty, read by its owner only.
struct ExportFolder: Sendable {
    private let path: String

    init(making path: String) throws {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard found.isEmpty else {
            throw CommandFailure(
                "\(path) is not empty; nothing was written. Give a new folder.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        try FileManager.default.createDirectory(
            atPath: path + "/payloads",
            withIntermediateDirectories: true
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        self.path = path
    }

    func write(_ content: Data, to name: String) throws {
        try content.write(to: URL(filePath: path + "/" + name))
    }

    func lines(_ name: String) throws -> ExportFile {
        try ExportFile(path + "/" + name)
    }

    /// The rows of a table in an exported folder, one line each; payloads are read from their files.
    static func rows(of table: String, in folder: URL) throws -> [Data] {
        let file = folder.appending(path: "\(table).jsonl")
        guard FileManager.default.fileExists(atPath: file.path()) else { return [] }
        let lines = try Data(contentsOf: file, options: .mappedIfSafe)
            .split(separator: 0x0A).map { Data($0) }
        guard table == "payload" else { return lines }
        return try lines.map { line in
            let entry = try JSONDecoder().decode(PayloadLine.self, from: line)
            let body = try Data(
                contentsOf: folder.appending(path: "payloads/\(entry.event).bin")
            )
            let text = body.base64EncodedString()
            return Data(#"{"event":\#(entry.event),"body":{"base64":"\#(text)"}}"#.utf8)
        }
    }

    private struct PayloadLine: Decodable {
        var event: Int64
    }
}

/// A file that is written line by line.
final class ExportFile: Sendable {
    private let handle: FileHandle

    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw CommandFailure(
                "\(path) cannot be written.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        self.handle = handle
    }

    func write(_ line: String) throws {
        try handle.write(contentsOf: Data((line + "\n").utf8))
    }

    func close() throws {
        try handle.synchronize()
        try handle.close()
    }
}
