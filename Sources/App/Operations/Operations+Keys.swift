import Companies
import Foundation

extension Operations {
    /// Seals every secret with a new key, which a running server uses from then on.
    func rotateKey(to text: String) async throws -> OperationReply {
        let key = try MasterKey(base64: text)
        let count = try await installation.companies.rotate(to: key, actor: Self.actor)
        return OperationReply(
            text: "\(count) secrets are sealed with the new key \(key.id).",
            json: JSONText.object([("sealed", .number(count)), ("key", .text(key.id))])
        )
    }
}
