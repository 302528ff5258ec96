import Foundation
import HTTPTypes
import Hummingbird

/// Why the admin API does not do what it is asked: `{"error":{"code":"…","message":"…"}}`.
struct APIRefusal: Error, Hashable {
    let status: HTTPResponse.Status
    let code: String
    let message: String

    static let unauthorized = APIRefusal(
        status: .unauthorized,
        code: "UNAUTHORIZED",
        message: "Send a valid token: Authorization: Bearer <token>. See “bokbro token create”."
    )
    static let forbidden = APIRefusal(
        status: .forbidden,
        code: "FORBIDDEN",
        message: "The token's role does not allow this."
    )
    static let noCompany = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_COMPANY",
        message: "There is no such company, or the token is for another one."
    )
    static let noEvent = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_EVENT",
        message: "The company has no such event."
    )
    static let noReplay = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_REPLAY",
        message: "The company has no such replay."
    )
    static let noRoute = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_ROUTE",
        message: "There is no such route; GET /api/openapi.json lists them all."
    )
    static let tooLarge = APIRefusal(
        status: .contentTooLarge,
        code: "TOO_LARGE",
        message: "The body may have \(APIRequest.bodyLimitBytes) bytes at most."
    )
    static let failure = APIRefusal(
        status: .internalServerError,
        code: "INTERNAL",
        message: "Something went wrong on our side; the service's log says what."
    )

    static func unreadable(_ message: String) -> APIRefusal {
        APIRefusal(status: .badRequest, code: "UNREADABLE", message: message)
    }

    static func invalid(_ message: String) -> APIRefusal {
        APIRefusal(status: .unprocessableContent, code: "INVALID", message: message)
    }

    static func disabled(_ connection: String) -> APIRefusal {
        APIRefusal(
            status: .conflict,
            code: "CONNECTION_DISABLED",
            message: "The connection \(connection) is switched off; nothing was replayed."
        )
    }

    static func of(_ refusal: EventLogRefusal) -> APIRefusal {
        switch refusal {
        case .unknownEvent: .noEvent
        case .unknownCursor: .invalid("after: not a cursor that a list gave.")
        case .running:
            APIRefusal(
                status: .conflict,
                code: "EVENT_RUNNING",
                message: "The event is being handled at this moment."
            )
        }
    }

    private struct Body: Encodable {
        struct Content: Encodable {
            let code: String
            let message: String
        }

        let error: Content
    }

    var response: Response {
        let body = Body(error: Body.Content(code: code, message: message))
        var response = Response.json(body, status: status)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}

extension Response {
    /// An answer of the API: never kept, never taken for something else.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        guard let bytes = try? EventDocument.encoder.encode(value) else {
            return Response(status: .internalServerError)
        }
        return json(bytes: bytes, status: status)
    }

    static func json(
        bytes: some Sequence<UInt8>,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "application/json; charset=utf-8",
                .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
