import Foundation
import Testing

/// What a command says when it cannot do what it was asked: one line, how to mend it, and its exit code.
struct CommandErrorTests {
    @Test(arguments: [
        (["nonsense"], 64, "bokbro --help"),
        (["events", "replay"], 64, "Give the ids of events"),
        (["events", "show"], 64, "bokbro events show --help"),
        (["backfill", "--company", "x"], 64, "--connection"),
        (
            ["backfill", "--company", "x", "--connection", "y", "--from", "2026-01-01"], 1,
            "no company x"
        ),
        (["reconcile", "--company", "x", "--period", "2026-10"], 1, "no company x"),
        (["backup", "/no/such/folder/copy.sqlite"], 1, "no folder that can be written to"),
        (["company", "apply", "/no/such/file.yaml"], 64, "cannot be read"),
    ])
    func `a command that cannot be done says so in one line`(
        arguments: [String],
        exitCode: Int32,
        reason: String
    ) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "command-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }

        let result = try await BuiltProgram(directory: directory).run(arguments)

        #expect(result.exitCode == exitCode)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("bokbro: ") && result.errors.contains(reason))
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
}
