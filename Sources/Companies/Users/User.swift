package import Foundation

/// What someone may do in a company.
package enum Role: String, Hashable, Sendable, CaseIterable {
    /// Everything.
    case owner
    /// All but users, tokens and secrets.
    case accountant
    /// Only reads.
    case viewer
}

/// Someone who may sign in.
package struct User: Hashable, Sendable {
    package let id: Int64
    /// Normalised: trimmed, composed and lower case.
    package let email: String
    package let isDisabled: Bool
    /// Whether the sign-up link has been used.
    package let hasPassword: Bool
    package let createdAt: Date
    /// By company.
    package let roles: [String: Role]
}

/// Someone who has signed in.
package struct SignedIn: Hashable, Sendable {
    package let user: User
    /// When this session began.
    package let since: Date
}

/// What a one-time link is for.
package enum LinkPurpose: String, Hashable, Sendable {
    case signUp
    case reset

    /// In seconds: seven days to sign up, one hour to reset.
    var lifetime: Int64 {
        switch self {
        case .signUp: 7 * 24 * 3_600
        case .reset: 3_600
        }
    }
}

/// Why a sign-in was refused.
package enum SignInError: Error, Hashable, Sendable {
    /// Wrong password, unknown e-mail or disabled user: which of them is not told.
    case refused
    /// Too many guesses; none is tried before the given time.
    case throttled(until: Date)
}
