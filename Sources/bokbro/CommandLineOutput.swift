import App
import ArgumentParser
import Foundation

/// How every command ends: its answer on standard output, a failure as one line on standard error.
enum CommandLineOutput {
    /// Runs an operation where the data directory is owned, and prints its answer.
    static func perform(_ operation: ControlOperation, asJSON: Bool) async throws {
        try await failing {
            let configuration = try Configuration.load(
                environment: ProcessInfo.processInfo.environment
            )
            let reply = try await OperationRunner(configuration: configuration).run(operation)
            print(asJSON ? reply.json : reply.text)
            guard reply.exitCode == 0 else { throw ExitCode(reply.exitCode) }
        }
    }

    /// Turns every error into one line and its exit code.
    static func failing(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let exit as ExitCode {
            throw exit
        } catch let failure as CommandFailure {
            complain(failure.message)
            throw ExitCode(failure.exitCode)
        } catch let error as ConfigurationError {
            complain(error.localizedDescription)
            throw ExitCode(OperationReply.Exit.wrongConfiguration)
        } catch let error as DataDirectoryError {
            complain(error.localizedDescription)
            throw ExitCode(OperationReply.Exit.unavailable)
        } catch {
            let remedy = (error as? any LocalizedError)?.recoverySuggestion
            complain([error.localizedDescription, remedy].compactMap { $0 }.joined(separator: " "))
            throw ExitCode(OperationReply.Exit.foundSomethingWrong)
        }
    }

    static func complain(_ message: String) {
        FileHandle.standardError.write(Data("bokbro: \(message)\n".utf8))
    }

    /// A file's content; `-` is standard input.
    static func read(_ path: String, limitBytes: Int) throws -> Data {
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else if let file = FileHandle(forReadingAtPath: path) {
            handle = file
        } else {
            throw CommandFailure(
                "\(path) cannot be read. Give the path of a file, or - for standard input.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        let content = try handle.read(upToCount: limitBytes + 1) ?? Data()
        guard content.count <= limitBytes else {
            throw CommandFailure(
                "\(path) is larger than \(limitBytes / 1_048_576) MiB. Split it.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        return content
    }
}
