import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// The shop behind ``FakeShopify``: its orders, what else it keeps, and how full the buckets of calls are.
struct FakeShop: Sendable {
    /// What does not change while the shop runs.
    struct Conditions: Sendable {
        var accessToken: String
        var scopes: Set<String>
        var leaksPerSecond: Int
    }

    private static let base = "/admin/api/"
    /// Without leave to see all, orders made so long ago do not exist.
    private static let openHistorySeconds: Int64 = 60 * 86_400

    let conditions: Conditions
    var orders: [Int64: StoredShopOrder] = [:]
    /// The shop's register: those that generated orders are from, and what a test puts.
    var businesses = ShopBusinesses.all
    var webhooks: [FakeShopWebhook] = []
    var payouts = FakeShopPayouts()
    var nextID: Int64 = 1_400_000_000_000
    var points = FakeShopPoints()
    private var bucket = Bucket()
    private var requestCount: Int64 = 0

    init(_ conditions: Conditions) {
        self.conditions = conditions
    }

    /// Calls not yet leaked, in thousandths, and when that was last counted.
    private struct Bucket: Sendable {
        var level: Int64 = 0
        var countedAt: Date?
    }

    mutating func answer(_ request: FakeRequest, at moment: Date) -> RemoteResponse {
        requestCount += 1
        var response = checked(request, at: moment)
        response.headers.set("X-Request-Id", "fake-request-\(requestCount)")
        response.headers.set("Content-Type", "application/json; charset=utf-8")
        return response
    }

    private mutating func checked(_ request: FakeRequest, at moment: Date) -> RemoteResponse {
        guard request.headers.value("x-shopify-access-token") == conditions.accessToken else {
            return .errors(
                401,
                "[API] Invalid API key or access token (unrecognized login or wrong password)"
            )
        }
        if request.path.hasSuffix("/graphql.json") { return graphQL(request, at: moment) }
        guard let level = takeFromBucket(at: moment) else {
            var response = RemoteResponse.errors(
                429,
                "Exceeded \(conditions.leaksPerSecond) calls per second for api client. "
                    + "Reduce request rates to resume uninterrupted service."
            )
            response.headers.set("Retry-After", "2.0")
            response.headers.set(
                "X-Shopify-Shop-Api-Call-Limit",
                "\(FakeShopify.bucketSize)/\(FakeShopify.bucketSize)"
            )
            return response
        }
        var response = routed(request, at: moment)
        response.headers.set("X-Shopify-Shop-Api-Call-Limit", "\(level)/\(FakeShopify.bucketSize)")
        response.headers.set("X-Shopify-API-Version", Shopify.apiVersion)
        return response
    }

    /// How many calls are in the bucket with this one, or nil when it is full.
    private mutating func takeFromBucket(at moment: Date) -> Int64? {
        if let countedAt = bucket.countedAt {
            let elapsedMilliseconds = max(
                0,
                (moment.timeIntervalSince(countedAt) * 1_000).rounded()
            )
            let leaked = Int64(min(elapsedMilliseconds, 1e9)) * Int64(conditions.leaksPerSecond)
            bucket.level = max(0, bucket.level - leaked)
        }
        bucket.countedAt = moment
        guard bucket.level + 1_000 <= Int64(FakeShopify.bucketSize) * 1_000 else { return nil }
        bucket.level += 1_000
        return (bucket.level + 999) / 1_000
    }

    // MARK: Routes

    private mutating func routed(_ request: FakeRequest, at moment: Date) -> RemoteResponse {
        if request.path == "/admin/oauth/access_scopes.json" {
            return request.method == .get ? scopes : .errors(405, "Method Not Allowed")
        }
        guard request.path.hasPrefix(Self.base) else { return .notFound }
        let parts = request.path.dropFirst(Self.base.count).split(
            separator: "/",
            omittingEmptySubsequences: false
        )
        guard parts.count >= 2, isVersion(parts[0]) else { return .notFound }
        let rest = Array(parts.dropFirst())
        if rest[0].hasPrefix("webhooks") { return webhookRoute(request, rest) }
        guard request.method == .get else { return .errors(405, "Method Not Allowed") }
        switch rest[0] {
        case "orders", "orders.json":
            return permitted("read_orders") { orderRoute(request, rest, at: moment) }
        case "shopify_payments":
            return permitted("read_shopify_payments_payouts") { payouts.answer(request, rest) }
        default: return .notFound
        }
    }

    private func permitted(
        _ scope: String,
        _ answer: () -> RemoteResponse
    ) -> RemoteResponse {
        guard ShopifyScope.allows(scope, among: conditions.scopes) else {
            return .errors(
                403,
                "[API] This action requires merchant approval for \(scope) scope."
            )
        }
        return answer()
    }

    private var scopes: RemoteResponse {
        let list = conditions.scopes.sorted().map { JSONText.object([("handle", .string($0))]) }
        return .json(.object([("access_scopes", .array(list))]))
    }

    private func orderRoute(
        _ request: FakeRequest,
        _ parts: [Substring],
        at moment: Date
    ) -> RemoteResponse {
        switch (parts.count, parts[0]) {
        case (1, "orders.json"): return list(request, at: moment)
        case (2, "orders"):
            guard parts[1].hasSuffix(".json"),
                let stored = visibleOrder(Int64(parts[1].dropLast(5)), at: moment)
            else { return .notFound }
            return .json(wrapping: "order", [stored.order])
        case (3, "orders"):
            guard let stored = visibleOrder(Int64(parts[1]), at: moment) else { return .notFound }
            switch parts[2] {
            case "transactions.json": return RemoteResponse(status: 200, body: stored.transactions)
            case "refunds.json": return RemoteResponse(status: 200, body: stored.refunds)
            default: return .notFound
            }
        default: return .notFound
        }
    }

    func visibleOrder(_ id: Int64?, at moment: Date) -> StoredShopOrder? {
        guard let id, let stored = orders[id], isVisible(stored, at: moment) else { return nil }
        return stored
    }

    func isVisible(_ order: StoredShopOrder, at moment: Date) -> Bool {
        conditions.scopes.contains(ShopifyScope.allOrders)
            || order.createdAt >= Int64(moment.timeIntervalSince1970) - Self.openHistorySeconds
    }

    /// `2026-01`: an expired version falls forward, so any quarter answers.
    private func isVersion(_ text: Substring) -> Bool {
        text.count == 7 && ["01", "04", "07", "10"].contains(text.suffix(2))
            && Int(text.prefix(4)) != nil
    }
}

extension RemoteResponse {
    static let notFound = errors(404, "Not Found")

    static func errors(_ status: Int, _ text: String) -> RemoteResponse {
        json(.object([("errors", .string(text))]), status: status)
    }

    static func json(_ value: JSONText, status: Int = 200) -> RemoteResponse {
        RemoteResponse(status: status, body: value.data)
    }

    static func json(
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
    mutating func set(_ name: String, _ value: String) {
        guard let fieldName = HTTPField.Name(name) else { return }
        self[fieldName] = value
    }

    func value(_ canonicalName: String) -> String? {
        first { $0.name.canonicalName == canonicalName }?.value
    }
}
