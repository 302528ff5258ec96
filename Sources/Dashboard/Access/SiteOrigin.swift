import HTTPTypes

/// Tells requests of our own pages from those that another site makes a browser send.
///
/// Browsers state where a request comes from, and scripts cannot change that: `Sec-Fetch-Site`, and `Origin` where
/// it is missing. A request with neither is from no browser, and holds no one's cookies against their will.
struct SiteOrigin: Sendable {
    /// `https://bokbro.example`, without a path.
    let publicOrigin: String

    init(publicURL: String) {
        let parts = publicURL.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        publicOrigin = parts.prefix(3).joined(separator: "/").lowercased()
    }

    var isSecure: Bool { publicOrigin.hasPrefix("https:") }

    func allows(_ method: HTTPRequest.Method, _ headers: HTTPFields, authority: String?) -> Bool {
        if method == .get || method == .head { return true }
        if let site = headers[Self.fetchSite] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = headers[.origin]?.lowercased() else { return true }
        if origin == publicOrigin { return true }
        guard let authority, !authority.isEmpty else { return false }
        return origin == "http://\(authority.lowercased())"
            || origin == "https://\(authority.lowercased())"
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
}
