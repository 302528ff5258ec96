/// Which events a list shows or a replay runs: every given part must match.
///
/// The parts are named as in a page's address and in the API.
struct EventFilter: Hashable, Sendable {
    var state = ""
    var connection = ""
    var topic = ""
    var subject = ""
    var cause = ""
    /// A day `2026-02-10`, or a full time; received at or after it.
    var since = ""
    /// A day, included whole, or a full time, not included.
    var until = ""
    var text = ""

    /// The parts with their names, in the order of the form.
    var parts: [(String, String)] {
        [
            ("text", text), ("state", state), ("connection", connection), ("cause", cause),
            ("topic", topic), ("subject", subject), ("since", since), ("until", until),
        ].filter { !$0.1.isEmpty }
    }

    var isActive: Bool { !parts.isEmpty }

    /// Takes the parts that `value` knows by name.
    init(_ value: (String) -> String?) {
        func part(_ name: String) -> String {
            String((value(name) ?? "").prefix(Self.lengthLimit))
        }
        state = part("state")
        connection = part("connection")
        topic = part("topic")
        subject = part("subject")
        cause = part("cause")
        since = part("since")
        until = part("until")
        text = part("text")
    }

    init(state: String = "", cause: String = "", subject: String = "") {
        self.state = state
        self.cause = cause
        self.subject = subject
    }

    /// Characters of one part.
    static let lengthLimit = 200
}
