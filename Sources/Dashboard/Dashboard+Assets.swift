import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let daySeconds = 86_400

    func addAssets<Context: RequestContext>(to router: Router<Context>) {
        for asset in [Assets.stylesheet, Assets.script, Assets.icon, Assets.oldIcon] {
            router.get(RouterPath(asset.path)) { request, _ in
                Self.response(asset, to: request)
            }
        }
    }

    private static func response(_ asset: Asset, to request: Request) -> Response {
        let isVersioned = request.uri.queryParameters["v"].map(String.init) == asset.version
        let tag = "\"\(asset.version)\""
        let headers: HTTPFields = [
            .contentType: asset.type,
            .eTag: tag,
            .xContentTypeOptions: "nosniff",
            .cacheControl: isVersioned
                ? "public, max-age=31536000, immutable" : "public, max-age=\(daySeconds)",
        ]
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok,
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes))
        )
    }
}
