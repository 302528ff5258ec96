import Bookkeeping
import Foundation

/// One event's whole story: received, attempts, calls, effects, explanation and content.
struct EventPage: Sendable {
    struct Verdict: Sendable {
        let state: String
        let title: String
        let message: String?
        let remedy: String?
        let mending: Mending?
        let code: String?
    }

    struct Call: Sendable {
        let service: String
        let method: String
        let path: String
        let status: String
        let milliseconds: String
        let requestId: String?
        let tone: String
    }

    struct Attempt: Sendable {
        let title: String
        let startedAt: String
        let started: String
        let duration: String?
        let verdict: String
        let message: String?
        let tone: String
        let calls: [Call]
        let hasCalls: Bool
        let callsLabel: String
    }

    struct Effect: Sendable {
        let key: String
        let state: String
        let stateLabel: String
        let tone: String
        let title: String
        let url: String?
    }

    let id: String
    let subject: String
    let topic: String
    let connection: String
    let deliveryId: String
    let state: String
    let stateLabel: String
    let receivedAt: String
    let received: String
    let receivedExact: String
    let verdict: Verdict
    let attempts: [Attempt]
    /// When it is tried next.
    let next: String?
    let effects: [Effect]
    let hasEffects: Bool
    let explanation: [String]
    let hasExplanation: Bool
    let payload: String?
    let payloadNote: String
    /// Set when the reader may replay and the event is at rest.
    let replayAction: String?
    let eventsHref: String
    /// The whole story of the subject.
    let subjectHref: String
    var notice: String?
    var problem: String?

    /// `payload` is nil when it was deleted after its time.
    init(
        _ event: EventDocument,
        payload: [UInt8]?,
        mayReplay: Bool,
        wording: Wording,
        now: Date,
        notice: String? = nil
    ) {
        let language = wording.language
        let text = PhraseBook(language: language)
        id = event.id
        subject = SubjectLabel.text(event.subject, language)
        topic = event.topic
        connection = event.connection
        deliveryId = event.deliveryID
        state = event.state
        stateLabel = StateLabel.text(event.state, language)
        receivedAt = RFC3339.text(event.receivedAt)
        received = wording.moment(event.receivedAt, now: now)
        receivedExact = wording.exactMoment(event.receivedAt)
        verdict = Self.verdict(on: event, language)
        attempts = event.attempts.map { Self.attempt($0, wording) }
        next =
            event.state == "pending"
            ? event.dueAt.map { "\(text.nextTry): \(wording.exactMoment($0))" } : nil
        effects = event.effects.map { Self.effect($0, text) }
        hasEffects = !effects.isEmpty
        explanation = event.explanation
        hasExplanation = !explanation.isEmpty
        let shown = payload.map { RedactedPayload.text(of: $0) }
        self.payload = shown ?? nil
        payloadNote =
            switch shown {
            case nil: text.payloadGone
            case .some(nil): text.payloadUnreadable
            case .some(.some): text.payloadMasked
            }
        replayAction =
            mayReplay && event.state != "running"
            ? Path.eventReplays(event.company, event.id) : nil
        eventsHref = Path.events(event.company)
        subjectHref = Path.subject(event.company, event.connection, event.subject)
        self.notice = notice
    }

    static func verdict(on event: EventDocument, _ language: Language) -> Verdict {
        let text = PhraseBook(language: language)
        let title =
            switch event.state {
            case "done": text.verdictDone
            case "pending": text.verdictPending
            case "running": text.verdictRunning
            default:
                event.cause.map { CauseCatalogue.title($0, language) }
                    ?? StateLabel.text(event.state, language)
            }
        let isAtFault = event.state == "failed" || event.state == "skipped"
        return Verdict(
            state: event.state,
            title: title,
            message: event.message,
            remedy: isAtFault
                ? event.remedy ?? event.cause.map { CauseCatalogue.remedy($0, language) } : nil,
            mending: isAtFault
                ? event.cause.flatMap { Mending(of: $0, in: event.company, language) } : nil,
            code: isAtFault ? event.cause : nil
        )
    }

    static func attempt(_ attempt: EventDocument.Attempt, _ wording: Wording) -> Attempt {
        let text = PhraseBook(language: wording.language)
        let calls = attempt.calls.map(call)
        let duration = attempt.endedAt.map {
            Int(($0.timeIntervalSince(attempt.startedAt) * 1_000).rounded())
        }
        return Attempt(
            title: "\(text.attempt) \(attempt.number)",
            startedAt: RFC3339.text(attempt.startedAt),
            started: wording.exactMoment(attempt.startedAt),
            duration: duration.map { wording.span(milliseconds: $0) },
            verdict: VerdictLabel.text(attempt.verdict, wording.language),
            message: attempt.message,
            tone: VerdictLabel.tone(attempt.verdict),
            calls: calls,
            hasCalls: !calls.isEmpty,
            callsLabel:
                "\(wording.count(calls.count)) \(calls.count == 1 ? text.callOne : text.calls)"
        )
    }

    private static func call(_ call: EventDocument.Call) -> Call {
        Call(
            service: call.service,
            method: call.method,
            path: call.path,
            status: call.status.map(String.init) ?? "–",
            milliseconds: String(call.milliseconds),
            requestId: call.requestID,
            tone: (200..<400).contains(call.status ?? 0) ? "good" : "bad"
        )
    }

    static func effect(_ effect: EventDocument.Effect, _ text: PhraseBook) -> Effect {
        let (tone, label) =
            switch effect.state {
            case "done": ("good", text.effectDone)
            case "started": ("wait", text.effectStarted)
            default: ("bad", text.effectUnknown)
            }
        let made = effect.result.map { "\(KindLabel.text($0.kind, text)) \($0.number ?? $0.id)" }
        return Effect(
            key: effect.key,
            state: effect.state,
            stateLabel: label,
            tone: tone,
            title: made ?? effect.key,
            url: effect.result?.url.flatMap(WebAddress.checked)
        )
    }
}
