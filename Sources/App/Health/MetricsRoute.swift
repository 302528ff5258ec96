import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /metrics`: for whoever has the token, or without one for this machine alone.
struct MetricsRoute: Sendable {
    static let path = "/metrics"

    let page: MetricsPage
    let token: String?
    let addresses: ClientAddress

    func respond(to request: Request, peer: SocketAddress?) async -> Response {
        guard request.method == .get || request.method == .head else {
            return JSONReply.methodNotAllowed(allow: "GET, HEAD")
        }
        if let token {
            guard Self.isSame(request.headers[.authorization] ?? "", as: "Bearer \(token)") else {
                return JSONReply.error(
                    .unauthorized,
                    code: "UNAUTHORIZED",
                    message: "The metrics need the token of BOKBRO_METRICS_TOKEN as bearer.",
                    headers: [.wwwAuthenticate: "Bearer"]
                )
            }
        } else if !isLocal(request, peer: peer) {
            return JSONReply.error(
                .forbidden,
                code: "FORBIDDEN",
                message: "Without BOKBRO_METRICS_TOKEN the metrics answer only to this machine."
            )
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: await page.text()))
        )
    }

    /// A proxy on this machine passes strangers on: what it forwards is not from here, unless it says so and is
    /// believed.
    private func isLocal(_ request: Request, peer: SocketAddress?) -> Bool {
        let forwarded = ["X-Forwarded-For", "Forwarded"].compactMap { HTTPField.Name($0) }
            .contains { request.headers[$0] != nil }
        let own = peer?.ipAddress ?? "local"
        let address = addresses.of(request, peer: peer)
        if forwarded, address == own { return false }
        return address == "local" || address == "::1" || address.hasPrefix("127.")
    }

    /// Compares without telling by its time how much is right.
    private static func isSame(_ given: String, as wanted: String) -> Bool {
        let (left, right) = (Array(given.utf8), Array(wanted.utf8))
        var difference = left.count ^ right.count
        for index in right.indices {
            difference |= Int(right[index] ^ (index < left.count ? left[index] : 0))
        }
        return difference == 0
    }
}
