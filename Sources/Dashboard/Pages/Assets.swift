/// The files that pages refer to.
enum Assets {
    static let stylesheet = Asset(
        path: Path.stylesheet,
        type: "text/css; charset=utf-8",
        bytes: PackageResources.stylesheet_css
    )
    static let script = Asset(
        path: Path.script,
        type: "text/javascript; charset=utf-8",
        bytes: PackageResources.refresh_js
    )
    static let openAPI = Asset(
        path: "/api/openapi.json",
        type: "application/json",
        bytes: PackageResources.openapi_json
    )
    static let icon = Asset(
        path: Path.icon,
        type: "image/svg+xml",
        bytes: PackageResources.favicon_svg
    )
    static let oldIcon = Asset(
        path: Path.oldIcon,
        type: "image/x-icon",
        bytes: PackageResources.favicon_ico
    )
}

/// A file of the program, served as it is.
struct Asset: Sendable {
    let path: String
    let type: String
    let bytes: [UInt8]
    /// Changes with the content, so that a browser may keep the file and still notices an upgrade.
    let version: String

    init(path: String, type: String, bytes: [UInt8]) {
        self.path = path
        self.type = type
        self.bytes = bytes
        // FNV-1a, 64 bit: a mark of the content, not a defence.
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        version = String(hash, radix: 36)
    }

    var versionedPath: String { "\(path)?v=\(version)" }
}
