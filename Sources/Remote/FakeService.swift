package import Foundation
package import HTTPTypes

/// An in-memory stand-in for a remote service, as strict as the real one.
///
/// Reached in process through `FakeTransport` (tests) and over HTTP in the sandbox; both hand it the same value.
package protocol FakeService: Sendable {
    func respond(to request: FakeRequest) async -> RemoteResponse
}

/// A request as a server sees it.
package struct FakeRequest: Sendable {
    package var method: HTTPRequest.Method
    /// Percent-decoded, without query: `/v2/ledger/voucher/>externalVoucherNumber`.
    package var path: String
    /// Percent-decoded, in order; names may repeat.
    package var query: [(name: String, value: String)]
    package var headers: HTTPFields
    package var body: Data

    package init(
        method: HTTPRequest.Method,
        path: String,
        query: [(name: String, value: String)] = [],
        headers: HTTPFields = [:],
        body: Data = Data()
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first value of a query parameter.
    package func queryValue(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }
}
