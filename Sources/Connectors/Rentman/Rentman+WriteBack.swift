import Bookkeeping
import Foundation
import HTTPTypes
package import Projects
package import Remote

extension Rentman {
    /// Writes the customer's number in the ledger onto the contact, so that it is found by it from then on.
    ///
    /// Writing the same twice changes nothing, so that an interrupted write may simply be repeated. A number that is
    /// there already is a person's, and is left alone.
    package func noteAccountingCode(
        _ code: String,
        of contact: RentalContact,
        through client: RemoteClient
    ) async throws {
        guard contact.accountingCode == nil else { return }
        let body = JSONValue.object([.init("accounting_code", .string(code))])
        try await client.send(
            RemoteRequest<Void>(
                method: .put,
                path: "/contacts/\(contact.id)",
                headers: [.contentType: "application/json"],
                body: Data(body.description.utf8)
            ) { _ in }
        )
    }
}
