import Bookkeeping
import Foundation
import Remote
import Testing

@testable import Connectors

/// Two thousand and more generated orders of every kind, followed through their lives.
struct ShopifyLifeTests {
    private static let lives = 300
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]

    private func orders(seed: UInt64) -> [GeneratedOrder] {
        var generator = ShopifyOrderGenerator(seed: seed, mix: .full)
        return generator.orders(Self.lives)
    }

    private func facts(_ order: Data, _ transactions: Data) throws -> SourceFacts {
        Shopify().facts(
            about: try ShopifyDecoding.decode(ShopifyOrder.self, from: order),
            transactions: try ShopifyDecoding.decode(
                ShopifyTransactionsReply.self,
                from: transactions
            ).transactions
        )
    }

    @Test(arguments: seeds)
    func `every prefix of a life ties out to the øre`(seed: UInt64) throws {
        for generated in orders(seed: seed) {
            for (index, step) in generated.steps.enumerated() {
                let found = try facts(step.order, step.transactions)
                guard case .order(let order) = found else {
                    Issue.record("\(seed)/\(generated.number) \(step.topic): \(found)")
                    continue
                }
                #expect(
                    order.computedTotal == order.total,
                    "\(seed)/\(generated.number) \(index) \(step.topic)"
                )
                #expect(order.currency.code == generated.currency)
                guard index == generated.steps.count - 1 else { continue }
                checkEnd(order, generated, seed)
            }
        }
    }

    private func checkEnd(_ order: Order, _ generated: GeneratedOrder, _ seed: UInt64) {
        let what = Comment(
            rawValue: "\(seed)/\(generated.number) \(generated.steps.map(\.topic))"
        )
        let isPaid = order.payments.map(\.amount).total == order.total
        #expect(
            (isPaid && order.fulfilledDate != nil && order.total > .zero) == generated.isBookable,
            what
        )
        guard generated.isBookable else { return }
        #expect(order.total.minor == generated.totalMinor, what)
        for refund in order.refunds {
            let credited = refund.lines.map(\.amount).total + refund.shipping + refund.adjustment
            #expect(credited + refund.tip == refund.transactions.map(\.amount).total, what)
        }
    }

    @Test(arguments: seeds)
    func `the order of lines, refunds and payments changes nothing`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for generated in orders(seed: seed) {
            let step = try #require(generated.steps.randomElement(using: &random))
            let shuffled = try JSONValue(parsing: step.order).shuffled(&random)
            let payments = try JSONValue(parsing: step.transactions).shuffled(&random)
            guard case .order(let expected) = try facts(step.order, step.transactions),
                case .order(let order) = try facts(
                    Data(shuffled.description.utf8),
                    Data(payments.description.utf8)
                )
            else {
                Issue.record("\(seed)/\(generated.number) \(step.topic) is no order")
                continue
            }
            #expect(order.total == expected.total)
            #expect(order.computedTotal == order.total)
            #expect(Set(order.lines) == Set(expected.lines))
            #expect(Set(order.payments) == Set(expected.payments))
            #expect(
                Set(order.refunds.map(\.withSortedParts))
                    == Set(expected.refunds.map(\.withSortedParts))
            )
            #expect(order.fulfilledDate == expected.fulfilledDate)
        }
    }

    @Test func `every kind of life is drawn, and most are booked`() {
        let all = Self.seeds.flatMap { orders(seed: $0) }
        let topics = Set(all.flatMap(\.steps).map(\.topic))

        #expect(all.count >= 2_000)
        #expect(Set(all.map(\.currency)) == ["NOK", "SEK", "EUR", "DKK", "USD"])
        #expect(
            topics.isSuperset(of: [
                "orders/create", "orders/paid", "orders/fulfilled", "orders/partially_fulfilled",
                "orders/edited", "orders/cancelled", "refunds/create",
            ])
        )
        #expect((1_700...2_250).contains(all.count(where: \.isBookable)))
        let events = all.prefix(Self.lives).flatMap(\.steps).map(\.eventID)
        #expect(Set(events).count == events.count)
    }

    @Test func `a step's webhook leads to its order`() throws {
        for generated in orders(seed: 1) {
            for step in generated.steps {
                let headers = ShopifySigner.headers(
                    body: step.body,
                    topic: step.topic,
                    secret: "s",
                    eventID: step.eventID,
                    shopDomain: "x.myshopify.com"
                )
                let verified = try Shopify().verify(
                    WebhookDelivery(
                        headers: headers,
                        body: step.body,
                        receivedAt: Date(timeIntervalSince1970: 0)
                    ),
                    secrets: ["s"]
                )
                #expect(
                    verified
                        == .event(
                            topic: step.topic,
                            subject: "order/\(generated.id)",
                            deliveryID: step.eventID
                        )
                )
            }
        }
    }

    @Test func `odd orders of the full mix are held`() throws {
        var generator = ShopifyOrderGenerator(seed: 1, oddPercent: 20, mix: .full)
        var held = 0
        for generated in generator.orders(200) {
            let step = try #require(generated.steps.last)
            guard case .held(let alert) = try facts(step.order, step.transactions) else { continue }
            held += 1
            #expect(alert.code == .totalMismatch && !generated.isBookable)
        }
        #expect((20...60).contains(held))
    }
}

extension JSONValue {
    /// The same with the elements of every list in another order.
    fileprivate func shuffled(_ random: inout SplitMix64) -> JSONValue {
        switch self {
        case .array(let items):
            var shuffled: [JSONValue] = []
            for item in items { shuffled.append(item.shuffled(&random)) }
            return .array(shuffled.shuffled(using: &random))
        case .object(let members):
            var shuffled: [Member] = []
            for member in members {
                shuffled.append(Member(member.name, member.value.shuffled(&random)))
            }
            return .object(shuffled)
        default: return self
        }
    }
}

extension Refund {
    fileprivate var withSortedParts: Refund {
        var sorted = self
        sorted.lines.sort { $0.lineID < $1.lineID }
        sorted.transactions.sort { ($0.id ?? "") < ($1.id ?? "") }
        return sorted
    }
}
