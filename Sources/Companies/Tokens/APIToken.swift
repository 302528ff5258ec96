package import Foundation

/// A key to the admin API of one company; its text is shown once and never stored.
package struct APIToken: Hashable, Sendable {
    package let id: String
    package let company: String
    package let role: Role
    package let name: String
    package let createdAt: Date
    /// To the minute.
    package let lastUsedAt: Date?
    package let revokedAt: Date?
}
