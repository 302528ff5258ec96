import Foundation
import HTTPTypes

/// What Shopify says in the head of an answer.
enum ShopifyHeaders {
    /// The version that shaped the answer.
    static func apiVersion(in headers: HTTPFields) -> String? {
        headers.first { $0.name.canonicalName == "x-shopify-api-version" }?.value
    }

    /// The cursor of the next page, nil after the last.
    ///
    /// `Link: <https://…/orders.json?limit=50&page_info=abc>; rel="next"`, perhaps beside a previous one.
    static func nextCursor(in headers: HTTPFields) -> String? {
        guard let link = headers.first(where: { $0.name.canonicalName == "link" })?.value else {
            return nil
        }
        for part in link.split(separator: ",") where part.contains(#"rel="next""#) {
            guard let start = part.firstIndex(of: "<"), let end = part.lastIndex(of: ">"),
                start < end,
                let address = URLComponents(string: String(part[part.index(after: start)..<end]))
            else { continue }
            return address.queryItems?.first { $0.name == "page_info" }?.value
        }
        return nil
    }
}
