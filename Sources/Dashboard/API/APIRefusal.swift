import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// Why the admin API does not do what it is asked: `{"error":{"code":"…","message":"…"}}`.
struct APIRefusal: Error, Hashable {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    /// What is wrong in which part of the body; nil where that is no question.
    var fields: [Field]?

    /// A part of a body by its path, such as `rules.vat[0].then`, and what is wrong with it.
    struct Field: Hashable, Encodable {
        let path: String
        let message: String
    }

    private static let retryAfterSeconds = 60

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
    static let noConnection = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_CONNECTION",
        message: "The company has no such connection."
    )
    static let noSubject = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_SUBJECT",
        message: "Nothing is known of such a subject."
    )
    static let noBackfill = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_BACKFILL",
        message: "The company has no such backfill."
    )
    static let noAlert = APIRefusal(
        status: .notFound,
        code: "UNKNOWN_ALERT",
        message: "The company has no such alert."
    )
    static let versionMissing = APIRefusal(
        status: .preconditionRequired,
        code: "VERSION_MISSING",
        message: "Send If-Match with the version that was read, so that no change is overwritten."
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

    static func stale(_ current: Int) -> APIRefusal {
        APIRefusal(
            status: .preconditionFailed,
            code: "VERSION_STALE",
            message: "The rules are version \(current) now. Fetch them and make the change again."
        )
    }

    /// Names every field that is wrong, below the given part of the body.
    static func invalid(_ errors: [PathError], below parent: String) -> APIRefusal {
        let fields = errors.map { error in
            let path = [parent, error.path].filter { !$0.isEmpty }.joined(separator: ".")
            return Field(path: path, message: error.message.en)
        }
        var refusal = invalid(
            fields.map { "\($0.path): \($0.message)" }.joined(separator: "; ")
        )
        refusal.fields = fields
        return refusal
    }

    static func of(_ refusal: WorkRefusal) -> APIRefusal {
        let status: HTTPResponse.Status =
            switch refusal.kind {
            case .unknown: .notFound
            case .invalid: .unprocessableContent
            case .conflict: .conflict
            case .unavailable: .serviceUnavailable
            }
        return APIRefusal(
            status: status,
            code: refusal.code,
            message: "\(refusal.message.en) \(refusal.remedy.en)"
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
            let fields: [Field]?
        }

        let error: Content
    }

    var response: Response {
        let body = Body(error: Body.Content(code: code, message: message, fields: fields))
        var response = Response.json(body, status: status)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        if status == .serviceUnavailable {
            response.headers[.retryAfter] = String(Self.retryAfterSeconds)
        }
        return response
    }
}

extension Response {
    /// An answer of the API: never kept, never taken for something else.
    static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        in language: Language = .nb
    ) -> Response {
        guard let bytes = try? DocumentEncoding.encoder(language).encode(value) else {
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
