import Connectors
import Foundation
import HTTPTypes

/// The stand-ins of shops in which generated orders live.
struct SandboxShops: Sendable {
    let shopify: FakeShopify
    let woo: FakeWooCommerce
}

/// One order's life in one of the shops.
struct SandboxOrder: Sendable {
    let connection: String
    let subject: String
    /// Whether it ends paid, delivered and consistent.
    let isBookable: Bool
    let steps: [SandboxStep]

    /// The order's name among all connections.
    var name: String { "\(connection)/\(subject)" }
}

/// A moment in an order's life: what the shop says from then on, and the webhook that tells of it.
struct SandboxStep: Sendable {
    let connection: String
    /// Seconds since 1970.
    let moment: Int64
    let topic: String
    let body: Data
    let change: @Sendable (SandboxShops) throws -> Void
    /// The header fields of the webhook, signed as at that moment.
    let headers: @Sendable (Date) -> HTTPFields
}
