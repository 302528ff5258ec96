import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// The one document of GraphQL that bokbro asks; any other is refused as one that does not parse.
extension FakeShop {
    private static let pointsPerOrder: Int64 = 5
    private static let pointsPerTransaction: Int64 = 4

    mutating func graphQL(_ request: FakeRequest, at moment: Date) -> RemoteResponse {
        guard request.method == .post else { return .errors(405, "Method Not Allowed") }
        guard let document = try? JSONValue(parsing: request.body),
            let query = document["query"]?.text
        else { return .errors(400, "Required parameter missing or invalid: query") }
        guard Self.words(query) == Self.words(ShopifySupplement.query),
            case .array(let ids)? = document["variables"]?["ids"]
        else { return .graphQLError("Parse error on the document", code: "PARSE_ERROR") }
        let requested =
            Int64(ids.count)
            * (Self.pointsPerOrder + Self.pointsPerTransaction
                * Int64(ShopifySupplement.transactionsPerOrder))
        guard requested <= FakeShopPoints.maximumPerCall else {
            return .graphQLError(
                "Query cost is \(requested), which exceeds the single query max cost limit",
                code: "MAX_COST_EXCEEDED"
            )
        }
        guard ShopifyScope.allows(ShopifyScope.orders, among: conditions.scopes) else {
            return .graphQLError("Access denied for nodes field.", code: "ACCESS_DENIED")
        }
        let found = ids.map { id in
            visibleOrder(id.text.flatMap { Int64($0.split(separator: "/").last ?? "") }, at: moment)
        }
        let nodes = found.map { $0.map(node) ?? .null }
        let (isAllowed, state) = points.take(
            requested: requested,
            actual: Int64(found.count(where: { $0 != nil })) * Self.pointsPerOrder * 3,
            restoreRate: Int64(conditions.leaksPerSecond) * 50,
            at: moment
        )
        guard isAllowed else {
            return .graphQLError("Throttled", code: "THROTTLED", cost: requested, state)
        }
        return .json(
            .object([
                ("data", .object([("nodes", .array(nodes))])),
                ("extensions", .cost(requested: requested, state)),
            ])
        )
    }

    private static func words(_ text: String) -> [Substring] {
        text.split(whereSeparator: \.isWhitespace)
    }

    private func node(_ stored: StoredShopOrder) -> JSONText {
        let answer = try? JSONValue(parsing: stored.transactions)
        var transactions: [JSONValue] = []
        if case .array(let list)? = answer?["transactions"] { transactions = list }
        return .object([
            ("legacyResourceId", .string(String(stored.head.id))),
            (
                "transactions",
                .array(
                    transactions.prefix(ShopifySupplement.transactionsPerOrder).map(transaction)
                )
            ),
            ("purchasingEntity", buyer(of: stored)),
        ])
    }

    /// Businesses are a part of customers' data; without leave to see those it is null.
    private func buyer(of stored: StoredShopOrder) -> JSONText {
        guard ShopifyScope.allows(ShopifyScope.customers, among: conditions.scopes),
            let company = stored.head.company
        else { return .null }
        let business = company.id.flatMap { businesses[$0] }
        let number = JSONText.optional(business?.taxRegistrationID)
        return .object([
            ("company", .object([("name", .optional(business?.name))])),
            (
                "location",
                .object([("taxSettings", .object([("taxRegistrationId", number)]))])
            ),
        ])
    }

    /// GraphQL has the receipt as text, which REST gives as an object or as text.
    private static func receipt(_ value: JSONValue) -> String {
        if case .string(let text) = value { text } else { value.description }
    }

    private func transaction(_ value: JSONValue) -> JSONText {
        func text(_ name: String) -> JSONText { .optional(value[name]?.text) }
        func word(_ name: String) -> JSONText { .optional(value[name]?.text?.uppercased()) }
        func gid(_ id: String) -> JSONText { .string("gid://shopify/OrderTransaction/\(id)") }
        func money(_ amount: String?, _ currency: JSONText) -> JSONText {
            guard let amount else { return .null }
            let side = JSONText.object([
                ("amount", .string(amount)), ("currencyCode", currency),
            ])
            return .object([("presentmentMoney", side)])
        }
        let adjustment = value["currency_exchange_adjustment"].map { found in
            JSONText.object([
                (
                    "finalAmount",
                    .object([
                        ("amount", .optional(found["final_amount"]?.text)),
                        ("currencyCode", .optional(found["currency"]?.text)),
                    ])
                )
            ])
        }
        let parent = value["parent_id"]?.text.map { JSONText.object([("id", gid($0))]) }
        return .object([
            ("id", gid(value["id"]?.text ?? "0")), ("kind", word("kind")),
            ("status", word("status")), ("gateway", text("gateway")),
            ("createdAt", text("created_at")), ("processedAt", text("processed_at")),
            ("receiptJson", .optional(value["receipt"].map(Self.receipt))),
            ("parentTransaction", parent ?? .null),
            ("amountSet", money(value["amount"]?.text, text("currency"))),
            ("amountRoundingSet", money(value["amount_rounding"]?.text, text("currency"))),
            ("currencyExchangeAdjustment", adjustment ?? .null),
        ])
    }
}

extension JSONText {
    fileprivate static func cost(requested: Int64, _ state: FakeShopPoints.State) -> JSONText {
        .object([
            (
                "cost",
                .object([
                    ("requestedQueryCost", .int(requested)), ("actualQueryCost", .null),
                    (
                        "throttleStatus",
                        .object([
                            ("maximumAvailable", .number("\(state.maximum).0")),
                            ("currentlyAvailable", .int(state.available)),
                            ("restoreRate", .number("\(state.restoreRate).0")),
                        ])
                    ),
                ])
            )
        ])
    }
}

extension RemoteResponse {
    /// GraphQL says no with status 200.
    fileprivate static func graphQLError(
        _ text: String,
        code: String,
        cost: Int64 = 0,
        _ state: FakeShopPoints.State? = nil
    ) -> RemoteResponse {
        let error = JSONText.object([
            ("message", .string(text)), ("extensions", .object([("code", .string(code))])),
        ])
        var members = [("errors", JSONText.array([error]))]
        if let state { members.append(("extensions", .cost(requested: cost, state))) }
        return json(.object(members))
    }
}
