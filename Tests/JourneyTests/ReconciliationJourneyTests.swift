import Bookkeeping
import Companies
import Connectors
import Dashboard
import Foundation
import Outbox
import Testing

@testable import App
@testable import Destinations

/// A month put together from shop, own record and ledger, with what people do to a ledger in between.
struct ReconciliationJourneyTests {
    /// The month of the generated orders.
    private static let month = "2026-01"

    /// A journey whose shop's orders are all booked.
    private func booked(
        _ count: Int,
        seed: UInt64,
        mix: ShopifyOrderGenerator.Mix = .simple
    ) async throws -> (journey: Journey, orders: [GeneratedOrder]) {
        var generator = ShopifyOrderGenerator(seed: seed, mix: mix)
        let orders = generator.orders(count)
        let journey = try await Journey()
        for order in orders {
            let last = try #require(order.steps.last)
            try journey.world.shop.put(order: last.order, transactions: last.transactions)
            #expect(try await journey.deliver(last).status == 200)
        }
        try await journey.workOffDue()
        return (journey, orders)
    }

    private func report(
        _ journey: Journey,
        _ period: String = month
    ) async throws -> ReconciliationDocument {
        let reconciliations = journey.installation.reconciliations
        // The shop's limit of calls fills again by the clock, which stands still by itself.
        journey.advance(by: .seconds(60))
        let job = try await reconciliations.begin(
            company: "nordlys",
            try #require(ReportPeriod(period))
        )
        #expect(await reconciliations.runOldest())
        let end = try #require(try await reconciliations.job(job.id))
        #expect(end.state == .done, "\(end.message ?? "")")
        return try #require(reconciliations.report(of: job.id))
    }

    private func openAlerts(_ journey: Journey) async throws -> [CompanyAlert] {
        try await journey.installation.companies.alertList(of: "nordlys", onlyOpen: true)
            .filter { $0.code == AlertRules.reconciliationDifference }
    }

    @Test
    func `what was paid by gift card stands beside what the ledger redeemed, not what it sold`()
        async throws
    {
        let (journey, _) = try await booked(80, seed: 7, mix: .full)

        let report = try await report(journey)

        let cards = try #require(report.payments.first { $0.method.contains("gift_card") })
        #expect(report.giftCards?.sold.minor != 0, "a card was sold too")
        #expect(cards.shop == cards.posted)
        #expect(report.payments.allSatisfy { $0.shop == $0.posted }, "\(report.payments)")
        try journey.end()
    }

    @Test func `books that hold what the shop says tie to the øre, in the same bytes each time`()
        async throws
    {
        let (journey, orders) = try await booked(30, seed: 31)

        let first = try await report(journey)
        let second = try await report(journey)

        #expect(first.balanced, "\(first.differences)")
        #expect(first.connections.first { $0.connection == "shop" }?.orders == first.orders)
        #expect(first.orders > orders.count(where: \.isBookable) / 2)
        #expect(first.accounts.allSatisfy { $0.difference.minor == 0 })
        #expect(first.vat.allSatisfy { $0.expected.gross == $0.posted.gross })
        #expect(
            first.vat.allSatisfy { row in
                // An øre for each voucher at most, and told.
                let rounding = row.posted.vat.minor - row.expected.vat.minor
                return rounding.magnitude <= first.vouchers
                    && (rounding == 0 || first.differences.contains { $0.cause == "rounding" })
            }
        )
        #expect(!first.vat.isEmpty && !first.payments.isEmpty)
        for format in ["json", "text", "csv", "xlsx", "pdf"] {
            let files = try [first, second].map {
                try ReconciliationFile($0, name: "Nordlys Lyd AS", language: .nb).file(format)
            }
            #expect(files[0] == files[1], "\(format)")
        }
        try journey.end()
    }

    @Test func `a voucher deleted and one edited by hand are told, each with its cause`()
        async throws
    {
        let (journey, orders) = try await booked(12, seed: 32)
        let bookable = orders.filter(\.isBookable)
        let (deleted, edited) = (bookable[0], bookable[1])
        journey.world.ledger.change { company in
            for (order, isDeleted) in [(deleted, true), (edited, false)] {
                guard
                    let known = company.orders.first(where: { $0.number == "shop-\(order.number)" }
                    ),
                    let invoice = company.invoices.first(where: { $0.order == known.id })
                else { continue }
                if isDeleted {
                    company.removeVoucher(invoice.voucher)
                    continue
                }
                for index in company.postings.indices
                where company.postings[index].voucher == invoice.voucher {
                    if company.postings[index].account == 1_500 {
                        company.postings[index].amount += 100_00
                    }
                }
                if let index = company.postings.firstIndex(where: {
                    $0.voucher == invoice.voucher && $0.vatCode != nil
                }) {
                    company.postings[index].amount -= 100_00
                }
            }
        }

        let report = try await report(journey)

        #expect(!report.balanced)
        let open = report.differences.filter(\.open)
        #expect(
            Set(open.map { "\($0.orderNumber ?? "") \($0.cause)" }) == [
                "\(deleted.number) deletedInLedger", "\(edited.number) changedInLedger",
            ]
        )
        #expect(open.allSatisfy { $0.step != nil && $0.voucher != nil && $0.voucherURL != nil })
        #expect(open.allSatisfy { $0.subject?.hasPrefix("order/") == true })
        #expect(open.first { $0.cause == "changedInLedger" }?.amount.minor == 100_00)
        let alert = try #require(try await openAlerts(journey).first)
        #expect(alert.count == 2)
        try journey.end()
    }

    @Test func `the alert closes when the ledger is mended`() async throws {
        let (journey, orders) = try await booked(6, seed: 33)
        let order = try #require(orders.first { $0.isBookable })
        func move(_ ore: Int64) {
            journey.world.ledger.change { company in
                for index in company.postings.indices
                where company.postings[index].voucher == company.invoices[0].voucher {
                    let isClaim = company.postings[index].account == 1_500
                    if isClaim || company.postings[index].vatCode != nil {
                        company.postings[index].amount += isClaim ? ore : -ore
                        if !isClaim { break }
                    }
                }
            }
        }
        #expect(order.isBookable)
        move(50_00)
        #expect(try await !report(journey).balanced)
        #expect(try await openAlerts(journey).count == 1)

        move(-50_00)

        #expect(try await report(journey).balanced)
        #expect(try await openAlerts(journey).isEmpty)
        try journey.end()
    }

    @Test func `a rule that changed since does not make what was booked before it wrong`()
        async throws
    {
        let (journey, _) = try await booked(8, seed: 37)
        let companies = journey.installation.companies
        let current = try #require(try await companies.rules(of: "nordlys"))
        _ = try await companies.saveRules(
            Data(#"{"salesAccounts": {"3": 3010}}"#.utf8),
            of: "nordlys",
            expected: current.version,
            author: "user:eier@nordlys.example",
            reason: "Egen konto for nettsalg."
        )
        _ = try await journey.installation.settingsChanged(of: "nordlys")

        let report = try await report(journey)

        #expect(report.balanced, "\(report.differences)")
        #expect(!report.accounts.contains { $0.account == 3_010 })
        try journey.end()
    }

    @Test func `what people book without us is told from what is wrong`() async throws {
        let (journey, _) = try await booked(6, seed: 34)
        journey.world.ledger.change { company in
            guard let day = LocalDate("2026-01-20") else { return }
            // Wages do not concern us; a payout from a clearing account to the bank is somebody's ordinary work.
            for (debit, credit) in [(5_000, 2_930), (1_920, 3_000)] {
                let voucher = company.nextVoucher(day, "Manuelt bilag", nil)
                for (account, amount) in [(debit, Int64(700_00)), (credit, -700_00)] {
                    company.append(
                        FakeCompany.Posting(
                            id: company.nextID(),
                            date: day,
                            account: account,
                            vatCode: account == 3_000 ? "3" : nil,
                            amount: amount,
                            inCurrency: amount,
                            currency: 1,
                            voucher: voucher
                        )
                    )
                }
            }
        }

        let report = try await report(journey)

        #expect(report.differences.filter(\.open).map(\.cause) == ["voucherWithoutOrder"])
        #expect(report.differences.first(where: \.open)?.amount.minor == 700_00)
        try journey.end()
    }

    @Test func `stopped between two pages, it goes on and tells the same`() async throws {
        let (journey, _) = try await booked(10, seed: 35)
        let whole = try await report(journey)
        let reconciliations = journey.installation.reconciliations
        let period = try #require(ReportPeriod(Self.month))
        let job = try await reconciliations.begin(company: "nordlys", period)
        reconciliations.stop(job.id)
        #expect(await reconciliations.runOldest())
        #expect(try await reconciliations.job(job.id)?.state == .stopped)

        let again = try await reconciliations.begin(company: "nordlys", period)
        #expect(again.id == job.id)
        #expect(await reconciliations.runOldest())

        var resumed = try #require(reconciliations.report(of: job.id))
        resumed.madeAt = whole.madeAt
        #expect(resumed == whole)
        try journey.end()
    }

    @Test(.timeLimit(.minutes(3)))
    func `the program exits 0 for books that tie, 1 for a difference, and writes each form`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 36)
        let orders = generator.orders(8)
        let world = NetworkWorld()
        for order in orders {
            let last = try #require(order.steps.last)
            try world.shop.put(order: last.order, transactions: last.transactions)
        }
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        let program = BuiltProgram(directory: directory)
        try await world.run { file in
            let only = file.split(separator: "\n").filter { line in
                ![
                    "woo", "partner", "rentman", "slack", "consumerSecret", "webhookToken",
                    "alertChannel",
                ]
                .contains { line.contains($0) }
            }.joined(separator: "\n")
            #expect(try await program.run("company", "apply", "-", input: only).exitCode == 0)
            let filled = try await program.run(
                "backfill",
                "--company",
                "nordlys",
                "--connection",
                "shop",
                "--from",
                "2026-01-01"
            )
            #expect(filled.exitCode == 0, "\(filled.errors)")

            let arguments = ["reconcile", "--company", "nordlys", "--period", Self.month]
            let good = try await program.run(arguments)
            #expect(good.exitCode == 0, "\(good.output)\(good.errors)")
            #expect(good.output.contains("Alt stemmer"))
            let json = try await program.run(arguments + ["--json"])
            #expect(json.output.contains(#""balanced":true"#))

            world.ledger.change { company in company.removeVoucher(company.invoices[0].voucher) }
            let bad = try await program.run(arguments)
            #expect(bad.exitCode == 1)
            #expect(bad.output.contains("slettet i regnskapet"))
            for (format, mark) in [("xlsx", "PK"), ("pdf", "%PDF-1.4")] {
                let path = directory.appending(path: "report.\(format)")
                let made = try await program.run(
                    arguments + ["--format", format, "--output", path.path()]
                )
                #expect(made.exitCode == 1)
                #expect(try Data(contentsOf: path).starts(with: Data(mark.utf8)))
            }
            let wrong = try await program.run(
                "reconcile",
                "--company",
                "nordlys",
                "--period",
                "oktober"
            )
            #expect(wrong.exitCode == 64)
        }
        try FileManager.default.removeItem(at: directory)
    }
}
