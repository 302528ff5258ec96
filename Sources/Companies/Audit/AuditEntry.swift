package import Foundation

/// One line of the audit log.
package struct AuditEntry: Hashable, Sendable {
    /// Counts from 1 without gaps.
    package let id: Int64
    package let createdAt: Date
    package let company: String?
    /// Who did it, such as `user:ola@nordlys.example`, `token:3f…` or `command-line`.
    package let actor: String
    /// What was done, such as `company.applied`.
    package let action: String
    package let subject: String
    /// A JSON object.
    package let detail: String
}

/// The outcome of walking the chain.
package enum AuditVerdict: Hashable, Sendable {
    case intact(entries: Int64)
    /// The first entry that is altered, missing or out of order.
    case broken(at: Int64)
}
