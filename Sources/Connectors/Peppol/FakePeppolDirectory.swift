import Bookkeeping
import Foundation
import HTTPTypes
package import Remote
import Synchronization

/// An in-memory Peppol directory, as strict as the real one about how it is asked.
package final class FakePeppolDirectory: FakeService {
    private let receivers = Mutex<[String: [String]]>([:])
    private let count = Mutex(0)

    package init() {}

    /// Registers a business, for invoices unless told otherwise.
    package func register(_ organizationNumber: String, documents: [String]? = nil) {
        receivers.withLock {
            $0["0192:\(organizationNumber)"] = documents ?? [PeppolDirectory.invoice + "::2.1"]
        }
    }

    /// How often it was asked.
    package var searches: Int { count.withLock { $0 } }

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        guard request.method == .get else { return RemoteResponse(status: 405) }
        guard request.path == "/search/1.0/json" else {
            return RemoteResponse(status: 404, body: Data("<html>Not Found</html>".utf8))
        }
        let scheme = "iso6523-actorid-upis::"
        guard let asked = request.queryValue("participant"), asked.hasPrefix(scheme) else {
            return RemoteResponse(status: 400, body: Data("No query term provided!".utf8))
        }
        let participant = String(asked.dropFirst(scheme.count))
        guard participant.wholeMatch(of: /[0-9]{4}:[0-9A-Za-z]{1,50}/) != nil else {
            return RemoteResponse(status: 400)
        }
        count.withLock { $0 += 1 }
        let documents = receivers.withLock { $0[participant] }
        let matches = documents.map { documents in
            [
                JSONText.object([
                    ("participantID", Self.identifier("iso6523-actorid-upis", participant)),
                    (
                        "docTypes",
                        .array(documents.map { Self.identifier("busdox-docid-qns", $0) })
                    ), ("entities", .array([])),
                ])
            ]
        }
        return .json(
            .object([
                ("version", .string("1.0")),
                ("total-result-count", .int(Int64(matches?.count ?? 0))),
                ("used-result-count", .int(Int64(matches?.count ?? 0))),
                ("result-page-index", .int(0)), ("result-page-count", .int(20)),
                ("first-result-index", .int(0)), ("last-result-index", .int(0)),
                ("query-terms", .string("participant=\(asked)")),
                ("matches", .array(matches ?? [])),
            ])
        )
    }

    private static func identifier(_ scheme: String, _ value: String) -> JSONText {
        .object([("scheme", .string(scheme)), ("value", .string(value))])
    }
}
