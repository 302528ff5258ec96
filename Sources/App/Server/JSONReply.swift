import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Makes the JSON answers of the HTTP interface.
enum JSONReply {
    /// An answer whose body is this JSON text.
    static func json(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        var fields = headers
        fields[.contentType] = "application/json; charset=utf-8"
        return Response(
            status: status,
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// The same error body everywhere: `{"error":{"code":"…","message":"…"}}`.
    static func error(
        _ status: HTTPResponse.Status,
        code: String,
        message: String,
        headers: HTTPFields = [:]
    ) -> Response {
        json(
            #"{"error":{"code":\#(quoted(code)),"message":\#(quoted(message))}}"#,
            status: status,
            headers: headers
        )
    }

    /// A path that is there, asked by a method that it does not take.
    static func methodNotAllowed(allow: String) -> Response {
        error(
            .methodNotAllowed,
            code: "METHOD_NOT_ALLOWED",
            message: "Only \(allow) is taken here.",
            headers: [.allow: allow]
        )
    }

    /// The text as a JSON string, with its quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
