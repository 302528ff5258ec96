import Foundation
import Remote
import Testing

@testable import Bookkeeping
@testable import Destinations

/// What is read back for people: the ledger of a period, rates, and what is wrong with a company.
struct TripletexReadingTests {
    @Test func `a period is read back as it was planned, voucher by voucher`() async throws {
        let world = TripletexWorld()
        var order = TripletexPlanTests.order
        order.refunds = [
            TripletexPlanTests.refund("r1", line: 5_000, back: [("vipps", 5_000)])
        ]
        _ = try await TripletexPlanTests.book(order, in: world)
        let plan = Bookkeeper(rules: .standard).plan(order)

        let reading = try await world.ledger.reading(
            from: LocalDate(unchecked: 2_026, 7, 1),
            through: LocalDate(unchecked: 2_026, 7, 31)
        )

        var planned: [FakeLedgerSnapshot.Key: Int64] = [:]
        for posting in plan.vouchers.flatMap(\.postings) {
            let key = FakeLedgerSnapshot.Key(
                account: posting.account.value,
                vatCode: posting.vatCode?.number
            )
            planned[key, default: 0] += posting.amount.minor
        }
        var found: [FakeLedgerSnapshot.Key: Int64] = [:]
        for line in reading.vouchers.flatMap(\.lines) {
            let key = FakeLedgerSnapshot.Key(
                account: line.account.value,
                vatCode: line.vatCode?.number
            )
            found[key, default: 0] += line.amount.minor
        }
        #expect(found.filter { $0.value != 0 } == planned.filter { $0.value != 0 })
        #expect(reading.vouchers.contains { $0.orderNumber == "shop-1001" })
        #expect(reading.openDocuments.isEmpty)
    }

    @Test func `what is outstanding is read back with its order`() async throws {
        let world = TripletexWorld()
        try await world.book(.sample(), [.sample(10_000)])

        let reading = try await world.ledger.reading(from: .sale, through: .sale)

        #expect(reading.openDocuments.map(\.orderNumber) == ["shop-1001"])
        #expect(reading.openDocuments.map(\.outstanding) == [Amount(minor: 20_000)])
    }

    @Test func `nothing outside the period is read`() async throws {
        let world = TripletexWorld()
        try await world.book(.sample(), [.sample(30_000)])
        let next = try #require(LocalDate.sale.adding(days: 1))

        let reading = try await world.ledger.reading(from: next, through: next)

        #expect(reading.vouchers.isEmpty)
    }

    @Test func `rates come with their unit and the day they are of`() async throws {
        let world = TripletexWorld()
        let friday = LocalDate.sale
        world.fake.change {
            $0.rates = [2: [friday: 103.25], 5: [friday: Decimal(string: "11.4525") ?? 0]]
        }
        let sunday = try #require(friday.adding(days: 2))
        let currencies = ["SEK", "EUR", "NOK"].compactMap { Currency(code: $0) }

        let questions = Set(currencies.map { RateQuestion($0, sunday) })
        let rates = try await world.ledger.rates(questions)
        _ = world.transport.takeNames()
        #expect(try await world.ledger.rates(questions) == rates)
        #expect(world.transport.takeNames().isEmpty)

        let sek = try #require(Currency(code: "SEK"))
        let eur = try #require(Currency(code: "EUR"))
        #expect(
            rates.rate(of: sek, on: sunday)?.converted(Amount(minor: 10_000), from: sek)
                == Amount(minor: 10_325)
        )
        #expect(
            rates.rate(of: eur, on: sunday)?.converted(Amount(minor: 10_000), from: eur)
                == Amount(minor: 114_525)
        )
        #expect(rates.rate(of: eur, on: LocalDate(unchecked: 2_026, 7, 20)) == nil)
    }

    @Test func `a rate that Tripletex does not know is left out`() async throws {
        let world = TripletexWorld()
        let eur = try #require(Currency(code: "EUR"))

        let rates = try await world.ledger.rates([RateQuestion(eur, .sale)])

        #expect(rates == .none)
    }

    @Test func `a company that is ready has no findings`() async throws {
        let world = TripletexWorld()

        #expect(await world.ledger.examine(LedgerNeeds(.standard)) == [])
    }

    @Test func `what Tripletex will refuse is found before the first order`() async throws {
        let world = TripletexWorld()
        world.fake.change { company in
            company.hasBankAccountNumber = false
            company.vatTypes.removeAll { $0.number == "31" }
            company.accounts.removeAll { $0.number == 2_901 }
        }
        var needs = LedgerNeeds(.standard)
        needs.paymentAccounts = [AccountNumber(unchecked: 1_936)]

        let findings = await world.ledger.examine(needs)

        #expect(
            findings.map(\.code)
                == ["BANK_ACCOUNT", "VAT_CODE_31", "ACCOUNT_2901", "PAYMENT_TYPE_1936"]
        )
        for finding in findings {
            #expect(finding.message.nb != finding.message.en)
            #expect(finding.remedy.nb != finding.remedy.en)
        }
    }

    @Test func `a company without VAT registration is one finding, not one for each code`()
        async throws
    {
        let world = TripletexWorld()
        world.fake.change { company in company.vatTypes.removeAll { $0.number != "6" } }

        let findings = await world.ledger.examine(LedgerNeeds(.standard))

        #expect(findings.map(\.code) == ["VAT_NOT_REGISTERED"])
    }

    @Test func `a period closed further than the rules know is a warning`() async throws {
        let world = TripletexWorld()
        let august = LocalDate(unchecked: 2_026, 8, 31)
        world.fake.change { $0.closedThrough = august }
        var needs = LedgerNeeds(.standard)

        let findings = await world.ledger.examine(needs)
        #expect(findings.map(\.code) == ["CLOSED_PERIOD"])
        #expect(findings.first?.remedy.en.contains("2026-08-31") == true)

        needs.closedThrough = august
        #expect(await world.ledger.examine(needs) == [])
        needs.closedThrough = nil
        needs.fromDate = august.adding(days: 1)
        #expect(await world.ledger.examine(needs) == [], "nothing is booked there")
    }

    @Test func `refused tokens are the only finding`() async throws {
        let world = TripletexWorld(consumerToken: "wrong")

        let findings = await world.ledger.examine(LedgerNeeds(.standard))

        #expect(findings.map(\.code) == ["SESSION"])
    }

    @Test func `a sender without number and address is told that EHF will be refused`() async throws
    {
        let world = TripletexWorld()
        world.fake.change { company in
            company.organizationNumber = ""
            company.postalAddress = nil
        }

        let finding = try #require(await world.ledger.examine(LedgerNeeds(.standard)).first)

        #expect(finding.code == "EHF_SENDER" && finding.weight == .warning)
        #expect(finding.message.en.contains("organisation number and postal address"))
        var vouchers = LedgerNeeds(.standard)
        vouchers.makesInvoices = false
        #expect(await world.ledger.examine(vouchers) == [], "who makes no invoices sends none")
    }
}
