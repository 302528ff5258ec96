package import Foundation

/// How the connections fare just now, told by whoever makes the calls; the dashboard itself makes none.
package struct DashboardStatus: Hashable, Sendable {
    package enum ConnectionState: String, Hashable, Sendable {
        /// Used with success, or never used without.
        case ok
        /// The last calls failed.
        case failing
        /// No calls are made for a while, because too many failed.
        case paused
        /// Switched off by its owner.
        case disabled
        case unknown
    }

    package struct Connection: Hashable, Sendable {
        package var company: String
        package var id: String
        /// The service's name, as `shopify`.
        package var service: String
        package var state: ConnectionState
        package var lastSuccess: Date?

        package init(
            company: String,
            id: String,
            service: String,
            state: ConnectionState = .unknown,
            lastSuccess: Date? = nil
        ) {
            self.company = company
            self.id = id
            self.service = service
            self.state = state
            self.lastSuccess = lastSuccess
        }
    }

    package var connections: [Connection]

    package init(connections: [Connection] = []) {
        self.connections = connections
    }
}
