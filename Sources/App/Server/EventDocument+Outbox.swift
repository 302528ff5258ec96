import Dashboard
import Foundation
import Outbox

/// Events of the outbox in the shape of the interface.
extension EventDocument {
    init(_ event: EventSummary) {
        self.init(
            id: event.id.description,
            company: event.company,
            connection: event.connection,
            topic: event.topic,
            subject: event.subject,
            deliveryID: event.deliveryID,
            state: event.state.rawValue,
            cause: event.cause,
            message: event.message,
            remedy: event.remedy,
            receivedAt: event.receivedAt,
            dueAt: event.state == .pending ? event.dueAt : nil
        )
    }

    init(_ details: EventDetails) {
        self.init(details.summary)
        attempts = details.attempts.map { attempt in
            Attempt(
                number: attempt.number,
                startedAt: attempt.startedAt,
                endedAt: attempt.endedAt,
                verdict: attempt.verdict,
                message: attempt.message,
                calls: attempt.calls.map { call in
                    Call(
                        service: call.service,
                        method: call.method,
                        path: call.path,
                        status: call.status,
                        milliseconds: call.milliseconds,
                        requestID: call.requestID
                    )
                }
            )
        }
        effects = details.effects.map { effect in
            Effect(
                key: effect.key,
                state: effect.state,
                result: effect.result.map {
                    Effect.Result(kind: $0.kind, id: $0.id, number: $0.number, url: $0.url)
                }
            )
        }
        explanation = details.explanation
    }
}
