import Foundation
import Glibc

/// The directory that holds everything bokbro keeps, owned by one process at a time.
///
/// The lock is the kernel's (`flock`) and ends with the process, however that dies. SQLite up to 3.51.2 can
/// corrupt a WAL file when two connections checkpoint at the same instant, so a second writer must never start.
package final class DataDirectory: Sendable {
    package let path: String
    private let lockDescriptor: Int32

    package var databasePath: String { path + "/bokbro.sqlite" }

    package static func controlSocketPath(in path: String) -> String { path + "/control.sock" }

    /// What is left on its disk; nil where the system does not say.
    var freeBytes: Int64? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
    }

    /// Makes the directory when it is missing (only its owner can read it) and takes its lock.
    package init(path: String) throws(DataDirectoryError) {
        self.path = URL(filePath: path).path()
        do {
            try FileManager.default.createDirectory(
                atPath: self.path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unusable(path: self.path, reason: error.localizedDescription)
        }
        let descriptor = unsafe open(self.path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusable(path: self.path, reason: unsafe String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: self.path)
        }
        lockDescriptor = descriptor
    }

    deinit {
        close(lockDescriptor)
    }
}

/// Why a data directory cannot be used.
package enum DataDirectoryError: LocalizedError, Hashable {
    case inUse(path: String)
    case unusable(path: String, reason: String)

    package var errorDescription: String? {
        switch self {
        case .inUse(let path):
            "Another bokbro is using \(path). Stop it first, or choose another directory with BOKBRO_DATA."
        case .unusable(let path, let reason):
            "The data directory \(path) cannot be used: \(reason). Choose another with BOKBRO_DATA."
        }
    }
}
