import Foundation

/// What `/health` says: how the service is, without secrets or personal data.
struct HealthReport: Encodable, Sendable {
    enum Status: String, Encodable, Sendable {
        case ok
        /// It works, but something needs a person: failed events, an open circuit.
        case degraded
        /// It cannot accept webhooks, of all companies or of some.
        case failing
    }

    struct Database: Encodable, Sendable {
        var writable: Bool
        var sizeBytes: Int
        var sqliteVersion: String
        /// What is known to be wrong with this version of SQLite, and how it is guarded against.
        var note: String?
    }

    struct Queue: Encodable, Sendable {
        /// Due, or due within the hour.
        var pending: Int
        /// Due later.
        var scheduled: Int
        var running: Int
        var failed: Int
        var oldestPendingSeconds: Int
    }

    struct Connection: Encodable, Sendable {
        var company: String
        var id: String
        var service: String
        /// `ok`, `waiting` (circuit open) or `disabled`.
        var state: String
        var lastSuccess: String?
        /// `closed`, `open` or `halfOpen`; null where bokbro makes no calls.
        var circuit: String?
        /// Webhooks refused for a bad or missing signature since start.
        var refusedWebhooks: Int

        private enum CodingKeys: CodingKey {
            case company, id, service, state, lastSuccess, circuit, refusedWebhooks
        }

        /// Every key is always there; what is not known is null.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(company, forKey: .company)
            try container.encode(id, forKey: .id)
            try container.encode(service, forKey: .service)
            try container.encode(state, forKey: .state)
            try container.encode(lastSuccess, forKey: .lastSuccess)
            try container.encode(circuit, forKey: .circuit)
            try container.encode(refusedWebhooks, forKey: .refusedWebhooks)
        }
    }

    struct Sweep: Encodable, Sendable {
        var company: String
        var connection: String
        var lastRun: String
        /// What had changed, and what of it no webhook had told.
        var changed: Int
        var missed: Int
        /// Numbers in the series of orders that the source has no order of.
        var absentNumbers: Int
    }

    var status: Status
    var version: String
    var uptimeSeconds: Int
    var database: Database
    var outbox: Queue
    var connections: [Connection]
    /// Companies whose rules or secrets cannot be read: their webhooks are told to come again.
    var unreadableCompanies: [String]
    var sweeps: [Sweep]

    func json() -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(self) else { return #"{"status":"failing"}"# }
        return String(decoding: bytes, as: UTF8.self)
    }
}
