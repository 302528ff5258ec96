package import Foundation
package import HTTPTypes

/// A call as a value: what to ask of a service and how to read its answer.
///
/// The client adds base address, authorization, limits and deadline. A request says whether it writes, since a
/// write whose outcome is unknown must be looked up before it is repeated.
package struct RemoteRequest<Reply: Sendable>: Sendable {
    package var method: HTTPRequest.Method
    /// Below the connection's base address, unescaped, beginning with `/`; `:` stays, `>` is sent as `%3E`.
    package var path: String
    package var query: [(name: String, value: String)]
    package var headers: HTTPFields
    /// JSON, unless `headers` has a content type.
    package var body: Data?
    /// Reads the reply from a complete answer with a 2xx status.
    package var decode: @Sendable (RemoteResponse) throws -> Reply

    package var isWrite: Bool { method != .get && method != .head }

    package init(
        method: HTTPRequest.Method = .get,
        path: String,
        query: [(name: String, value: String)] = [],
        headers: HTTPFields = [:],
        body: Data? = nil,
        decode: @escaping @Sendable (RemoteResponse) throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.decode = decode
    }
}

extension RemoteRequest where Reply: Decodable {
    /// A request whose reply is JSON.
    ///
    /// Amounts in replies are decoded as `Decimal` or as text, never as `Double`.
    package init(
        method: HTTPRequest.Method = .get,
        path: String,
        query: [(name: String, value: String)] = [],
        headers: HTTPFields = [:],
        body: Data? = nil
    ) {
        self.init(method: method, path: path, query: query, headers: headers, body: body) {
            try JSONDecoder().decode(Reply.self, from: $0.body)
        }
    }
}
