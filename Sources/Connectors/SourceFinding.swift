package import Bookkeeping

/// Something about a connection that a person should mend.
///
/// Thrown where going on would silently miss something.
package struct SourceFinding: Error, Hashable, Sendable {
    /// A stable word for scripts: `webhooks-missing`, `scope-missing`, `history-limited`.
    package var code: String
    /// Whether orders are lost or cannot be booked while it lasts.
    package var isBlocking: Bool
    /// What is the case, and why it matters.
    package var message: LocalizedText
    package var remedy: LocalizedText

    package init(code: String, isBlocking: Bool, message: LocalizedText, remedy: LocalizedText) {
        self.code = code
        self.isBlocking = isBlocking
        self.message = message
        self.remedy = remedy
    }
}
