import Foundation
import HTTPTypes
import Remote

/// The shop behind ``FakeShopify``: its orders, and how full the bucket of calls is.
struct FakeShop: Sendable {
    private static let base = "/admin/api/"

    var orders: [Int64: StoredShopOrder] = [:]
    private var bucket = Bucket()
    private var requestCount: Int64 = 0

    /// Calls not yet leaked, in thousandths, and when that was last counted.
    private struct Bucket: Sendable {
        var level: Int64 = 0
        var countedAt: Date?
    }

    mutating func answer(
        _ request: FakeRequest,
        accessToken: String,
        leaksPerSecond: Int,
        at moment: Date
    ) -> RemoteResponse {
        requestCount += 1
        var response = checked(
            request,
            accessToken: accessToken,
            leaksPerSecond: leaksPerSecond,
            at: moment
        )
        response.headers.set("X-Request-Id", "fake-request-\(requestCount)")
        response.headers.set("Content-Type", "application/json; charset=utf-8")
        return response
    }

    private mutating func checked(
        _ request: FakeRequest,
        accessToken: String,
        leaksPerSecond: Int,
        at moment: Date
    ) -> RemoteResponse {
        guard request.headers.value("x-shopify-access-token") == accessToken else {
            return .errors(
                401,
                "[API] Invalid API key or access token (unrecognized login or wrong password)"
            )
        }
        guard let level = takeFromBucket(leaksPerSecond: leaksPerSecond, at: moment) else {
            var response = RemoteResponse.errors(
                429,
                "Exceeded \(leaksPerSecond) calls per second for api client. "
                    + "Reduce request rates to resume uninterrupted service."
            )
            response.headers.set("Retry-After", "2.0")
            response.headers.set(
                "X-Shopify-Shop-Api-Call-Limit",
                "\(FakeShopify.bucketSize)/\(FakeShopify.bucketSize)"
            )
            return response
        }
        var response = routed(request)
        response.headers.set("X-Shopify-Shop-Api-Call-Limit", "\(level)/\(FakeShopify.bucketSize)")
        response.headers.set("X-Shopify-API-Version", Shopify.apiVersion)
        return response
    }

    /// How many calls are in the bucket with this one, or nil when it is full.
    private mutating func takeFromBucket(leaksPerSecond: Int, at moment: Date) -> Int64? {
        if let countedAt = bucket.countedAt {
            let elapsedMilliseconds = max(
                0,
                (moment.timeIntervalSince(countedAt) * 1_000).rounded()
            )
            let leaked = Int64(min(elapsedMilliseconds, 1e9)) * Int64(leaksPerSecond)
            bucket.level = max(0, bucket.level - leaked)
        }
        bucket.countedAt = moment
        guard bucket.level + 1_000 <= Int64(FakeShopify.bucketSize) * 1_000 else { return nil }
        bucket.level += 1_000
        return (bucket.level + 999) / 1_000
    }

    // MARK: Routes

    private func routed(_ request: FakeRequest) -> RemoteResponse {
        guard request.path.hasPrefix(Self.base) else { return .notFound }
        let parts = request.path.dropFirst(Self.base.count).split(
            separator: "/",
            omittingEmptySubsequences: false
        )
        guard parts.count >= 2, isVersion(parts[0]) else { return .notFound }
        guard request.method == .get else { return .errors(405, "Method Not Allowed") }
        switch (parts.count, parts[1]) {
        case (2, "orders.json"): return list(request)
        case (3, "orders"):
            guard let stored = order(parts[2]) else { return .notFound }
            return .json(wrapping: "order", [stored.order])
        case (4, "orders"):
            guard let stored = orders[Int64(parts[2]) ?? 0] else { return .notFound }
            switch parts[3] {
            case "transactions.json": return RemoteResponse(status: 200, body: stored.transactions)
            case "refunds.json": return RemoteResponse(status: 200, body: stored.refunds)
            default: return .notFound
            }
        default: return .notFound
        }
    }

    private func order(_ file: Substring) -> StoredShopOrder? {
        guard file.hasSuffix(".json"), let id = Int64(file.dropLast(5)) else { return nil }
        return orders[id]
    }

    /// `2026-01`: an expired version falls forward, so any quarter answers.
    private func isVersion(_ text: Substring) -> Bool {
        text.count == 7 && ["01", "04", "07", "10"].contains(text.suffix(2))
            && Int(text.prefix(4)) != nil
    }

    // MARK: Lists

    private func list(_ request: FakeRequest) -> RemoteResponse {
        let cursor = request.queryValue("page_info")
        if cursor != nil {
            let others = request.query.map(\.name).filter {
                !["page_info", "limit", "fields"].contains($0)
            }
            if let other = others.first {
                return .errors(400, "\(other) cannot be passed when page_info is set.")
            }
        }
        var filter: ShopOrderFilter
        if let cursor {
            guard let decoded = ShopOrderFilter(cursor: cursor) else {
                return .errors(400, "Invalid value for page_info parameter")
            }
            filter = decoded
        } else {
            filter = ShopOrderFilter()
            filter.status = request.queryValue("status") ?? "open"
            if let text = request.queryValue("updated_at_min") {
                guard let seconds = ShopCalendar.secondsSince1970(text) else {
                    return .errors(400, "updated_at_min: invalid date")
                }
                filter.updatedAtMin = seconds
            }
        }
        guard ["any", "open", "closed", "cancelled"].contains(filter.status) else {
            return .errors(400, "status: invalid value")
        }
        let limit = Int(request.queryValue("limit") ?? "50") ?? 0
        guard (1...FakeShopify.maximumPageSize).contains(limit) else {
            return .errors(400, "Limit cannot exceed \(FakeShopify.maximumPageSize)")
        }
        return page(filter, limit: limit)
    }

    private func page(_ filter: ShopOrderFilter, limit: Int) -> RemoteResponse {
        let matching = orders.values.filter { filter.accepts($0.head) }.sorted {
            ($0.updatedAt, $0.head.id) < ($1.updatedAt, $1.head.id)
        }
        let rest = matching.drop {
            ($0.updatedAt, $0.head.id) <= (filter.afterUpdatedAt, filter.afterID)
        }
        let shown = Array(rest.prefix(limit))
        var response = RemoteResponse.json(wrapping: "orders", shown.map(\.order), isList: true)
        if rest.count > limit, let last = shown.last {
            var next = filter
            next.afterUpdatedAt = last.updatedAt
            next.afterID = last.head.id
            let url =
                "https://fake.myshopify.com/admin/api/\(Shopify.apiVersion)/orders.json?limit=\(limit)"
                + "&page_info=\(next.cursor)"
            response.headers.set("Link", "<\(url)>; rel=\"next\"")
        }
        return response
    }
}

extension RemoteResponse {
    fileprivate static let notFound = errors(404, "Not Found")

    fileprivate static func errors(_ status: Int, _ text: String) -> RemoteResponse {
        RemoteResponse(status: status, body: JSONText.object([("errors", .string(text))]).data)
    }

    fileprivate static func json(
        wrapping name: String,
        _ values: [Data],
        isList: Bool = false
    ) -> RemoteResponse {
        var body = Data("{\"\(name)\":\(isList ? "[" : "")".utf8)
        for (index, value) in values.enumerated() {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            body.append(value)
        }
        body.append(contentsOf: (isList ? "]}" : "}").utf8)
        return RemoteResponse(status: 200, body: body)
    }
}

extension HTTPFields {
    fileprivate mutating func set(_ name: String, _ value: String) {
        guard let fieldName = HTTPField.Name(name) else { return }
        self[fieldName] = value
    }

    fileprivate func value(_ canonicalName: String) -> String? {
        first { $0.name.canonicalName == canonicalName }?.value
    }
}
