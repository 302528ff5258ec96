package import Bookkeeping
import Foundation
import Remote

/// The web shop WooCommerce: webhooks and orders of its REST API, version 3.
///
/// A webhook only says which order to look at. WooCommerce tries each delivery once and switches a failing webhook
/// off, so asking for what has changed (``history(_:from:)``) is as much a source as the webhooks are.
package struct WooCommerce: Connector {
    package static let service = "woocommerce"
    static let api = "/wp-json/wc/v3"
    /// Refunds of one order are read up to this number of pages of a hundred.
    private static let refundPageLimit = 10

    let zone: TimeZone
    let options: WooOptions
    private let acceptsTestOrders: Bool

    /// - `timeZone`: where a moment becomes a calendar day; an unknown name means UTC.
    /// - `options`: the connection's, as ``WooOptions`` reads them.
    /// - `acceptsTestOrders`: whether orders paid in a gateway's test mode are read; never in production.
    package init(
        timeZone: String = "Europe/Oslo",
        options: JSONValue = .object([]),
        acceptsTestOrders: Bool = false
    ) {
        zone = TimeZone(identifier: timeZone) ?? .gmt
        self.options = WooOptions(options)
        self.acceptsTestOrders = acceptsTestOrders
    }

    /// The value of the `Authorization` header: the REST key as user, its secret as password.
    ///
    /// Over https only: the key goes in clear.
    package static func authorization(consumerKey: String, consumerSecret: String) -> String {
        "Basic " + Data("\(consumerKey):\(consumerSecret)".utf8).base64EncodedString()
    }

    package func read(_ subject: String, from access: SourceAccess) async throws -> SourceFacts {
        if let webhook = Self.number(in: subject, after: "webhook") {
            return try await readBlindWebhook(webhook, subject, from: access)
        }
        guard let id = Self.number(in: subject, after: "order") else { return .absent(.notAnOrder) }
        let client = try access.client
        let order: JSONValue
        var refunds: [JSONValue]?
        do {
            order = try await Self.again { try await client.send(.wooOrder(id)) }
            if !WooJSON(order).list("refunds").isEmpty {
                refunds = try await Self.refunds(of: id, from: client)
            }
        } catch let error as RemoteError where error.status == 404 && Self.isGone(error) {
            return .absent(.noSuchOrder)
        }
        return facts(about: order, refunds: refunds, baseURL: client.baseURL)
    }

    /// What an order and its refunds amount to.
    ///
    /// Pure. `refunds` is nil where only the order's own list of them is at hand: then each is a sum without lines.
    func facts(
        about order: JSONValue,
        refunds: [JSONValue]?,
        baseURL: String? = nil
    ) -> SourceFacts {
        do throws(Alert) {
            let order = try WooOrder(order)
            if let reason = absence(of: order) { return .absent(reason) }
            let translation = WooTranslation(
                order: order,
                refunds: try refunds?.map { (item) throws(Alert) in try WooRefund(WooJSON(item)) },
                options: options,
                zone: zone,
                baseURL: baseURL
            )
            return .order(try translation.translated())
        } catch {
            return .held(error)
        }
    }

    private func absence(of order: WooOrder) -> LocalizedText? {
        switch order.status {
        case "trash": .trashed
        case "checkout-draft", "auto-draft", "draft": .draft
        default: order.isTest && !acceptsTestOrders ? .testOrder : nil
        }
    }

    // MARK: Calls

    private static func refunds(
        of id: Int64,
        from client: RemoteClient
    ) async throws -> [JSONValue] {
        var refunds: [JSONValue] = []
        for page in 1...refundPageLimit {
            let items = try await again { try await client.send(.wooRefunds(of: id, page: page)) }
            refunds += items
            if items.count < WooHistory.pageSize { break }
        }
        return refunds
    }

    /// Plugins now and then print warnings in front of the answer; a second one is usually clean.
    static func again<Reply>(_ call: () async throws -> Reply) async throws -> Reply {
        do {
            return try await call()
        } catch let error as RemoteError {
            guard case .invalidReply = error.kind else { throw error }
            return try await call()
        }
    }

    /// Whether WooCommerce itself says that there is no such order; a 404 of the server is another matter.
    private static func isGone(_ error: RemoteError) -> Bool {
        WooErrorReply(error)?.code.hasSuffix("_invalid_id") ?? false
    }

    private static func number(in subject: String, after kind: String) -> Int64? {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == kind, let id = Int64(parts[1]), id > 0 else {
            return nil
        }
        return id
    }

    // MARK: Webhooks that see nothing

    /// A webhook delivered an error instead of an order: whoever made it may not read orders.
    ///
    /// It is settled once the webhook was changed after that delivery.
    private func readBlindWebhook(
        _ id: Int64,
        _ subject: String,
        from access: SourceAccess
    ) async throws -> SourceFacts {
        let newest = try await access.deliveries(subject).map(\.receivedAt).max()
        let client = try access.client
        do {
            let webhook = try await Self.again { try await client.send(.wooWebhook(id)) }
            let changed = WooJSON(webhook).text("date_modified_gmt").flatMap(WooMoment.init)
            if let changed, let newest, changed.date > newest { return .absent(.webhookChanged) }
        } catch let error as RemoteError where error.status == 404 && Self.isGone(error) {
            return .absent(.webhookChanged)
        }
        throw WooWebhookSeesNothing(webhook: id)
    }
}

/// A webhook whose maker may not read orders: its deliveries carry an error instead of an order.
package struct WooWebhookSeesNothing: LocalizedError, Hashable {
    package let webhook: Int64

    package var errorDescription: String? {
        "Webhook \(webhook) in WooCommerce delivers an error instead of an order: "
            + "the user who made it may not read orders."
    }

    package var recoverySuggestion: String? {
        "Delete the webhook and make it again as a shop manager or administrator."
    }
}

extension WooOrder {
    /// Whether the payment plugin says that no real money was moved.
    var isTest: Bool {
        meta.text("_wcpay_mode")?.lowercased() == "test"
            || ["test", "playground"].contains(meta.text("_wc_klarna_environment")?.lowercased())
    }
}

extension RemoteRequest where Reply == JSONValue {
    /// With six decimals: rounded lines would not come to what the customer paid.
    static func wooOrder(_ id: Int64) -> Self {
        Self(path: "\(WooCommerce.api)/orders/\(id)", query: [("dp", "6")]) { response in
            let value = try JSONValue(parsing: response.body)
            guard WooOrder.id(of: value) == id else { throw WooUnexpected() }
            return value
        }
    }

    static func wooWebhook(_ id: Int64) -> Self {
        Self(path: "\(WooCommerce.api)/webhooks/\(id)") { try JSONValue(parsing: $0.body) }
    }
}

extension RemoteRequest where Reply == [JSONValue] {
    static func wooRefunds(of id: Int64, page: Int) -> Self {
        .wooList(
            "orders/\(id)/refunds",
            query: [
                ("dp", "6"), ("per_page", String(WooHistory.pageSize)), ("page", String(page)),
            ]
        )
    }

    static func wooList(_ path: String, query: [(name: String, value: String)]) -> Self {
        Self(path: "\(WooCommerce.api)/\(path)", query: query) { response in
            guard case .array(let items) = try JSONValue(parsing: response.body) else {
                throw WooUnexpected()
            }
            return items
        }
    }
}

/// JSON, but not what was asked for.
struct WooUnexpected: Error {}

/// The body of a refusal: `{"code": "woocommerce_rest_cannot_view", "message": …, "data": {"status": 401}}`.
struct WooErrorReply: Sendable {
    var code: String
    var message: String

    init?(_ error: RemoteError) {
        guard case .rejected(_, let body) = error.kind,
            let value = try? JSONValue(parsing: body), let code = WooJSON(value).text("code")
        else { return nil }
        self.code = code
        message = WooJSON(value).text("message") ?? ""
    }
}

extension LocalizedText {
    fileprivate static let notAnOrder = LocalizedText(
        nb: "Emnet er ikke en ordre i WooCommerce.",
        en: "The subject is not an order in WooCommerce."
    )
    fileprivate static let noSuchOrder = LocalizedText(
        nb: "Ordren finnes ikke i WooCommerce.",
        en: "The order does not exist in WooCommerce."
    )
    fileprivate static let trashed = LocalizedText(
        nb: "Ordren ligger i papirkurven i WooCommerce og bokføres ikke.",
        en: "The order is in WooCommerce's trash and is not booked."
    )
    fileprivate static let draft = LocalizedText(
        nb: "Ordren er et utkast fra kassen og bokføres ikke.",
        en: "The order is a draft of the checkout and is not booked."
    )
    fileprivate static let testOrder = LocalizedText(
        nb: "Ordren er betalt i testmodus og bokføres ikke.",
        en: "The order was paid in test mode and is not booked."
    )
    fileprivate static let webhookChanged = LocalizedText(
        nb: "Webhooken er endret eller slettet etter at den leverte en feil.",
        en: "The webhook was changed or deleted after it delivered an error."
    )
}
