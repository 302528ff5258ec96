import HTTPTypes
import Hummingbird

/// The headers that every page carries.
enum PageHeaders {
    static let policy = """
        default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
        frame-ancestors 'none'
        """

    static func added(to response: Response) -> Response {
        var response = response
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        // Not `no-referrer`: browsers then send `Origin: null` with our own forms.
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.cacheControl] = "no-store"
        response.headers[.vary] = "Cookie, Accept-Language"
        response.headers[.openerPolicy] = "same-origin"
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = Self("Referrer-Policy") ?? .referer
    fileprivate static let openerPolicy = Self("Cross-Origin-Opener-Policy") ?? .server
}

extension Response {
    /// A page of markup.
    static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// Sends the browser on with a GET.
    static func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
