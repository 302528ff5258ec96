import Bookkeeping
import Foundation
import Remote

extension WooCommerce {
    package func history(
        _ request: HistoryRequest,
        from access: SourceAccess
    ) async throws -> HistoryPage {
        let start = WooMoment(secondsSince1970: Int64(request.from.timeIntervalSince1970))
        var place = request.cursor.flatMap(WooHistory.init(cursor:)) ?? WooHistory(from: start)
        let client = try access.client
        let values = try await orders(request.moment, at: &place, from: client)
        let orders = values.compactMap { value in
            WooOrder.id(of: value).map { id in
                (value: value, id: id, moment: Self.moment(of: value, request.moment) ?? start)
            }
        }
        let items = orders.filter { order in
            order.moment >= start && !place.seen.contains(WooHistory.key(order.id, order.moment))
                && request.to.map { order.moment.date < $0 } ?? true
        }.map { order in item(order.value, order.id, baseURL: client.baseURL) }
        let next = place.after(
            orders.map { ($0.id, $0.moment) },
            isFull: values.count >= place.size
        )
        let isPastEnd =
            place.offset == nil
            && request.to.map { end in orders.last.map { $0.moment.date >= end } ?? false } ?? false
        return HistoryPage(items: items, next: isPastEnd ? nil : next?.cursor)
    }

    private static func moment(
        of value: JSONValue,
        _ moment: HistoryRequest.Moment
    ) -> WooMoment? {
        let field = moment == .created ? "date_created_gmt" : "date_modified_gmt"
        return WooJSON(value).text(field).flatMap(WooMoment.init)
    }

    /// A page carries whole orders, but of refunds only their sums: an order with refunds must be read.
    private func item(_ value: JSONValue, _ id: Int64, baseURL: String) -> HistoryItem {
        let json = WooJSON(value)
        let changed = json.text("date_modified_gmt") ?? json.text("date_created_gmt") ?? ""
        let hasRefunds = !json.list("refunds").isEmpty
        return HistoryItem(
            subject: "order/\(id)",
            number: json.text("number"),
            changedAt: WooMoment(changed)?.date ?? Date(timeIntervalSince1970: 0),
            facts: hasRefunds ? nil : facts(about: value, refunds: [], baseURL: baseURL)
        )
    }

    /// One page of orders; finds out what the shop can do on the way.
    private func orders(
        _ moment: HistoryRequest.Moment,
        at place: inout WooHistory,
        from client: RemoteClient
    ) async throws -> [JSONValue] {
        do {
            return try await ordersOnce(moment, at: place, from: client)
        } catch let error as RemoteError {
            if error.status == 400, moment == .changed, place.offset == nil {
                // `orderby=modified` is newer than `modified_after`.
                place.offset = 0
            } else if error.kind == .bodyTooLarge, place.size > WooHistory.smallPageSize {
                place.page = (place.page - 1) * place.size / WooHistory.smallPageSize + 1
                place.size = WooHistory.smallPageSize
            } else {
                throw error
            }
            return try await ordersOnce(moment, at: place, from: client)
        }
    }

    private func ordersOnce(
        _ moment: HistoryRequest.Moment,
        at place: WooHistory,
        from client: RemoteClient
    ) async throws -> [JSONValue] {
        let border = WooMoment(secondsSince1970: place.from.secondsSince1970 - 1).description
        var query: [(name: String, value: String)] = [
            (moment == .created ? "after" : "modified_after", border),
            ("dates_are_gmt", "true"), ("dp", "6"), ("order", "asc"),
            ("per_page", String(place.size)),
        ]
        if let offset = place.offset {
            query += [("orderby", "date"), ("offset", String(offset))]
        } else {
            query += [
                ("orderby", moment == .created ? "date" : "modified"), ("page", String(place.page)),
            ]
        }
        return try await Self.again { try await client.send(.wooList("orders", query: query)) }
    }
}
