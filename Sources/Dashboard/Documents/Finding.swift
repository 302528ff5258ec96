package import Bookkeeping

/// Something that an examination of a connection found.
package struct Finding: Hashable, Sendable, Encodable {
    /// A cause of the contract where one fits.
    package var code: String
    /// Whether bookings fail while it lasts.
    package var blocking: Bool
    package var message: LocalizedText
    package var remedy: LocalizedText

    package init(
        code: String,
        blocking: Bool,
        message: LocalizedText,
        remedy: LocalizedText
    ) {
        self.code = code
        self.blocking = blocking
        self.message = message
        self.remedy = remedy
    }
}

/// The outcome of an examination as the interface shows it.
struct ExaminationDocument: Hashable, Sendable, Encodable {
    let connection: String
    /// Nothing that blocks.
    let ok: Bool
    let findings: [Finding]

    init(connection: String, findings: [Finding]) {
        self.connection = connection
        self.findings = findings.filter(\.blocking) + findings.filter { !$0.blocking }
        ok = !findings.contains(where: \.blocking)
    }
}
