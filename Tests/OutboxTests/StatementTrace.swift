import GRDB
import Synchronization

@testable import Outbox

/// Writes down what SQLite runs.
final class StatementTrace: Sendable {
    private let statements = Mutex<[String]>([])

    /// Follows the writer, and the readers as they are used one after the other.
    init(of store: Store) throws {
        store.database.writeWithoutTransaction { db in follow(db) }
        try store.database.read { db in follow(db) }
        // The reader's own transaction ends after it is followed.
        _ = take()
    }

    private func follow(_ db: Database) {
        db.trace { [self] event in
            let text = "\(event)"
            statements.withLock { $0.append(text) }
        }
    }

    /// The statements since the last time.
    func take() -> [String] {
        statements.withLock { statements in
            defer { statements = [] }
            return statements
        }
    }
}
