import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// The shop behind ``FakeWooCommerce``.
struct FakeWooShop: Sendable {
    struct Stored: Sendable {
        var order: JSONValue
        /// Newest first, as they are listed.
        var refunds: [JSONValue]
    }

    private static let base = "/wp-json/wc/v3/"

    let setup: FakeWooCommerce.Setup
    var orders: [Int64: Stored] = [:]
    var webhooks: [JSONValue] = []
    private var second = Int64.min
    private var callsInSecond = 0

    init(_ setup: FakeWooCommerce.Setup) {
        self.setup = setup
    }

    mutating func register(topic: String, deliveryURL: String, status: String) {
        let id = Int64(webhooks.count + 1)
        webhooks.append(
            .object([
                .init("id", .number(String(id))), .init("name", .string("bokbro \(topic)")),
                .init("status", .string(status)), .init("topic", .string(topic)),
                .init("delivery_url", .string(deliveryURL)),
                .init("date_created_gmt", .string("2026-01-01T00:00:00")),
                .init("date_modified_gmt", .string("2026-01-01T00:00:00")),
            ])
        )
    }

    mutating func answer(_ request: FakeRequest, at moment: Date) -> RemoteResponse {
        let now = Int64(moment.timeIntervalSince1970.rounded(.down))
        callsInSecond = now == second ? callsInSecond + 1 : 1
        second = now
        guard callsInSecond <= setup.callsPerSecond else { return .hostRefuses }
        guard request.path.hasPrefix(Self.base) else {
            return request.path.hasPrefix("/wp-json") ? .noRoute : .noPage
        }
        let parts = request.path.dropFirst(Self.base.count).split(
            separator: "/",
            omittingEmptySubsequences: false
        ).map(String.init)
        if let refusal = unauthenticated(request) { return refusal }
        return routed(request, parts)
    }

    private func unauthenticated(_ request: FakeRequest) -> RemoteResponse? {
        guard let header = request.headers[.authorization], header.hasPrefix("Basic "),
            let bytes = Data(base64Encoded: String(header.dropFirst(6)))
        else {
            return .woo(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
        }
        let pair = String(decoding: bytes, as: UTF8.self).split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let code = "woocommerce_rest_authentication_error"
        guard pair.count == 2, pair[0] == setup.consumerKey else {
            return .woo(401, code, "Consumer key is invalid.")
        }
        guard pair[1] == setup.consumerSecret else {
            return .woo(401, code, "Consumer secret is invalid.")
        }
        if request.method != .get, setup.permission == .read {
            return .woo(401, code, "The API key provided does not have write permissions.")
        }
        return nil
    }

    // MARK: Routes

    private mutating func routed(_ request: FakeRequest, _ parts: [String]) -> RemoteResponse {
        guard ["orders", "webhooks"].contains(parts[0]) else { return .noRoute }
        guard request.method == .get else { return .noRoute }
        switch (parts.count, parts[0]) {
        case (1, "orders"): return list(request)
        case (1, _): return page(of: webhooks, request, decimals: setup.decimals)
        case (2, "orders"):
            guard let stored = orders[Int64(parts[1]) ?? 0] else { return .invalidOrder }
            return decimals(request) { .json(WooRendering.shown(stored.order, decimals: $0)) }
        case (2, _):
            let webhook = webhooks.first { WooOrder.id(of: $0) == Int64(parts[1]) }
            return webhook.map(RemoteResponse.json)
                ?? .woo(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.")
        case (3, "orders") where parts[2] == "refunds":
            guard let stored = orders[Int64(parts[1]) ?? 0] else {
                return .woo(404, "woocommerce_rest_invalid_order_id", "Invalid order ID.")
            }
            return decimals(request) { page(of: stored.refunds, request, decimals: $0) }
        default: return .noRoute
        }
    }

    /// `dp`, or the shop's own decimals; more than six are cut.
    private func decimals(
        _ request: FakeRequest,
        _ answer: (Int) -> RemoteResponse
    ) -> RemoteResponse {
        guard let text = request.queryValue("dp") else { return answer(setup.decimals) }
        guard let decimals = Int(text) else { return .invalid("dp", "dp is not of type integer.") }
        return answer(min(6, max(0, decimals)))
    }

    // MARK: Lists

    private func list(_ request: FakeRequest) -> RemoteResponse {
        let fields = [
            "after": "date_created_gmt", "before": "date_created_gmt",
            "modified_after": "date_modified_gmt", "modified_before": "date_modified_gmt",
        ]
        var shown = orders.values.map(\.order)
        for (name, field) in fields {
            guard let text = request.queryValue(name) else { continue }
            guard let border = WooMoment(text) else {
                return .invalid(name, "Invalid date.")
            }
            shown = shown.filter { order in
                let moment = WooJSON(order).text(field).flatMap(WooMoment.init) ?? border
                return name.hasSuffix("after") ? moment > border : moment < border
            }
        }
        shown = shown.filter { Self.has($0, request.queryValue("status") ?? "any") }
        var orderings = ["date", "id", "include", "title", "slug"]
        if setup.sortsByChange { orderings.append("modified") }
        let ordering = request.queryValue("orderby") ?? "date"
        guard orderings.contains(ordering) else {
            return .invalid(
                "orderby",
                "orderby is not one of \(orderings.joined(separator: ", "))."
            )
        }
        let direction = request.queryValue("order") ?? "desc"
        guard ["asc", "desc"].contains(direction) else {
            return .invalid("order", "order is not one of asc and desc.")
        }
        shown.sort { left, right in
            let isEarlier = Self.key(left, ordering) < Self.key(right, ordering)
            return direction == "asc" ? isEarlier : !isEarlier
        }
        return decimals(request) { page(of: shown, request, decimals: $0) }
    }

    private static func has(_ order: JSONValue, _ status: String) -> Bool {
        let own = WooJSON(order).text("status") ?? ""
        if status == "any" { return own != "trash" && own != "checkout-draft" }
        return status.split(separator: ",").contains { $0 == own }
    }

    private static func key(_ order: JSONValue, _ ordering: String) -> (Int64, Int64) {
        let id = WooOrder.id(of: order) ?? 0
        let field = ordering == "modified" ? "date_modified_gmt" : "date_created_gmt"
        guard ["modified", "date"].contains(ordering) else { return (0, id) }
        return (WooJSON(order).text(field).flatMap(WooMoment.init)?.secondsSince1970 ?? 0, id)
    }

    private func page(
        of values: [JSONValue],
        _ request: FakeRequest,
        decimals: Int
    ) -> RemoteResponse {
        guard let size = Int(request.queryValue("per_page") ?? "10"), (1...100).contains(size)
        else {
            return .invalid(
                "per_page",
                "per_page must be between 1 (inclusive) and 100 (inclusive)"
            )
        }
        guard let page = Int(request.queryValue("page") ?? "1"), page >= 1 else {
            return .invalid("page", "page must be greater than or equal to 1")
        }
        guard let offset = Int(request.queryValue("offset") ?? "\((page - 1) * size)"), offset >= 0
        else { return .invalid("offset", "offset is not of type integer.") }
        let items = values.dropFirst(offset).prefix(size).map {
            WooRendering.shown($0, decimals: decimals)
        }
        let pages = (values.count + size - 1) / size
        var response = RemoteResponse.json(.array(Array(items)))
        response.headers.set("X-WP-Total", String(values.count))
        response.headers.set("X-WP-TotalPages", String(pages))
        var links: [String] = []
        if page > 1 { links.append(Self.link(request, page - 1, "prev")) }
        if page < pages { links.append(Self.link(request, page + 1, "next")) }
        if !links.isEmpty { response.headers.set("Link", links.joined(separator: ", ")) }
        return response
    }

    private static func link(_ request: FakeRequest, _ page: Int, _ relation: String) -> String {
        let others = request.query.filter { $0.name != "page" }.map { "\($0.name)=\($0.value)" }
        let query = (others + ["page=\(page)"]).joined(separator: "&")
        return "<https://nettbutikk.example\(request.path)?\(query)>; rel=\"\(relation)\""
    }
}

extension RemoteResponse {
    fileprivate static let noRoute = woo(
        404,
        "rest_no_route",
        "No route was found matching the URL and request method."
    )
    fileprivate static let invalidOrder = woo(
        404,
        "woocommerce_rest_shop_order_invalid_id",
        "Invalid ID."
    )
    /// What WordPress shows where nothing is.
    fileprivate static let noPage = RemoteResponse(
        status: 404,
        headers: [.contentType: "text/html; charset=UTF-8"],
        body: Data("<!DOCTYPE html><html><body><h1>Siden ble ikke funnet</h1></body></html>".utf8)
    )
    /// A host's limit, not WordPress'.
    fileprivate static let hostRefuses = RemoteResponse(
        status: 429,
        headers: [.contentType: "text/html", .retryAfter: "1"],
        body: Data("<html><body><h1>429 Too Many Requests</h1></body></html>".utf8)
    )

    fileprivate static func woo(_ status: Int, _ code: String, _ message: String) -> RemoteResponse
    {
        json(
            .object([
                .init("code", .string(code)), .init("message", .string(message)),
                .init("data", .object([.init("status", .number(String(status)))])),
            ]),
            status: status
        )
    }

    fileprivate static func invalid(_ name: String, _ text: String) -> RemoteResponse {
        json(
            .object([
                .init("code", .string("rest_invalid_param")),
                .init("message", .string("Invalid parameter(s): \(name)")),
                .init(
                    "data",
                    .object([
                        .init("status", .number("400")),
                        .init("params", .object([.init(name, .string(text))])),
                    ])
                ),
            ]),
            status: 400
        )
    }

    fileprivate static func json(_ value: JSONValue) -> RemoteResponse { json(value, status: 200) }

    private static func json(_ value: JSONValue, status: Int) -> RemoteResponse {
        RemoteResponse(
            status: status,
            headers: [.contentType: "application/json; charset=UTF-8"],
            body: Data(value.description.utf8)
        )
    }
}
