import Foundation
import Glibc

/// The exchange of the master key as the command line does it.
///
/// The new key is on disk before a single secret is sealed with it, and the old one stays beside it: whatever
/// happens in between, both are there. Older backups open with the old key only.
package struct KeyRotation: Sendable {
    private let configuration: Configuration

    package init(configuration: Configuration) {
        self.configuration = configuration
    }

    /// Writes a new key to `file`, or to the file of the configuration, and has everything sealed with it.
    package func run(file: String?) async throws -> OperationReply {
        guard let path = file ?? configuration.masterKeyFile else {
            throw CommandFailure(
                "The master key comes from BOKBRO_MASTER_KEY, which a command cannot change. "
                    + "Give a file for the new key with --file, then set BOKBRO_MASTER_KEY_FILE to it.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        let replacesOwn = path == configuration.masterKeyFile
        if !replacesOwn, FileManager.default.fileExists(atPath: path) {
            throw CommandFailure(
                "\(path) exists already; no key was changed. Give a new file's name.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        let old = path + ".old"
        if replacesOwn, FileManager.default.fileExists(atPath: old) {
            throw CommandFailure(
                "\(old) holds the key before this one, which older backups need; no key was changed. Move it to a safe place first.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let new = path + ".new"
        let key = KeyMaterial.generate()
        try Self.write(key + "\n", to: new)
        var reply: OperationReply
        do {
            reply = try await OperationRunner(configuration: configuration).run(.rotateKey(to: key))
        } catch let failure as CommandFailure {
            throw CommandFailure(
                failure.message + " The new key is in \(new); it is needed only if the old one "
                    + "is no longer accepted.",
                exitCode: failure.exitCode
            )
        }
        if replacesOwn {
            try FileManager.default.copyItem(atPath: path, toPath: old)
        }
        guard unsafe rename(new, path) == 0 else {
            throw CommandFailure(
                "The secrets are sealed with the new key, but \(new) could not be renamed to \(path). Do it by hand.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let keeping =
            replacesOwn
            ? " The key before is in \(old): older backups need it. Move it to a safe place." : ""
        reply.text +=
            "\n\(path) holds the new key."
            + (replacesOwn ? "" : " Set BOKBRO_MASTER_KEY_FILE to it before the next start.")
            + keeping
        return reply
    }

    private static func write(_ text: String, to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            ), let file = FileHandle(forWritingAtPath: path)
        else {
            throw CommandFailure(
                "\(path) cannot be written; no key was changed. Choose another file with --file.",
                exitCode: OperationReply.Exit.wrongConfiguration
            )
        }
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
        try file.close()
    }
}
