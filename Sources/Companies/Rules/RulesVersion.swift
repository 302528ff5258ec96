package import Foundation

/// One version of a company's rules.
package struct RulesVersion: Hashable, Sendable {
    /// Counts from 1 per company.
    package let version: Int
    /// Canonical JSON.
    package let json: Data
    package let author: String
    package let reason: String
    package let createdAt: Date
}
