import Bookkeeping
import Foundation
import HTTPTypes
import Testing

@testable import Connectors

struct ShopifyGeneratorTests {
    private func facts(_ step: GeneratedStep) throws -> SourceFacts {
        let order = try ShopifyDecoding.decode(ShopifyOrder.self, from: step.order)
        let reply = try ShopifyDecoding.decode(
            ShopifyTransactionsReply.self,
            from: step.transactions
        )
        return Shopify().facts(about: order, transactions: reply.transactions)
    }

    @Test func `a thousand orders tie out at every step of their lives`() throws {
        var generator = ShopifyOrderGenerator(seed: 42)
        let orders = generator.orders(1_000)

        for generated in orders {
            for (index, step) in generated.steps.enumerated() {
                guard case .order(let order) = try facts(step) else {
                    Issue.record("order \(generated.number) at \(step.topic): \(try facts(step))")
                    continue
                }
                #expect(order.number == generated.number)
                #expect(order.computedTotal == order.total)
                guard index == generated.steps.count - 1 else { continue }
                let isPaid = order.payments.map(\.amount).total == order.total
                #expect(
                    (isPaid && order.fulfilledDate != nil && order.cancelledDate == nil)
                        == generated.isBookable
                )
                if generated.isBookable { #expect(order.total.minor == generated.totalMinor) }
            }
        }
        let bookable = orders.count { $0.isBookable }
        #expect((750...850).contains(bookable))
        #expect(Set(orders.map(\.id)).count == 1_000)
        #expect(Set(orders.flatMap(\.steps).map(\.eventID)).count == orders.flatMap(\.steps).count)
    }

    @Test func `the same seed makes the same orders, another seed others`() {
        var first = ShopifyOrderGenerator(seed: 1)
        var again = ShopifyOrderGenerator(seed: 1)
        var other = ShopifyOrderGenerator(seed: 2)
        let bodies = first.orders(20).flatMap { $0.steps.map(\.body) }

        #expect(again.orders(20).flatMap { $0.steps.map(\.body) } == bodies)
        #expect(other.orders(20).flatMap { $0.steps.map(\.body) } != bodies)
    }

    @Test func `an odd order is held with its figures`() throws {
        var generator = ShopifyOrderGenerator(seed: 3, oddPercent: 100)

        for generated in generator.orders(50) {
            #expect(!generated.isBookable)
            for step in generated.steps {
                guard case .held(let alert) = try facts(step) else {
                    Issue.record("order \(generated.number) is not held at \(step.topic)")
                    continue
                }
                #expect(alert.code == .totalMismatch)
                #expect(alert.message.nb.contains("NOK") && alert.message.en.contains("NOK"))
            }
        }
    }

    @Test func `a generated step's webhook verifies and names the order`() throws {
        var generator = ShopifyOrderGenerator(seed: 4)

        for generated in generator.orders(20) {
            for step in generated.steps {
                let headers = ShopifySigner.headers(
                    body: step.body,
                    topic: step.topic,
                    secret: "s",
                    eventID: step.eventID,
                    shopDomain: "x.myshopify.com"
                )
                let delivery = WebhookDelivery(
                    headers: headers,
                    body: step.body,
                    receivedAt: Date(timeIntervalSince1970: 0)
                )
                #expect(
                    try Shopify().verify(delivery, secrets: ["s"])
                        == .event(
                            topic: step.topic,
                            subject: "order/\(generated.id)",
                            deliveryID: step.eventID
                        )
                )
            }
        }
    }
}
