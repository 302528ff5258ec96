/// Where a secret belongs; sealed with it, so that a row copied elsewhere does not open.
struct SecretPlace: Hashable, Sendable {
    let company: String
    let connection: String
    let name: String

    var text: String { "\(company)/\(connection)/\(name)" }
}
