import Foundation
import HTTPTypes
import Remote

extension FakeShop {
    func list(_ request: FakeRequest, at moment: Date) -> RemoteResponse {
        let filter: ShopOrderFilter
        switch readFilter(request) {
        case .success(let read): filter = read
        case .failure(let refusal): return .errors(400, refusal.text)
        }
        let limit = Int(request.queryValue("limit") ?? "50") ?? 0
        guard (1...FakeShopify.maximumPageSize).contains(limit) else {
            return .errors(400, "Limit cannot exceed \(FakeShopify.maximumPageSize)")
        }
        return page(filter, limit: limit, at: moment)
    }

    private struct Refusal: Error {
        var text: String
    }

    private func readFilter(_ request: FakeRequest) -> Result<ShopOrderFilter, Refusal> {
        guard let cursor = request.queryValue("page_info") else { return firstFilter(request) }
        let others = request.query.map(\.name).filter {
            !["page_info", "limit", "fields"].contains($0)
        }
        if let other = others.first {
            return .failure(Refusal(text: "\(other) cannot be passed when page_info is set."))
        }
        guard let filter = ShopOrderFilter(cursor: cursor) else {
            return .failure(Refusal(text: "Invalid value for page_info parameter"))
        }
        return .success(filter)
    }

    /// Parameters that Shopify does not know it ignores.
    private func firstFilter(_ request: FakeRequest) -> Result<ShopOrderFilter, Refusal> {
        var filter = ShopOrderFilter()
        filter.status = request.queryValue("status") ?? "open"
        guard ["any", "open", "closed", "cancelled"].contains(filter.status) else {
            return .failure(Refusal(text: "status: invalid value"))
        }
        for (name, bound) in ShopOrderFilter.bounds {
            guard let text = request.queryValue(name) else { continue }
            guard let seconds = ShopCalendar.secondsSince1970(text) else {
                return .failure(Refusal(text: "\(name): invalid date"))
            }
            filter[keyPath: bound] = seconds
        }
        if let ids = request.queryValue("ids") {
            filter.ids = Set(ids.split(separator: ",").compactMap { Int64($0) })
        }
        switch request.queryValue("order") {
        case "created_at asc": filter.sort = .createdAscending
        case "updated_at asc": filter.sort = .updatedAscending
        default: filter.sort = .createdDescending
        }
        return .success(filter)
    }

    private func page(_ filter: ShopOrderFilter, limit: Int, at moment: Date) -> RemoteResponse {
        let matching = orders.values.filter { filter.accepts($0) && isVisible($0, at: moment) }
            .sorted { filter.key($0) < filter.key($1) }
        let rest = matching.drop { filter.isSeen($0) }
        let shown = Array(rest.prefix(limit))
        var response = RemoteResponse.json(wrapping: "orders", shown.map(\.order), isList: true)
        if rest.count > limit, let last = shown.last {
            let url =
                "https://fake.myshopify.com/admin/api/\(Shopify.apiVersion)/orders.json?limit=\(limit)"
                + "&page_info=\(filter.continued(after: last).cursor)"
            response.headers.set("Link", "<\(url)>; rel=\"next\"")
        }
        return response
    }
}
