package import Foundation

/// Why a call to a service did not give what was asked, and whether the service may have acted.
package struct RemoteError: Error, Sendable {
    /// What went wrong.
    package enum Kind: Hashable, Sendable {
        /// No connection: the call did not arrive.
        case unavailable(String)
        case timedOut
        case connectionLost(String)
        /// An answer that says no, with its body for the service's own reader.
        case rejected(status: Int, body: Data)
        /// Too many calls; the service or our own budget says until when to wait.
        case rateLimited(until: Date)
        /// The service was down again and again; nothing is sent before then.
        case circuitOpen(until: Date)
        /// An answer that cannot be read.
        case invalidReply(String)
        case bodyTooLarge
        case cancelled
    }

    package var kind: Kind
    /// False when the service may have acted although no usable answer came: look before repeating.
    package var isOutcomeKnown: Bool
    package var service: String
    package var method: String
    /// Without query: may hold ids, never personal data.
    package var path: String
    package var requestID: String?

    package init(
        kind: Kind,
        isOutcomeKnown: Bool,
        service: String,
        method: String,
        path: String,
        requestID: String? = nil
    ) {
        self.kind = kind
        self.isOutcomeKnown = isOutcomeKnown
        self.service = service
        self.method = method
        self.path = path
        self.requestID = requestID
    }

    /// The status of a rejection.
    package var status: Int? {
        if case .rejected(let status, _) = kind { status } else { nil }
    }

    /// Whether waiting can help.
    package var isTransient: Bool {
        switch kind {
        case .unavailable, .timedOut, .connectionLost, .rateLimited, .circuitOpen, .cancelled: true
        case .rejected(let status, _): status >= 500 || status == 408 || status == 429
        case .invalidReply, .bodyTooLarge: false
        }
    }
}

extension RemoteError: LocalizedError {
    package var errorDescription: String? {
        let call = "\(service) \(method) \(path)"
        return switch kind {
        case .unavailable(let reason): "\(call): no connection (\(reason))."
        case .timedOut: "\(call): no complete answer in time."
        case .connectionLost(let reason): "\(call): the connection broke (\(reason))."
        case .rejected(let status, _): "\(call): answered \(status)."
        case .rateLimited(let until):
            "\(call): too many calls, waiting until \(until.ISO8601Format())."
        case .circuitOpen(let until):
            "\(call): the service is down; trying again at \(until.ISO8601Format())."
        case .invalidReply(let reason): "\(call): the answer cannot be read (\(reason))."
        case .bodyTooLarge: "\(call): the answer is too large."
        case .cancelled: "\(call): broken off."
        }
    }
}
