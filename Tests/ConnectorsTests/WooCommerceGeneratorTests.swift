import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import Testing

@testable import Connectors

struct WooCommerceGeneratorTests {
    private let shop: WooCommerce

    init() throws {
        let options = Data(#"{"hiddenTenders": [{"gap": "gift_card"}]}"#.utf8)
        shop = try WooCommerce(options: JSONValue(parsing: options))
    }

    private func facts(_ step: GeneratedWooStep) throws -> SourceFacts {
        shop.facts(
            about: try JSONValue(parsing: step.order),
            refunds: WooJSON.items(try JSONValue(parsing: step.refunds))
        )
    }

    @Test func `two thousand orders tie out to the øre`() throws {
        var generator = WooOrderGenerator(seed: 42)
        let orders = generator.orders(2_000)
        var rules = Rules.standard
        rules.preferShopShippingVAT()

        for generated in orders {
            for (index, step) in generated.steps.enumerated()
            where index == generated.steps.count - 1 || generated.id.isMultiple(of: 8) {
                guard case .order(let order) = try facts(step) else {
                    Issue.record("order \(generated.number) step \(index): \(try facts(step))")
                    continue
                }
                #expect(order.number == generated.number)
                #expect(order.total.minor == generated.saleMinor, "order \(generated.number)")
                #expect(order.tiedTotal == order.total)
                #expect(order.rounding.magnitude.minor <= 3, "order \(generated.number)")
                guard index == generated.steps.count - 1 else { continue }
                let isPaid = order.payments.map(\.amount).total == order.total
                #expect((isPaid && order.fulfilledDate != nil) == generated.isBookable)
                #expect(order.refunds.map(\.creditedMinor).reduce(0, +) == generated.creditedMinor)
                #expect(order.refunds.map(\.moneyMinor).reduce(0, +) == generated.creditedMinor)
                guard generated.isBookable, generated.currency == "NOK" else { continue }
                let plan = Bookkeeper(rules: rules).plan(order)
                #expect(
                    plan.status == .booked,
                    "\(generated.number): \(plan.alerts.map(\.message.en))"
                )
                let bad = plan.alerts.filter {
                    $0.code != .roundingPosted && $0.code != .noDeliveryChannel
                }
                #expect(bad.isEmpty, "\(generated.number): \(bad.map(\.message.en))")
            }
        }
        #expect((1_450...1_650).contains(orders.count { $0.isBookable }))
        #expect(Set(orders.map(\.id)).count == 2_000)
    }

    @Test func `the webhook's rounded body comes to the same sale as the exact order`() throws {
        var generator = WooOrderGenerator(seed: 43)
        for generated in generator.orders(200) {
            let step = try #require(generated.steps.last)
            let rounded = shop.facts(
                about: try JSONValue(parsing: step.body),
                refunds: WooJSON.items(try JSONValue(parsing: step.refunds))
            )
            guard case .order(let order) = rounded else {
                Issue.record("order \(generated.number): \(rounded)")
                continue
            }
            #expect(order.total.minor == generated.saleMinor)
            #expect(order.tiedTotal == order.total)
        }
    }

    @Test func `the order of lines changes nothing`() throws {
        var generator = WooOrderGenerator(seed: 44)
        var random = SplitMix64(seed: 1)
        for generated in generator.orders(200) {
            let step = try #require(generated.steps.last)
            let refunds = WooJSON.items(try JSONValue(parsing: step.refunds))
            guard case .object(let members) = try JSONValue(parsing: step.order) else { continue }
            let shuffled = members.map { member -> JSONValue.Member in
                guard member.name.hasSuffix("_lines") || member.name.hasSuffix("_items"),
                    case .array(let items) = member.value
                else { return member }
                return .init(member.name, .array(items.shuffled(using: &random)))
            }
            guard case .order(let first) = shop.facts(about: .object(members), refunds: refunds),
                case .order(let second) = shop.facts(about: .object(shuffled), refunds: refunds)
            else {
                Issue.record("order \(generated.number) is held")
                continue
            }
            #expect(first == second)
        }
    }

    @Test func `a body with bytes changed at random never traps`() throws {
        var generator = WooOrderGenerator(seed: 45)
        var random = SplitMix64(seed: 2)
        var outcomes: Set<String> = []
        for generated in generator.orders(50) {
            let step = try #require(generated.steps.last)
            for _ in 0..<20 {
                var body = [UInt8](step.order)
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let index = Int.random(in: 0..<body.count, using: &random)
                    body[index] = UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &random)
                }
                guard let value = try? JSONValue(parsing: body) else { continue }
                switch shop.facts(about: value, refunds: []) {
                case .order(let order):
                    outcomes.insert("order")
                    #expect(order.tiedTotal == order.total)
                    _ = Bookkeeper(rules: .standard).plan(order)
                case .held: outcomes.insert("held")
                default: outcomes.insert("absent")
                }
            }
        }
        #expect(outcomes.contains("order") && outcomes.contains("held"))
    }

    @Test func `amounts beyond all bounds are held, not computed with`() throws {
        for text in ["99999999999999999999", "1e30", "-1e400", "nan", "1e9999999999999999999"] {
            let body = """
                {"id": 1, "status": "completed", "currency": "NOK", "total": "\(text)",
                 "line_items": [{"id": 1, "total": "\(text)", "taxes": [{"id": 1, "total": "\(text)"}]}]}
                """
            guard
                case .held(let alert) = shop.facts(
                    about: try JSONValue(parsing: Data(body.utf8)),
                    refunds: nil
                )
            else {
                Issue.record("\(text) is not held")
                continue
            }
            #expect(alert.code == .totalMismatch)
        }
    }

    @Test func `the same seed makes the same orders, another seed others`() {
        var first = WooOrderGenerator(seed: 7)
        var second = WooOrderGenerator(seed: 7)
        var third = WooOrderGenerator(seed: 8)
        let orders = first.orders(20).flatMap(\.steps).map(\.order)

        #expect(orders == second.orders(20).flatMap(\.steps).map(\.order))
        #expect(orders != third.orders(20).flatMap(\.steps).map(\.order))
    }
}
