import Bookkeeping
import Companies
import Foundation
import Glibc
import Outbox

/// Puts a backup into an empty data directory.
///
/// The copy is checked whole, brought up to date and opened with the master key before it gets its name: a
/// directory is either restored or as empty as before.
package struct Restoration: Sendable {
    private let configuration: Configuration

    package init(configuration: Configuration) {
        self.configuration = configuration
    }

    package func run(_ file: String) async throws -> OperationReply {
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw CommandFailure(
                "\(file) cannot be read; nothing was restored.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let key = try Installation.masterKey(of: configuration)
        try checkIsEmpty()
        let directory = try DataDirectory(path: configuration.dataDirectory)
        let path = directory.path + "/restoring.sqlite"
        do {
            try FileManager.default.copyItem(atPath: file, toPath: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let content = try await check(path, file: file, key: key)
            guard unsafe rename(path, directory.databasePath) == 0 else {
                throw CommandFailure(
                    "\(path) could not be renamed to \(directory.databasePath).",
                    exitCode: OperationReply.Exit.foundSomethingWrong
                )
            }
            return content
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
            throw error
        }
    }

    private func checkIsEmpty() throws {
        let path = configuration.dataDirectory
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let others = found.filter { !["lock", "lost+found"].contains($0) }
        guard others.isEmpty else {
            throw CommandFailure(
                "\(path) is not empty (\(others.sorted().prefix(3).joined(separator: ", "))); nothing was restored. "
                    + "Choose an empty directory with BOKBRO_DATA.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
    }

    /// Opens the copy as the service would.
    private func check(_ path: String, file: String, key: MasterKey) async throws -> OperationReply
    {
        guard Self.isDatabase(path) else { throw Self.noBackup(file, "it is no SQLite database") }
        let store: Store
        do {
            store = try Store.open(at: path)
            try Companies.migrate(store.database)
        } catch {
            throw Self.noBackup(file, error.localizedDescription)
        }
        do {
            let damages = try await store.damages()
            guard damages.isEmpty else { throw Self.noBackup(file, damages[0]) }
            let companies: Companies
            do {
                companies = try Companies(database: store.database, masterKey: key)
            } catch let error as CompanyError {
                throw CommandFailure(
                    "\(error.message.en) \(error.remedy.en) Nothing was restored.",
                    exitCode: OperationReply.Exit.wrongConfiguration
                )
            }
            let count = try await companies.list().count
            let outbox = Outbox(store: store, settings: .init(), logger: LogOutput.silent)
            let events = try await outbox.eventCount()
            try store.closeAlone()
            return OperationReply(
                text:
                    "Restored into \(configuration.dataDirectory): \(count) companies, \(events) events.",
                json: JSONText.object([
                    ("data", .text(configuration.dataDirectory)), ("companies", .number(count)),
                    ("events", .number(events)),
                ])
            )
        } catch {
            try? store.close()
            throw error
        }
    }

    private static func isDatabase(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path),
            let head = try? handle.read(upToCount: 16)
        else { return false }
        return head == Data("SQLite format 3\u{0}".utf8)
    }

    private static func noBackup(_ file: String, _ reason: String) -> CommandFailure {
        CommandFailure(
            "\(file) is no usable backup: \(reason). Nothing was restored.",
            exitCode: OperationReply.Exit.foundSomethingWrong
        )
    }
}
