import Foundation

/// Why the outbox could not do what was asked.
package enum OutboxError: LocalizedError, Hashable, Sendable {
    /// Nothing can be written now: disk full, input/output error, database locked.
    case unavailable(reason: String)
    /// More writes are waiting than the limit allows.
    case overloaded
    /// The event is no longer this worker's: its lease ran out and it was given to another.
    case leaseLost(EventID)
    /// The event has a part that is empty or too long; sending it again cannot help.
    case unacceptable(reason: String)
    case unknownEvent
    /// The database cannot be used as it is found.
    case unusable(reason: String)
    /// A copy of the database could not be written there.
    case notCopied(to: String, reason: String)

    package var errorDescription: String? {
        switch self {
        case .unavailable(let reason): "The database cannot be written now (\(reason))."
        case .overloaded: "More webhooks arrive than can be stored now."
        case .leaseLost(let event): "Event \(event) was taken over by another worker."
        case .unacceptable(let reason): "The event cannot be stored as it is (\(reason))."
        case .unknownEvent: "There is no such event."
        case .unusable(let reason): "The database cannot be used: \(reason)."
        case .notCopied(let path, let reason): "No copy was written to \(path): \(reason)."
        }
    }

    package var recoverySuggestion: String? {
        switch self {
        case .unavailable: "Make room on the disk; work goes on by itself."
        case .overloaded: "Send it again a little later."
        case .leaseLost: "Nothing is lost; the event is worked off by the other one."
        case .unacceptable: "Report this as a fault in bokbro."
        case .unknownEvent: "List the events to find its id."
        case .notCopied: "Name a new file in a folder that can be written and has room."
        case .unusable: "Restore the last backup, or use another data directory."
        }
    }
}
