package import Foundation
package import HTTPTypes

/// A call ready to be sent: everything resolved, with secrets in its headers; never logged as it is.
package struct RemoteCall: Sendable {
    package var method: HTTPRequest.Method
    /// Absolute, with query.
    package var url: String
    package var headers: HTTPFields
    package var body: Data?

    package init(method: HTTPRequest.Method, url: String, headers: HTTPFields, body: Data?) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// A complete answer: head and body have arrived.
package struct RemoteResponse: Sendable {
    package var status: Int
    package var headers: HTTPFields
    package var body: Data

    package init(status: Int, headers: HTTPFields = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
