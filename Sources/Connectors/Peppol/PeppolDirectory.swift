package import Bookkeeping
import Foundation
package import Remote

/// The public directory of who can receive documents over Peppol, which nobody need sign in for.
///
/// Source: directory.peppol.eu, REST API documentation: `/search/1.0/json?participant=…`.
package enum PeppolDirectory {
    package static let service = "peppol-directory"

    /// Peppol BIS Billing 3, which EHF 3 is.
    static let invoice =
        "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice"
        + "##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"

    /// Asks for a participant; throws when the directory cannot be asked.
    package static func examine(through client: RemoteClient) async throws {
        // The Norwegian Digitalisation Agency, which runs the Norwegian register.
        _ = try await client.send(.peppolParticipant("0192:991825827"))
    }

    /// Whether the Norwegian business can receive invoices as EHF.
    package static func receivesInvoices(
        _ number: OrganizationNumber,
        through client: RemoteClient
    ) async throws -> Bool {
        let participant = "0192:\(number)"
        let page = try await client.send(.peppolParticipant(participant))
        return page.matches.contains { match in
            match.participantID.value == participant
                && (match.docTypes ?? []).contains { $0.value.hasPrefix(invoice) }
        }
    }
}

struct PeppolSearch: Decodable, Sendable {
    struct Identifier: Decodable, Sendable {
        var scheme: String
        var value: String
    }

    struct Match: Decodable, Sendable {
        var participantID: Identifier
        var docTypes: [Identifier]?
    }

    var matches: [Match]
}

extension RemoteRequest where Reply == PeppolSearch {
    static func peppolParticipant(_ participant: String) -> Self {
        Self(
            path: "/search/1.0/json",
            query: [("participant", "iso6523-actorid-upis::\(participant)")]
        )
    }
}
