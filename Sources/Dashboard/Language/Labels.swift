import Bookkeeping

/// The words for an event's state.
enum StateLabel {
    static let all = ["pending", "running", "done", "skipped", "failed"]

    static func text(_ state: String, _ language: Language) -> String {
        let text = PhraseBook(language: language)
        return switch state {
        case "pending": text.statePending
        case "running": text.stateRunning
        case "done": text.stateDone
        case "skipped": text.stateSkipped
        case "failed": text.stateFailed
        default: state
        }
    }
}

/// The words for a subject: `order/1001` is „Ordre 1001“.
enum SubjectLabel {
    static func text(_ subject: String, _ language: Language) -> String {
        guard let slash = subject.firstIndex(of: "/") else { return subject }
        let text = PhraseBook(language: language)
        let rest = subject[subject.index(after: slash)...]
        return switch subject[..<slash] {
        case "order": "\(text.order) \(rest)"
        case "project": "\(text.project) \(rest)"
        case "invoice": "\(text.invoice) \(rest)"
        case "contact": "\(text.contact) \(rest)"
        case "crew": "\(text.crew) \(rest)"
        default: subject
        }
    }
}

/// The words and the colour for the verdict on one attempt.
enum VerdictLabel {
    static func text(_ verdict: String?, _ language: Language) -> String {
        let text = PhraseBook(language: language)
        return switch verdict {
        case nil: text.attemptRunning
        case "done": text.attemptDone
        case "skipped": text.attemptSkipped
        case "retry": text.attemptRetry
        case "failed": text.attemptFailed
        case "interrupted": text.attemptInterrupted
        case "waiting", "postponed": text.attemptWaiting
        case .some(let other): other
        }
    }

    static func tone(_ verdict: String?) -> String {
        switch verdict {
        case "done": "good"
        case "failed": "bad"
        case "skipped": "quiet"
        default: "waiting"
        }
    }
}

/// The words for what an effect made.
enum KindLabel {
    static func text(_ kind: String, _ text: PhraseBook) -> String {
        switch kind {
        case "invoice": text.invoice
        case "order": text.order
        case "customer": text.customer
        case "payment": text.payment
        case "voucher": text.voucher
        case "creditNote": text.creditNote
        case "project": text.project
        case "channel": text.channel
        default: kind
        }
    }
}
