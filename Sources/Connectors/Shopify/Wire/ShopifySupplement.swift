import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// What an order over REST lacks, for many orders in one call of the GraphQL API.
struct ShopifySupplement: Sendable {
    var orderID: Int64
    /// nil when there may be more than were asked for.
    var transactions: [ShopifyTransaction]?
    var business: ShopifyBusiness?
}

extension ShopifySupplement {
    /// Orders asked about in one call.
    ///
    /// A call may cost 1000 points; an object costs one, also when nothing stands in its place.
    /// Source: shopify.dev, GraphQL rate limits.
    static let ordersPerCall = 25
    static let transactionsPerOrder = 8

    static let query = """
        query supplements($ids: [ID!]!) {
          nodes(ids: $ids) {
            ... on Order {
              legacyResourceId
              transactions(first: \(transactionsPerOrder)) {
                id kind status gateway createdAt processedAt receiptJson
                parentTransaction { id }
                amountSet { presentmentMoney { amount currencyCode } }
                amountRoundingSet { presentmentMoney { amount } }
                currencyExchangeAdjustment { finalAmount { amount currencyCode } }
              }
              purchasingEntity {
                ... on PurchasingCompany {
                  company { name }
                  location { taxSettings { taxRegistrationId } }
                }
              }
            }
          }
        }
        """
}

/// The supplements of some orders, as far as the shop would tell.
struct ShopifySupplements: Sendable {
    var items: [ShopifySupplement]
    /// Whether the points for calls were used up, so that asking later helps.
    var isThrottled: Bool
}

extension RemoteRequest where Reply == ShopifySupplements {
    /// Asks about at most ``ShopifySupplement/ordersPerCall`` orders; an answer without items when the shop will not say.
    static func shopifySupplements(of ids: [Int64]) -> Self {
        let gids = ids.map { JSONText.string("gid://shopify/Order/\($0)") }
        let body = JSONText.object([
            ("query", .string(ShopifySupplement.query)),
            ("variables", .object([("ids", .array(gids))])),
        ])
        return Self(
            method: .post,
            path: "/admin/api/\(Shopify.apiVersion)/graphql.json",
            body: body.data
        ) {
            let reply = try ShopifyDecoding.decode(ShopifySupplementReply.self, from: $0.body)
            return ShopifySupplements(items: reply.supplements, isThrottled: reply.isThrottled)
        }
    }
}

/// The answer in GraphQL's shape.
///
/// A refusal, such as for too many points, comes as errors without data; what may not be seen comes as null.
private struct ShopifySupplementReply: Decodable {
    struct Reference: Decodable {
        var id: String
    }

    struct Money: Decodable {
        var amount: ShopifyDecimal?
        var currencyCode: String?
    }

    struct Bag: Decodable {
        var presentmentMoney: Money?
    }

    struct Adjustment: Decodable {
        var finalAmount: Money?
    }

    struct Transaction: Decodable {
        var id: String
        var kind: String
        var status: String
        var gateway: String?
        var createdAt: String
        var processedAt: String?
        var receiptJson: ShopifyReceipt?
        var parentTransaction: Reference?
        var amountSet: Bag?
        var amountRoundingSet: Bag?
        var currencyExchangeAdjustment: Adjustment?
    }

    struct Named: Decodable {
        var name: String?
    }

    struct TaxSettings: Decodable {
        var taxRegistrationId: String?
    }

    struct Location: Decodable {
        var taxSettings: TaxSettings?
    }

    struct Buyer: Decodable {
        var company: Named?
        var location: Location?
    }

    struct Node: Decodable {
        var legacyResourceId: ShopifyID?
        var transactions: [Transaction]?
        var purchasingEntity: Buyer?
    }

    struct Content: Decodable {
        var nodes: [Node?]?
    }

    struct Extensions: Decodable {
        var code: String?
    }

    struct Refusal: Decodable {
        var extensions: Extensions?
    }

    var data: Content?
    var errors: [Refusal]?

    var isThrottled: Bool { (errors ?? []).contains { $0.extensions?.code == "THROTTLED" } }

    var supplements: [ShopifySupplement] {
        (data?.nodes ?? []).compactMap { node in
            guard let node, let id = node.legacyResourceId.flatMap({ Int64($0.text) }) else {
                return nil
            }
            return ShopifySupplement(
                orderID: id,
                transactions: node.completeTransactions,
                business: node.purchasingEntity.map {
                    ShopifyBusiness(
                        name: $0.company?.name,
                        taxRegistrationID: $0.location?.taxSettings?.taxRegistrationId
                    )
                }
            )
        }
    }
}

extension ShopifySupplementReply.Node {
    var completeTransactions: [ShopifyTransaction]? {
        guard let transactions, transactions.count < ShopifySupplement.transactionsPerOrder else {
            return nil
        }
        let read = transactions.compactMap(\.transaction)
        return read.count == transactions.count ? read : nil
    }
}

extension ShopifySupplementReply.Transaction {
    /// The same as REST has it; nil when an id is none.
    var transaction: ShopifyTransaction? {
        guard let number = Self.number(id) else { return nil }
        let parent = parentTransaction.flatMap { Self.number($0.id) }
        guard (parent == nil) == (parentTransaction == nil) else { return nil }
        return ShopifyTransaction(
            id: number,
            parentId: parent,
            kind: kind.lowercased(),
            status: status.lowercased(),
            gateway: gateway,
            amount: amountSet?.presentmentMoney?.amount,
            amountRounding: amountRoundingSet?.presentmentMoney?.amount,
            currency: amountSet?.presentmentMoney?.currencyCode,
            createdAt: createdAt,
            processedAt: processedAt,
            receipt: receiptJson,
            currencyExchangeAdjustment: currencyExchangeAdjustment?.finalAmount.map {
                .init(finalAmount: $0.amount, currency: $0.currencyCode)
            }
        )
    }

    /// `gid://shopify/OrderTransaction/42` → 42.
    private static func number(_ gid: String) -> Int64? {
        gid.split(separator: "/").last.flatMap { Int64($0) }
    }
}
