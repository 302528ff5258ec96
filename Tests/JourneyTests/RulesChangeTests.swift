import Bookkeeping
import Companies
import Connectors
import Dashboard
import Destinations
import Foundation
import Outbox
import Testing

@testable import App

/// What a change of rules would do, what it sets free, what can be chosen, and how things are found again.
struct RulesChangeTests {
    private static let newRules = #"{"payments": {"betalbart": {"method": "vipps"}}}"#

    /// A journey with an order that was paid by a label that no rule knows.
    private func held() async throws -> (journey: Journey, order: GeneratedOrder) {
        var generator = ShopifyOrderGenerator(seed: 41)
        let order = try #require(generator.orders(20).first { $0.isBookable })
        let last = try #require(order.steps.last)
        let journey = try await Journey()
        func relabelled(_ data: Data) -> Data {
            var text = String(decoding: data, as: UTF8.self)
            for label in ["Vipps", "Klarna", "shopify_payments"] {
                text = text.replacing("\"\(label)\"", with: "\"Betalbart\"")
            }
            return Data(text.utf8)
        }
        try journey.world.shop.put(
            order: relabelled(last.order),
            transactions: relabelled(last.transactions)
        )
        #expect(try await journey.deliver(last).status == 200)
        try await journey.workOff()
        return (journey, order)
    }

    private func work(_ journey: Journey) throws -> CompanyWork {
        .done(
            by: journey.installation,
            configuration: try Journey.configuration(journey.directory),
            publicURL: "http://localhost"
        )
    }

    @Test func `an order held for want of a mapping is booked by itself when the mapping is saved`()
        async throws
    {
        let (journey, order) = try await held()
        let failed = try #require(try await journey.events().first)
        #expect(failed.state == .failed)
        #expect(failed.cause == "MISSING_ACCOUNT_MAPPING")
        #expect(journey.world.ledger.snapshot().invoices.isEmpty)

        let preview = try await work(journey).preview("nordlys", Data(Self.newRules.utf8), 50)
        let difference = try #require(preview.differences.first)
        #expect(preview.examined == 1)
        #expect(difference.before.status == .held)
        #expect(difference.before.cause == "MISSING_ACCOUNT_MAPPING")
        #expect(difference.after.status == .booked)
        #expect(difference.after.postings.map(\.amount.minor).reduce(0, +) == 0)
        #expect(difference.orderNumber == order.number)

        let current = try #require(try await journey.installation.companies.rules(of: "nordlys"))
        _ = try await journey.installation.companies.saveRules(
            Data(Self.newRules.utf8),
            of: "nordlys",
            expected: current.version,
            author: "user:eier@nordlys.example",
            reason: "Betalbart er Vipps."
        )
        #expect(try await work(journey).settingsChanged("nordlys") == 1)
        try await journey.workOff()

        #expect(try await journey.events().first?.state == .done)
        let booked = journey.world.ledger.snapshot().invoices
        #expect(booked.map(\.orderNumber) == ["shop-\(order.number)"])
        try journey.end()
    }

    @Test func `rules that change nothing for the last orders show no difference`() async throws {
        let (journey, _) = try await held()

        let preview = try await work(journey).preview("nordlys", Data("{}".utf8), 50)

        #expect(preview.examined == 1)
        #expect(preview.differences.isEmpty)
        try journey.end()
    }

    @Test func `choices are what Tripletex has today, and say so when it cannot be asked`()
        async throws
    {
        let (journey, _) = try await held()

        let choices = try await work(journey).choices("nordlys")
        #expect(choices.accounts.contains { $0.number == 3_000 && !$0.name.isEmpty })
        #expect(choices.vatTypes.map(\.number).contains("3"))
        #expect(!choices.paymentTypes.isEmpty)
        #expect(choices.accounts.map(\.number) == choices.accounts.map(\.number).sorted())
        let refusal = await #expect(throws: WorkRefusal.self) {
            _ = try await work(journey).choices("nobody")
        }
        #expect(refusal?.message.nb.contains("Tripletex") == true)
        try journey.end()
    }

    @Test func `an order is found by its number, its invoice's number and its amount`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 42)
        let orders = generator.orders(12)
        let journey = try await Journey()
        for order in orders {
            let last = try #require(order.steps.last)
            try journey.world.shop.put(order: last.order, transactions: last.transactions)
            #expect(try await journey.deliver(last).status == 200)
        }
        try await journey.workOff()
        let order = try #require(orders.first { $0.isBookable })
        let work = try work(journey)

        let byNumber = try await work.search("nordlys", "#\(order.number)")
        let match = try #require(byNumber.first)
        #expect(match.subject == "order/\(order.id)")
        #expect(match.amount?.minor == order.totalMinor)
        let voucher = try #require(match.voucher)
        let kroner =
            "\(order.totalMinor / 100),\(order.totalMinor % 100 < 10 ? "0" : "")\(order.totalMinor % 100)"
        for text in [voucher, kroner, String(order.id)] {
            let found = try await work.search("nordlys", text)
            #expect(found.contains { $0.subject == match.subject }, "\(text)")
        }
        #expect(try await work.search("nordlys", "finnes ikke").isEmpty)
        #expect(try await work.search("another", order.number).isEmpty)
        let facts = try #require(try await work.subject("nordlys", "shop", match.subject))
        #expect(facts.number == order.number)
        try journey.end()
    }
}
