import Companies
import Connectors
import Destinations
import Foundation
import Outbox
import Remote
import TestSupport
import Testing

@testable import App

/// From an order that stops to the words in the alert channel, and to their end.
struct AlertJourneyTests {
    /// A journey with an alert channel, and orders of which every one states a total that does not tie.
    private func journey(
        odd count: Int,
        slack: Bool = true,
        seed: UInt64 = 77
    ) async throws -> (Journey, [GeneratedOrder]) {
        let journey = try await Journey()
        if slack { journey.world.slack.addChannel(named: "regnskap") }
        var generator = ShopifyOrderGenerator(seed: seed, oddPercent: 100)
        return (journey, generator.orders(count))
    }

    private func deliver(_ orders: [GeneratedOrder], to journey: Journey) async throws {
        for step in orders.flatMap(\.steps) {
            try journey.world.shop.put(order: step.order, transactions: step.transactions)
            #expect(try await journey.deliver(step).status == 200)
        }
        try await journey.workOffDue()
    }

    private func watch(_ journey: Journey) -> AlertWatch {
        AlertWatch(
            installation: journey.installation,
            rules: AlertRules(leastFreeDiskBytes: 0),
            now: { journey.now },
            logger: Journey.silence
        )
    }

    /// The watch looks, and what it has to tell is told.
    private func look(_ journey: Journey) async throws {
        await watch(journey).look()
        try await journey.workOffDue()
    }

    private func told(_ journey: Journey) -> [String] {
        journey.world.slack.snapshot().channels.first { $0.name == "regnskap" }?.messages ?? []
    }

    @Test func `many orders that stop for one cause are one message with what to do`() async throws
    {
        let (journey, orders) = try await journey(odd: 6)
        try await deliver(orders, to: journey)
        for _ in 0..<3 { try await look(journey) }

        #expect(told(journey).count == 1)
        #expect(told(journey).first?.contains("Summen går ikke opp") == true)
        let alert = try #require(
            try await journey.installation.companies.alertList(of: "nordlys").first
        )
        #expect(alert.code == "TOTAL_MISMATCH" && alert.connection == "shop")
        #expect(alert.count > 1 && alert.subject?.hasPrefix("order/") == true)
        try journey.end()
    }

    @Test func `when the cause is gone the channel is told, once`() async throws {
        let (journey, orders) = try await journey(odd: 1)
        try await deliver(orders, to: journey)
        try await look(journey)
        // The shop's order is deleted: there is nothing left to book.
        for order in orders { journey.world.shop.remove(orderID: order.id) }
        let failed = try await journey.installation.outbox.events(
            EventFilter(state: .failed),
            limit: 10
        )
        for event in failed.items { try await journey.installation.outbox.replay(event.id) }
        try await journey.workOffDue()
        for _ in 0..<3 { try await look(journey) }

        #expect(told(journey).count == 2)
        #expect(told(journey).last?.contains("rettet") == true)
        let companies = journey.installation.companies
        #expect(try await companies.alertList(of: "nordlys", onlyOpen: true).isEmpty)
        try journey.end()
    }

    @Test func `while Slack cannot be reached nothing is lost, and nothing is told twice after`()
        async throws
    {
        let (journey, orders) = try await journey(odd: 2, slack: false)
        try await deliver(orders, to: journey)
        // There is no such channel yet: the message fails, and is an alert of its own.
        try await look(journey)
        try await look(journey)
        #expect(told(journey).isEmpty)
        journey.world.slack.addChannel(named: "regnskap")
        let failed = try await journey.installation.outbox.events(
            EventFilter(state: .failed, topic: AlertPosts.topic),
            limit: 10
        )
        #expect(!failed.items.isEmpty)
        for _ in 0..<2 {
            for event in failed.items { try await journey.installation.outbox.replay(event.id) }
            try await journey.workOffDue()
        }

        let mismatches = told(journey).filter { $0.contains("Summen går ikke opp") }
        #expect(mismatches.count == 1)
        try journey.end()
    }

    @Test(.enabled(if: MailCatcher.isInstalled))
    func `those on the list get one e-mail each, also when the server is busy at first`()
        async throws
    {
        let catcher = try MailCatcher(.startTLS, password: "hemmelig", refusals: 1)
        let journey = try await Journey(
            rules:
                "rules: {}\nalerts: {slack: false, email: [a@nordlys.example, b@nordlys.example]}",
            environment: ["BOKBRO_SMTP_URL": catcher.url(password: "hemmelig")]
        )
        var generator = ShopifyOrderGenerator(seed: 77, oddPercent: 100)
        try await deliver(generator.orders(3), to: journey)
        for _ in 0..<3 {
            await watch(journey).look()
            try await journey.workOff()
        }

        let mails = try catcher.mails()
        #expect(mails.flatMap(\.recipients).sorted() == ["a@nordlys.example", "b@nordlys.example"])
        #expect(mails.allSatisfy { $0.subject.contains("Summen går ikke opp") && $0.isEncrypted })
        #expect(mails.allSatisfy { $0.text.contains("/companies/nordlys/alerts") })
        try catcher.stop()
        try journey.end()
    }

    @Test func `yesterday is summed up once, when it is time`() async throws {
        let journey = try await Journey(
            rules: "rules: {}\nalerts: {slack: true, dailySummary: \"07:30\"}"
        )
        journey.world.slack.addChannel(named: "regnskap")
        for _ in 0..<48 {
            journey.advance(by: .seconds(1_800))
            try await look(journey)
        }

        // The day before the first look, told late, and the day after it, told in time.
        let summaries = told(journey).filter { $0.contains("Nordlys Lyd AS: 2026-03-") }
        #expect(summaries.count == 2 && Set(summaries).count == 2, "\(summaries)")
        try journey.end()
    }

    @Test func `every booking is in the audit log, and the chain holds`() async throws {
        let (journey, _) = try await journey(odd: 0)
        var generator = ShopifyOrderGenerator(seed: 80)
        try await deliver(generator.orders(10), to: journey)

        let companies = journey.installation.companies
        let entries = try await companies.auditEntries(
            company: "nordlys",
            matching: AuditFilter(action: "booking.made"),
            limit: 200
        )
        let invoices = journey.world.ledger.snapshot().invoices.count
        #expect(entries.count { $0.subject.hasPrefix("invoice/") } == invoices && invoices > 0)
        guard case .intact = try await companies.verifyAudit() else {
            Issue.record("the chain is broken")
            return
        }
        try journey.end()
    }

    @Test func `an acknowledged alert disturbs nobody, however many follow`() async throws {
        let (journey, orders) = try await journey(odd: 12)
        try await deliver(Array(orders.prefix(1)), to: journey)
        try await look(journey)
        let companies = journey.installation.companies
        let alert = try #require(try await companies.alertList(of: "nordlys").first)
        _ = try await companies.acknowledgeAlert(alert.id, of: "nordlys", actor: "user:a@b.no")

        try await deliver(orders, to: journey)
        try await look(journey)

        #expect(told(journey).count == 1)
        try journey.end()
    }

    @Test func `what a sweep finds is told as missed, and a shop without webhooks as silent`()
        async throws
    {
        let journey = try await Journey()
        journey.world.slack.addChannel(named: "regnskap")
        var generator = ShopifyOrderGenerator(seed: 78)
        for order in generator.orders(8) {
            let last = try #require(order.steps.last)
            try journey.world.shop.put(order: last.order, transactions: last.transactions)
        }
        let source = try #require(journey.installation.live.company("nordlys")?.sources["shop"])
        let sweep = Sweep(
            source: source,
            outbox: journey.installation.outbox,
            desk: journey.installation.desk,
            now: { journey.now },
            logger: Journey.silence
        )
        let start = SweepRecord(
            company: "nordlys",
            connection: "shop",
            through: Date(timeIntervalSince1970: 1_767_000_000),
            ranAt: journey.now,
            changed: 0,
            missed: 0
        )
        try await sweep.run(after: start)
        try await look(journey)

        let companies = journey.installation.companies
        let codes = try await companies.alertList(of: "nordlys", onlyOpen: true).map(\.code)
        #expect(Set(codes).isSuperset(of: ["EVENTS_MISSED", "WEBHOOK_SILENT"]))
        #expect(told(journey).contains { $0.contains("Ingen webhooker") })

        var later = ShopifyOrderGenerator(seed: 79, firstNumber: 5_001)
        try await deliver(later.orders(1), to: journey)
        try await sweep.run(after: start)
        let open = try await companies.alertList(of: "nordlys", onlyOpen: true).map(\.code)
        #expect(!open.contains("WEBHOOK_SILENT"))
        try journey.end()
    }

    @Test func `an alert that was reported stays until whoever reported it says it is over`()
        async throws
    {
        let journey = try await Journey()
        let (desk, companies) = (journey.installation.desk, journey.installation.companies)
        let code = AlertRules.reconciliationDifference
        for count in [3, 2] {
            await desk.raise(AlertSignal(code: code, count: count), of: "nordlys")
        }
        try await look(journey)
        let open = try await companies.alertList(of: "nordlys", onlyOpen: true)
        #expect(open.map(\.code) == [code] && open.first?.count == 2)

        await desk.cure(code, of: "nordlys")
        #expect(try await companies.alertList(of: "nordlys", onlyOpen: true).isEmpty)
        try journey.end()
    }

    @Test func `what has happened is counted once for each fact and closes after a quiet day`()
        async throws
    {
        let journey = try await Journey()
        journey.world.slack.addChannel(named: "regnskap")
        let (desk, companies) = (journey.installation.desk, journey.installation.companies)
        for order in ["order/1", "order/2", "order/1"] {
            await desk.happened(
                AlertSignal(connection: "shop", code: "VAT_DEVIATION", severity: .warning),
                of: "nordlys",
                fact: order
            )
        }
        try await look(journey)
        #expect(try await companies.alertList(of: "nordlys").map(\.count) == [2])

        journey.advance(by: .seconds(90_000))
        await watch(journey).look()
        #expect(try await companies.alertList(of: "nordlys", onlyOpen: true).isEmpty)
        #expect(try await companies.dueNotices().isEmpty)
        try journey.end()
    }
}
