import Connectors
import HTTPTypes

/// Makes the orders of all the sandbox's shops: of ten, seven are Shopify's, two WooCommerce's, one a partner's.
///
/// Businesses, foreign currencies, gift cards, several tenders, refunds, edits, exchanges and cancellations are among
/// them; the same seed makes the same orders.
struct SandboxMix: Sendable {
    /// What the shops sign their webhooks with.
    struct Secrets: Sendable {
        var shopify: String
        var woo: String
        var partner: String
    }

    let secrets: Secrets
    private var shopify: ShopifyOrderGenerator
    private var woo: WooOrderGenerator
    private var partner: NeutralOrderGenerator
    private var sequence = 0

    /// - `oddPercent`: of Shopify's orders, how many in a hundred state a total that does not tie.
    init(seed: UInt64, oddPercent: Int = 0, secrets: Secrets) {
        self.secrets = secrets
        shopify = ShopifyOrderGenerator(seed: seed, oddPercent: oddPercent, mix: .full)
        woo = WooOrderGenerator(seed: seed &+ 1)
        partner = NeutralOrderGenerator(seed: seed &+ 2)
    }

    mutating func orders(_ count: Int) -> [SandboxOrder] {
        (0..<count).map { _ in next() }
    }

    private mutating func next() -> SandboxOrder {
        defer { sequence += 1 }
        return switch sequence % 10 {
        case 3, 7: order(woo.next())
        case 9: order(partner.next())
        default: order(shopify.next())
        }
    }

    private func order(_ order: GeneratedOrder) -> SandboxOrder {
        let secret = secrets.shopify
        return SandboxOrder(
            connection: SandboxCompany.shop,
            subject: "order/\(order.id)",
            isBookable: order.isBookable,
            steps: order.steps.map { step in
                SandboxStep(
                    connection: SandboxCompany.shop,
                    moment: step.moment,
                    topic: step.topic,
                    body: step.body,
                    change: {
                        try $0.shopify.put(order: step.order, transactions: step.transactions)
                    },
                    headers: { _ in
                        var headers = ShopifySigner.headers(
                            body: step.body,
                            topic: step.topic,
                            secret: secret,
                            eventID: step.eventID,
                            shopDomain: "nordlys.myshopify.com"
                        )
                        headers[.contentType] = "application/json"
                        return headers
                    }
                )
            }
        )
    }

    private func order(_ order: GeneratedWooOrder) -> SandboxOrder {
        let secret = secrets.woo
        return SandboxOrder(
            connection: SandboxCompany.woo,
            subject: "order/\(order.id)",
            isBookable: order.isBookable,
            steps: order.steps.map { step in
                SandboxStep(
                    connection: SandboxCompany.woo,
                    moment: step.moment,
                    topic: step.topic,
                    body: step.body,
                    change: { try $0.woo.put(order: step.order, refunds: step.refunds) },
                    headers: { _ in
                        WooSigner.headers(
                            body: step.body,
                            topic: step.topic,
                            secret: secret,
                            deliveryID: step.deliveryID
                        )
                    }
                )
            }
        )
    }

    /// A partner keeps nothing that could be asked for: its messages are all there is.
    private func order(_ order: GeneratedNeutralOrder) -> SandboxOrder {
        let secret = secrets.partner
        return SandboxOrder(
            connection: SandboxCompany.partner,
            subject: "order/\(order.number)",
            isBookable: order.isBookable,
            steps: order.steps.enumerated().map { index, step in
                SandboxStep(
                    connection: SandboxCompany.partner,
                    moment: step.moment,
                    topic: index == 0 ? "order.created" : "order.updated",
                    body: step.body,
                    change: { _ in },
                    headers: { moment in
                        StandardWebhookSigner.headers(
                            body: step.body,
                            id: step.messageID,
                            at: moment,
                            secret: secret
                        ) ?? [:]
                    }
                )
            }
        )
    }
}
