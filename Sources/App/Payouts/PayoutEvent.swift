import Connectors
import Foundation
import Outbox

/// A provider's payout as an event: its figures are the payload, so that it needs no source to be read again.
enum PayoutEvent {
    static let topic = "payout"
    /// Subjects are `payout/klarna/XISA93DJ`, whatever way the payout came.
    static let prefix = "payout/"

    /// The event; the same payout with the same figures is the same delivery.
    static func incoming(
        _ payout: SettledPayout,
        company: String,
        connection: String,
        at moment: Date
    ) -> IncomingEvent {
        IncomingEvent(
            company: company,
            connection: connection,
            topic: topic,
            subject: prefix + payout.id,
            deliveryID: "\(prefix)\(payout.id)/\(payout.fingerprint)",
            payload: payout.payload,
            receivedAt: moment
        )
    }
}
