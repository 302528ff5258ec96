import Foundation
import Glibc
import Testing

/// The built program, as a user starts it.
struct BuiltProgram {
    /// Beside the test bundle, where the package manager puts both.
    static var path: String {
        let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return bundle.appending(path: "bokbro").path()
    }

    struct Result {
        var exitCode: Int32
        var output: String
        var errors: String
    }

    let environment: [String: String]

    /// A program with this data directory, the port of its choice, and a key.
    init(directory: URL, extra: [String: String] = [:]) {
        environment = [
            "BOKBRO_DATA": directory.path(),
            "BOKBRO_HTTP_PORT": "0",
            "BOKBRO_MASTER_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ].merging(extra) { _, given in given }
    }

    /// Runs a command to its end.
    func run(_ arguments: String..., input: String = "") async throws -> Result {
        try await run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String = "") async throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments
        process.environment = environment
        let (output, errors, standardInput) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = standardInput
        try process.run()
        standardInput.fileHandleForWriting.write(Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        async let outputBytes = Self.readToEnd(output)
        async let errorBytes = Self.readToEnd(errors)
        let result = await (outputBytes, errorBytes)
        await blocking { process.waitUntilExit() }
        return Result(
            exitCode: process.terminationStatus,
            output: String(decoding: result.0, as: UTF8.self),
            errors: String(decoding: result.1, as: UTF8.self)
        )
    }

    private static func readToEnd(_ pipe: Pipe) async -> Data {
        await blocking { (try? pipe.fileHandleForReading.readToEnd()) ?? Data() }
    }

    /// Starts the server and waits for the line that tells its port.
    func serve(through wrapper: [String] = []) async throws -> RunningServer {
        let process = Process()
        let command = wrapper + [Self.path, "serve"]
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = environment
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var log = ""
        while true {
            let bytes = await blocking { errors.fileHandleForReading.availableData }
            guard !bytes.isEmpty else {
                await blocking { process.waitUntilExit() }
                throw NotStarted(log: log)
            }
            log += String(decoding: bytes, as: UTF8.self)
            if let match = log.firstMatch(of: /listening .*port=(\d+)/), let port = Int(match.1) {
                return RunningServer(
                    process: process,
                    isWrapped: !wrapper.isEmpty,
                    port: port,
                    log: errors
                )
            }
        }
    }

    struct NotStarted: Error {
        var log: String
    }
}

/// A server that was started.
final class RunningServer: @unchecked Sendable {
    let process: Process
    let port: Int
    private let isWrapped: Bool
    private let log: Pipe

    init(process: Process, isWrapped: Bool, port: Int, log: Pipe) {
        self.process = process
        self.isWrapped = isWrapped
        self.port = port
        self.log = log
        // A pipe that nobody reads would stop the server once it is full.
        log.fileHandleForReading.readabilityHandler = { handle in
            if handle.availableData.isEmpty { handle.readabilityHandler = nil }
        }
    }

    var address: String { "http://127.0.0.1:\(port)" }

    /// Ends the server at once, as a power cut would.
    func kill() async {
        Glibc.kill(serverID, SIGKILL)
        await blocking { [process] in process.waitUntilExit() }
    }

    /// Asks the server to stop; returns its exit code.
    func stop() async -> Int32 {
        Glibc.kill(serverID, SIGTERM)
        await blocking { [process] in process.waitUntilExit() }
        return process.terminationStatus
    }

    /// The server itself, also when another program has started it.
    private var serverID: Int32 {
        let own = process.processIdentifier
        guard isWrapped else { return own }
        let children = try? String(
            contentsOfFile: "/proc/\(own)/task/\(own)/children",
            encoding: .utf8
        )
        return children?.split(separator: " ").first.flatMap { Int32($0) } ?? own
    }
}

/// Runs what holds its thread while it waits, on a thread of its own.
///
/// Tests share as many threads as there are cores; two that wait for a child would stop the stand-ins it talks to.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}
