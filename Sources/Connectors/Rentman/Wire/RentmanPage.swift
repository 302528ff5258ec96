import Bookkeeping
import Foundation

/// One page of a list, and where the next one is.
struct RentmanPage: Sendable {
    /// A page's address below the base address.
    struct Next: Sendable {
        var path: String
        var query: [(name: String, value: String)]
    }

    var records: [RentmanRecord]
    /// nil after the last page.
    var next: Next?

    init(_ json: JSONValue, of place: Next, baseURL: String) throws {
        guard case .array(let items)? = json["data"] else { throw RentmanUnreadable(field: "data") }
        records = items.map(RentmanRecord.init)
        guard case .object(let members) = json else { return }
        if let value = members.first(where: { $0.name == "next_page_url" })?.value {
            if let url = value.text, !url.isEmpty { next = try Next(url: url, baseURL: baseURL) }
        } else {
            next = Self.following(place, count: items.count, json)
        }
    }

    /// Older answers name no next page: then there is one as long as pages are full.
    private static func following(_ place: Next, count: Int, _ json: JSONValue) -> Next? {
        guard let limit = json["limit"]?.text.flatMap({ Int($0) }), limit > 0, count >= limit
        else { return nil }
        let offset = place.query.first { $0.name == "offset" }.flatMap { Int($0.value) } ?? 0
        return Next(
            path: place.path,
            query: place.query.filter { $0.name != "offset" } + [("offset", String(offset + count))]
        )
    }
}

extension RentmanPage.Next {
    /// Reads the address that a page names as its next.
    ///
    /// Our token goes only to the host it was given for.
    init(url: String, baseURL: String) throws {
        guard let components = URLComponents(string: url),
            let base = URLComponents(string: baseURL),
            components.host == nil
                || (components.host == base.host && components.port == base.port
                    && components.scheme == base.scheme),
            components.path.hasPrefix(base.path + "/")
        else { throw RentmanUnreadable(field: "next_page_url") }
        path = String(components.path.dropFirst(base.path.count))
        query = (components.queryItems ?? []).map { ($0.name, $0.value ?? "") }
    }
}
