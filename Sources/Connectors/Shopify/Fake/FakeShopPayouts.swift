package import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// A payout of Shopify Payments, put into ``FakeShopify``; its sums are the shop's own work.
package struct FakeShopPayout: Sendable {
    package struct Transaction: Sendable {
        /// What moved the balance: `charge`, `refund`, `adjustment` or `dispute`.
        package var type: String
        package var orderID: Int64?
        package var amountMinor: Int64
        package var feeMinor: Int64

        package init(type: String, orderID: Int64?, amountMinor: Int64, feeMinor: Int64) {
            self.type = type
            self.orderID = orderID
            self.amountMinor = amountMinor
            self.feeMinor = feeMinor
        }
    }

    package var id: Int64
    package var date: LocalDate
    /// One of `paid`, `scheduled`, `in_transit`, `failed` and `canceled`.
    package var status: String
    package var currency: Currency
    package var transactions: [Transaction]

    package init(
        id: Int64,
        date: LocalDate,
        status: String = "paid",
        currency: Currency = .nok,
        transactions: [Transaction]
    ) {
        self.id = id
        self.date = date
        self.status = status
        self.currency = currency
        self.transactions = transactions
    }

    var netMinor: Int64 { transactions.map { $0.amountMinor - $0.feeMinor }.reduce(0, +) }

    func text(_ minor: Int64) -> JSONText {
        .string(Amount(minor: minor).text(in: currency))
    }
}

/// The payouts that a shop keeps.
struct FakeShopPayouts: Sendable {
    private var payouts: [FakeShopPayout] = []

    mutating func put(_ payout: FakeShopPayout) {
        payouts.removeAll { $0.id == payout.id }
        payouts.append(payout)
    }

    func answer(_ request: FakeRequest, _ parts: [Substring]) -> RemoteResponse {
        guard let resolved = request.resolved() else {
            return .errors(400, "Invalid value for page_info parameter")
        }
        return switch parts.dropFirst().joined(separator: "/") {
        case "payouts.json": list(resolved)
        case "balance/transactions.json": transactions(resolved)
        default: .notFound
        }
    }

    private func list(_ request: FakeRequest) -> RemoteResponse {
        let from = request.queryValue("date_min").flatMap { LocalDate($0) }
        let to = request.queryValue("date_max").flatMap { LocalDate($0) }
        let status = request.queryValue("status")
        let shown = payouts.filter { payout in
            (from.map { payout.date >= $0 } ?? true) && (to.map { payout.date <= $0 } ?? true)
                && (status.map { payout.status == $0 } ?? true)
        }.sorted { ($0.date, $0.id) > ($1.date, $1.id) }
        return slice("payouts", shown.map(\.json), request)
    }

    /// All that fell under a payout, and the payout itself as what left the balance.
    private func transactions(_ request: FakeRequest) -> RemoteResponse {
        let id = request.queryValue("payout_id").flatMap { Int64($0) }
        let shown = payouts.filter { id == nil || $0.id == id }.flatMap(\.balanceTransactions)
        return slice("transactions", shown, request)
    }

    private func slice(
        _ name: String,
        _ values: [JSONText],
        _ request: FakeRequest
    ) -> RemoteResponse {
        let limit = Int(request.queryValue("limit") ?? "50") ?? 0
        guard (1...FakeShopify.maximumPageSize).contains(limit) else {
            return .errors(400, "Limit cannot exceed \(FakeShopify.maximumPageSize)")
        }
        let start = request.queryValue("start").flatMap { Int($0) } ?? 0
        let shown = values.dropFirst(start).prefix(limit)
        var response = RemoteResponse.json(.object([(name, .array(Array(shown)))]))
        if start + limit < values.count {
            response.headers.set(
                "Link",
                "<https://fake.myshopify.com/admin/api/\(Shopify.apiVersion)/\(name).json"
                    + "?limit=\(limit)&page_info=\(request.cursor(start: start + limit))>; rel=\"next\""
            )
        }
        return response
    }
}

extension FakeRequest {
    /// The filters of this request and where the next page begins; opaque, safe in a query.
    fileprivate func cursor(start: Int) -> String {
        let filters = query.filter { !["limit", "start", "page_info"].contains($0.name) }
        let text = (filters.map { "\($0.name)=\($0.value)" } + ["start=\(start)"])
            .joined(separator: "&")
        return Data(text.utf8).base64EncodedString()
            .replacing("=", with: "-").replacing("/", with: "_").replacing("+", with: ".")
    }

    /// The request that a cursor stands for; nil when it was not made here, or has filters beside it.
    fileprivate func resolved() -> FakeRequest? {
        guard let cursor = queryValue("page_info") else {
            return query.contains { $0.name == "start" } ? nil : self
        }
        guard query.allSatisfy({ ["page_info", "limit"].contains($0.name) }) else { return nil }
        let text = cursor.replacing("-", with: "=").replacing("_", with: "/")
            .replacing(".", with: "+")
        guard let data = Data(base64Encoded: text) else { return nil }
        var request = self
        request.query.removeAll { $0.name == "page_info" }
        for part in String(decoding: data, as: UTF8.self).split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            request.query.append((name: String(pair[0]), value: String(pair[1])))
        }
        return request
    }
}

extension FakeShopPayout {
    fileprivate var json: JSONText {
        .object([
            ("id", .int(id)), ("status", .string(status)), ("date", .string(date.description)),
            ("currency", .string(currency.code)), ("amount", text(netMinor)),
            ("summary", summary),
        ])
    }

    private var summary: JSONText {
        func sums(_ name: String, _ types: Set<String>) -> [(String, JSONText)] {
            let parts = transactions.filter { types.contains($0.type) }
            return [
                ("\(name)_fee_amount", text(parts.map(\.feeMinor).reduce(0, +))),
                ("\(name)_gross_amount", text(parts.map(\.amountMinor).reduce(0, +))),
            ]
        }
        return .object(
            sums("adjustments", ["adjustment", "dispute"]) + sums("charges", ["charge"])
                + sums("refunds", ["refund"]) + sums("reserved_funds", ["reserve"])
                + sums("retried_payouts", ["payout_failure"])
        )
    }

    fileprivate var balanceTransactions: [JSONText] {
        let parts = transactions.enumerated().map { index, part in
            balanceTransaction(
                id: id * 1_000 + Int64(index) + 1,
                part.type,
                part.orderID,
                part.amountMinor,
                part.feeMinor
            )
        }
        return [balanceTransaction(id: id * 1_000, "payout", nil, -netMinor, 0)] + parts
    }

    private func balanceTransaction(
        id transactionID: Int64,
        _ type: String,
        _ orderID: Int64?,
        _ amountMinor: Int64,
        _ feeMinor: Int64
    ) -> JSONText {
        .object([
            ("id", .int(transactionID)), ("type", .string(type)), ("test", .bool(false)),
            ("payout_id", .int(id)), ("payout_status", .string(status)),
            ("currency", .string(currency.code)), ("amount", text(amountMinor)),
            ("fee", text(feeMinor)), ("net", text(amountMinor - feeMinor)),
            ("source_id", .int(transactionID + 7)), ("source_type", .string(type)),
            ("source_order_id", orderID.map { .int($0) } ?? .null),
            ("source_order_transaction_id", orderID.map { .int($0 + 1) } ?? .null),
            ("processed_at", .string("\(date)T09:00:00+01:00")),
        ])
    }
}
