import Connectors
import Destinations
import Foundation
import HTTPTypes
import Outbox
import TestSupport
import Testing

@testable import App

/// Every recorded and reconstructed body of Shopify on the whole path, with the signature recorded for it.
struct ShopifySampleJourneyTests {
    /// The folder's list of deliveries: one with headers and a valid signature for each body.
    private struct Deliveries: Decodable {
        struct Delivery: Decodable {
            var file: String
            var headers: [String: String]
        }

        var secret: String
        var deliveries: [Delivery]
    }

    /// How a body's event is to end, and what is to stand in the ledger.
    struct Expectation: Sendable, CustomTestStringConvertible {
        var file: String
        /// `done`, `skipped CAUSE`, `failed CAUSE`, or `ignored`.
        var outcome: String
        /// Orders with an invoice afterwards.
        var invoices: [String] = []

        var testDescription: String { file }
    }

    @Test(
        .enabled(if: Samples.hasRecordings, "the recorded bodies are not here"),
        arguments: Expectation.all
    )
    func `a recorded webhook ends as its index says`(expected: Expectation) async throws {
        let list = try JSONDecoder().decode(
            Deliveries.self,
            from: Samples.recording("shopify/webhooks.json")
        )
        let delivery = try #require(list.deliveries.first { $0.file == expected.file })
        let journey = try await Journey(secret: list.secret)
        for name in try Samples.recordings(in: "shopify")
        where name.hasPrefix("r") || name.hasPrefix("docs_0") {
            try Self.put(name, in: journey)
        }
        let headers = HTTPFields(
            delivery.headers.compactMap { name, value in
                HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
            }
        )

        let answer = try await journey.post(
            try Samples.recording("shopify/\(expected.file)"),
            headers: headers
        )
        #expect(answer.status == 200, "\(answer.body)")
        try await journey.workOff()

        let events = try await journey.events()
        let outcome = events.first.map { event in
            ([event.state.rawValue] + [event.cause].compactMap { $0 }).joined(separator: " ")
        }
        #expect(outcome ?? "ignored" == expected.outcome, "\(events.first?.message ?? "")")
        let ledger = journey.world.ledger.snapshot()
        #expect(ledger.invoices.map(\.orderNumber) == expected.invoices)
        #expect(ledger.invoices.allSatisfy { $0.outstanding == 0 })
        try journey.end()
    }

    /// Puts an order with its transactions in the shop; files that are no orders are left out.
    private static func put(_ name: String, in journey: Journey) throws {
        guard name.hasSuffix(".json"), !name.hasSuffix(".transactions.json"),
            !name.contains("_topic_")
        else { return }
        let order = try Samples.recording("shopify/\(name)")
        let transactions = name.replacing(".json", with: ".transactions.json")
        try? journey.world.shop.put(
            order: order,
            transactions: (try? Samples.recording("shopify/\(transactions)"))
                ?? Data(#"{"transactions":[]}"#.utf8)
        )
    }
}
