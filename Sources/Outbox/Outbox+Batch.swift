import Foundation
import GRDB

extension Outbox {
    /// Stores events and takes them for the caller in the same transaction, for work in batches.
    ///
    /// Left out are deliveries that were stored before, and subjects that somebody works on right now; an event
    /// of the latter is stored and waits for its turn. When the process dies, all of them are pending as any other.
    /// `dueAt` does not count. One transaction: the caller bounds the batch.
    package func acceptClaimed(_ events: [IncomingEvent]) async throws -> [ClaimedEvent] {
        let settings = settings
        return try await storing { db in
            let now = settings.now()
            let lease = now.adding(settings.lease).milliseconds
            var claimed: [ClaimedEvent] = []
            for event in events {
                let received = event.receivedAt.milliseconds
                let acceptance = try Self.insert(
                    event,
                    received: received,
                    due: received,
                    into: db
                )
                guard !acceptance.isDuplicate else { continue }
                let claim = try Self.take(
                    Self.certain,
                    [acceptance.event.sequence],
                    now: now.milliseconds,
                    lease: lease,
                    in: db
                )
                if let claim { claimed.append(claim) }
            }
            return claimed
        }
    }
}
