/// The reader's own account: sessions, and codes at sign-in.
struct AccountPage: Sendable {
    let email: String
    let usesCode: Bool
    let signOutEverywhere = Path.sessions
    let codeAction = Path.accountCode
    let removeAction = Path.accountCodeRemoval
    /// The secret for the app, shown while codes are being taken into use.
    var secret: String?
    var address: String?
    var notice: String?
    var problem: String?
}

/// The second step of a sign-in.
struct SignInCodePage: Sendable {
    let action = Path.signInCode
    let returnTo: String
    let signIn = Path.signIn
    var problem: String?
}
