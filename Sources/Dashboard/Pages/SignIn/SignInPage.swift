/// The door: e-mail and password.
struct SignInPage: Sendable {
    var email: String?
    /// What went wrong with the last try.
    var problem: String?
    var notice: String?
    let returnTo: String
    let action = Path.signIn
}

/// Where a one-time link leads: the new user chooses a password.
struct InvitationPage: Sendable {
    /// nil when the link is used up or unknown.
    let email: String?
    let action: String
    var problem: String?
    let signIn = Path.signIn
}
