import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What is known of a request beside itself: where it comes from.
struct ServerContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    var remoteAddress: SocketAddress? { channel.remoteAddress }
}

/// Finds out whose request it is, believing `X-Forwarded-For` only from the proxies the administrator named.
struct ClientAddress: Sendable {
    let trustedProxies: Set<String>

    func of(_ request: Request, peer: SocketAddress?) -> String {
        let address = peer?.ipAddress ?? "local"
        guard trustedProxies.contains(address),
            let name = HTTPField.Name("X-Forwarded-For"), let forwarded = request.headers[name]
        else { return address }
        // Each proxy appends whom it heard it from: the last stranger is the client.
        return forwarded.split(separator: ",").reversed()
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .first { !trustedProxies.contains($0) } ?? address
    }
}
