import Connectors
import Destinations
import Foundation
import HTTPTypes
import Outbox
import Remote
import TestSupport
import Testing

@testable import App

/// From the bytes of a webhook to the voucher, for the sources beside Shopify.
struct OtherSourcesJourneyTests {
    @Test func `orders of a WooCommerce shop are booked once, though their webhooks come twice`()
        async throws
    {
        var generator = WooOrderGenerator(seed: 11, foreignPercent: 0)
        let orders = generator.orders(60)
        let journey = try await Journey(rules: "rules: {settings: {onChange: correct}}")
        for order in orders {
            for step in order.steps {
                try journey.world.woo.put(order: step.order, refunds: step.refunds)
                for _ in 0..<2 {
                    let answer = try await journey.post(
                        step.body,
                        to: "/webhooks/nordlys/woo",
                        headers: WooSigner.headers(
                            body: step.body,
                            topic: step.topic,
                            secret: "woo-hush",
                            deliveryID: step.deliveryID
                        )
                    )
                    #expect(answer.status == 200, "\(answer.body)")
                }
            }
        }
        try await journey.workOffDue()

        let failed = try await journey.events().filter { $0.state == .failed }
        #expect(
            failed.isEmpty,
            "\(failed.map { "\($0.subject) \($0.cause ?? "") \($0.message ?? "")" })"
        )
        let bookable = orders.filter(\.isBookable).map { "woo-\($0.number)" }.sorted()
        let booked = journey.world.ledger.snapshot().invoices.map(\.orderNumber).sorted()
        #expect(booked == bookable)
        #expect(!bookable.isEmpty)
        try journey.end()
    }

    @Test func `WooCommerce's unsigned ping is answered 200 and stored nowhere`() async throws {
        let journey = try await Journey()
        let ping = WooSigner.ping()

        let answer = try await journey.post(
            ping.body,
            to: "/webhooks/nordlys/woo",
            headers: ping.headers
        )

        #expect(answer.status == 200)
        #expect(try await journey.events().isEmpty)
        try journey.end()
    }

    @Test func `any shop that signs by Standard Webhooks has its newest message booked`()
        async throws
    {
        let journey = try await Journey()
        let unpaid = try Self.message(at: "2026-03-20T08:00:00Z", payments: "[]")
        let paid = try Self.message(
            at: "2026-03-20T09:00:00Z",
            payments: #"[{"method":"vipps","amountMinor":12500,"date":"2026-03-19"}]"#
        )

        // The newer one arrives first: deliveries overtake each other.
        for (id, body) in [("msg_2", paid), ("msg_1", unpaid), ("msg_2", paid)] {
            let headers = try #require(
                StandardWebhookSigner.headers(
                    body: body,
                    id: id,
                    at: Journey.firstMoment,
                    secret: "whsec_cGFydG5lci1wYXJ0bmVyLXBhcnRuZXI="
                )
            )
            let answer = try await journey.post(
                body,
                to: "/webhooks/nordlys/partner",
                headers: headers
            )
            #expect(answer.status == 200, "\(answer.body)")
        }
        try await journey.workOff()

        let ledger = journey.world.ledger.snapshot()
        #expect(ledger.invoices.map(\.orderNumber) == ["partner-P-1"])
        #expect(ledger.invoices.map(\.amount) == [12_500])
        #expect(ledger.invoices.allSatisfy { $0.outstanding == 0 })
        let states = Set(try await journey.events().map(\.state))
        #expect(states == [.done])
        try journey.end()
    }

    private static func message(at moment: String, payments: String) throws -> Data {
        Data(
            """
            {"type":"order.updated","timestamp":"\(moment)","data":{"number":"P-1","source":"partner",\
            "docType":"webshop_order","orderDate":"2026-03-18","fulfilledDate":"2026-03-19",\
            "cancelledDate":null,"currency":"NOK","pricesIncludeVat":true,\
            "customer":{"type":"B2C","country":"NO","orgNumber":null,"taxId":null,\
            "email":"kunde@example.com","peppol":false},"shipTo":{"country":"NO","postalCode":"0150"},\
            "lines":[{"id":"1","qty":"1","unitPriceMinor":12500,"discountMinor":0,\
            "productClass":"standard","supplyType":"goods","shopVatRate":"25","shopVatMinor":2500}],\
            "orderDiscountMinor":0,"shipping":[],"tipMinor":0,"roundingMinor":0,"totalMinor":12500,\
            "payments":\(payments),"refunds":[]}}
            """.utf8
        )
    }

    @Test func `jobs of Rentman become projects, channels and orders, and end with the job`()
        async throws
    {
        let journey = try await Journey()
        let world = journey.world
        world.rentman.apply(RentalLifeGenerator.foundation)
        world.ledger.employ(
            number: "1000",
            firstName: "Leder",
            lastName: "En",
            email: "crew40@nordlyslyd.example",
            isAssignableManager: true
        )
        for id in 40...43 { world.slack.addUser(email: "crew\(id)@nordlyslyd.example") }
        world.slack.addChannel(named: "regnskap")
        var generator = RentalLifeGenerator(seed: 5)
        let lives = generator.lives(6)

        for life in lives {
            for moment in life.moments {
                world.rentman.apply(moment.changes)
                for body in moment.webhooks {
                    let answer = try await journey.post(
                        body,
                        to: "/webhooks/nordlys/rentman",
                        headers: RentmanSigner.headers(body: body, token: "rentman-hook")
                    )
                    #expect(answer.status == 200, "\(answer.body)")
                }
                try await journey.workOffDue()
            }
        }

        let projects = world.ledger.projectsSnapshot()
        #expect(!projects.isEmpty)
        #expect(Set(projects.compactMap(\.mark)).count == projects.count)
        let channels = world.slack.snapshot().channels.filter { $0.purpose.contains("[rm:") }
        #expect(!channels.isEmpty)
        #expect(Set(channels.map(\.purpose)).count == channels.count)
        let deleted = lives.filter { $0.ending == .deleted }.map { "rentman:\($0.project)" }
        let left = projects.filter { deleted.contains($0.mark ?? "") && !$0.isClosed }
        #expect(left.isEmpty)
        let unexpected = try await journey.events().filter { event in
            event.state == .failed && event.cause == "REMOTE_REJECTED"
        }
        #expect(unexpected.isEmpty, "\(unexpected.map { "\($0.subject) \($0.message ?? "")" })")
        try journey.end()
    }
}
