import Bookkeeping
import Dashboard

/// Something that the doctor found: what, why it matters, how to mend it.
struct Diagnosis: Hashable, Sendable {
    enum Weight: String, Hashable, Sendable {
        /// Bookings stop, or will.
        case error
        /// Worth mending.
        case warning
        /// Worth knowing; may be meant so.
        case note
    }

    /// nil: the installation as a whole.
    var company: String?
    /// Such as `disk`, `database` or a connection's id.
    var place: String
    var code: String
    var weight: Weight
    var message: LocalizedText
    var remedy: LocalizedText

    init(
        company: String? = nil,
        _ place: String,
        _ code: String,
        _ weight: Weight = .error,
        nb: String,
        en: String,
        remedy: (nb: String, en: String)
    ) {
        self.company = company
        self.place = place
        self.code = code
        self.weight = weight
        message = LocalizedText(nb: nb, en: en)
        self.remedy = LocalizedText(nb: remedy.nb, en: remedy.en)
    }

    init(_ finding: Finding, of connection: String, in company: String) {
        self.company = company
        place = connection
        code = finding.code
        weight = finding.blocking ? .error : .warning
        message = finding.message
        remedy = finding.remedy
    }

    func json() -> String {
        JSONText.object([
            ("company", .text(company)), ("place", .text(place)), ("code", .text(code)),
            ("weight", .text(weight.rawValue)),
            ("message", .json(Self.json(message))), ("remedy", .json(Self.json(remedy))),
        ])
    }

    private static func json(_ text: LocalizedText) -> String {
        JSONText.object([("nb", .text(text.nb)), ("en", .text(text.en))])
    }
}
