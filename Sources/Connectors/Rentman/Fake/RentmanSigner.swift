package import Foundation
package import HTTPTypes

/// Signs webhooks the way Rentman does, for tests, the sandbox and benchmarks.
package enum RentmanSigner {
    /// The header fields of a delivery of this body.
    package static func headers(body: Data, token: String) -> HTTPFields {
        var fields: HTTPFields = [.contentType: "application/json"]
        if let name = HTTPField.Name("Digest") {
            fields[name] = RentmanSignature(of: body, token: token).header
        }
        return fields
    }
}
