import Bookkeeping
import Companies
import Foundation

/// A line of the audit log as the interface shows it.
struct AuditDocument: Hashable, Sendable, Encodable {
    let id: Int64
    let createdAt: Date
    @OrNull var company: String?
    let actor: String
    let action: String
    let subject: String
    let detail: JSONValue

    init(_ entry: AuditEntry) {
        id = entry.id
        createdAt = entry.createdAt
        company = entry.company
        actor = entry.actor
        action = entry.action
        subject = entry.subject
        detail = JSONValue(stored: Data(entry.detail.utf8))
    }
}
