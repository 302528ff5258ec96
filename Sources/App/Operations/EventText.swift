import Dashboard

/// An event as `bokbro events show` tells it.
struct EventText {
    let event: EventDocument

    init(_ event: EventDocument) {
        self.event = event
    }

    var text: String {
        var lines = [
            "event     \(event.id)",
            "from      \(event.company)/\(event.connection), \(event.topic)",
            "subject   \(event.subject)",
            "delivery  \(event.deliveryID)",
            "received  \(RFC3339.text(event.receivedAt))",
            "state     \(event.state)" + (event.cause.map { " (\($0))" } ?? ""),
        ]
        if let due = event.dueAt { lines.append("due       \(RFC3339.text(due))") }
        if let message = event.message { lines.append("message   \(message)") }
        if let remedy = event.remedy { lines.append("remedy    \(remedy)") }
        for attempt in event.attempts { lines += self.lines(of: attempt) }
        for effect in event.effects { lines.append(line(of: effect)) }
        if !event.explanation.isEmpty {
            lines.append("explanation")
            lines += event.explanation.map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    private func lines(of attempt: EventDocument.Attempt) -> [String] {
        let verdict = attempt.verdict ?? "running"
        let message = attempt.message.map { ": \($0)" } ?? ""
        return ["attempt \(attempt.number)  \(RFC3339.text(attempt.startedAt))  \(verdict)\(message)"]
            + attempt.calls.map { call in
                let status = call.status.map(String.init) ?? "no answer"
                let id = call.requestID.map { "  [\($0)]" } ?? ""
                return "  \(call.service)  \(call.method) \(call.path)  \(status)  \(call.milliseconds) ms\(id)"
            }
    }

    private func line(of effect: EventDocument.Effect) -> String {
        let result = effect.result.map { "  \($0.kind) \($0.number ?? $0.id) \($0.url ?? "")" } ?? ""
        return "effect \(effect.key)  \(effect.state)\(result)"
    }
}
