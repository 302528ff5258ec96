package import Companies

extension Role {
    /// Something that may be done with a company.
    package enum Right: Hashable, Sendable, CaseIterable {
        case read
        case replay
        /// Rules, connections but for their secrets, backfills, alerts.
        case configure
        /// Credentials, and where they are sent.
        case secrets
        /// Users and tokens.
        case users
    }

    /// Whether the role grants the right: the one place where that is decided.
    package func grants(_ right: Right) -> Bool {
        switch (self, right) {
        case (.owner, _): true
        case (.accountant, .read), (.accountant, .replay), (.accountant, .configure): true
        case (.accountant, .secrets), (.accountant, .users): false
        case (.viewer, .read): true
        case (.viewer, _): false
        }
    }
}
