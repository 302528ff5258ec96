import Foundation
import Remote
import TestSupport
import Testing

@testable import Bookkeeping
@testable import Destinations

/// Every worked booking ends in the ledger as the plan says, whatever is lost on the way.
struct TripletexGoldenTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var id: String
        var plan: Plan
        var customer: Customer?
        var rates: [String: [LocalDate: ExchangeRate]]
        var isForeign: Bool { plan.vouchers.contains { $0.currency != .nok || $0.isMixed } }
        var testDescription: String { id }
    }

    static let booked: [Case] = {
        guard let data = try? Samples.fixture("golden/golden-bookings.json"),
            let file = try? JSONParser.parse(data), case .array(let items)? = file["cases"]
        else { return [] }
        return items.compactMap { item in
            guard let id = item["id"]?.text, let input = item["input"],
                let found = try? CaseInput(input, at: "", rules: .standard),
                found.plan.status == .booked
            else { return nil }
            return Case(
                id: id,
                plan: found.plan,
                customer: Customer(kind: .consumer, country: "NO", email: "kunde@example.no"),
                rates: rates(input["rates"])
            )
        }
    }()

    private static func rates(_ value: JSONValue?) -> [String: [LocalDate: ExchangeRate]] {
        guard case .object(let currencies)? = value else { return [:] }
        var table: [String: [LocalDate: ExchangeRate]] = [:]
        for currency in currencies {
            guard case .object(let days) = currency.value else { continue }
            for day in days {
                guard let date = LocalDate(day.name),
                    let rate = day.value["rate"]?.text.flatMap({ DecimalNumber($0) }),
                    let unit = day.value["unit"]?.text.flatMap({ Int64($0) })
                else { continue }
                table[currency.name, default: [:]][date] = ExchangeRate(nok: rate, unit: unit)
            }
        }
        return table
    }

    @Test func `the worked bookings are there`() {
        #expect(Self.booked.count > 60)
    }

    @Test(arguments: booked)
    func `a worked booking stands in the ledger as planned, and again changes nothing`(
        _ worked: Case
    ) async throws {
        let world = TripletexWorld()
        Self.prepare(world, for: worked)

        let outcome = try await Self.book(worked, in: world)

        #expect(outcome.held == nil)
        Self.expect(world, holds: worked)
        let before = world.fake.snapshot()
        _ = world.transport.takeNames()
        _ = try await Self.book(worked, in: world)
        #expect(world.fake.snapshot().balances == before.balances)
        #expect(world.transport.takeNames().allSatisfy { $0.hasPrefix("GET") })
    }

    @Test(arguments: booked)
    func `whichever answer is lost, a worked booking is made once`(
        _ worked: Case
    ) async throws {
        for fault in [Fault.replyLost, .callLost, .serverErrorAfterActing] {
            var call = 1
            var isDone = false
            while !isDone {
                let world = TripletexWorld()
                Self.prepare(world, for: worked)
                world.transport.fail(write: call, fault)
                for _ in 0..<4 {
                    do {
                        _ = try await Self.book(worked, in: world)
                        break
                    } catch let failure as LedgerFailure where failure.disposition != .fail {
                        world.clock.advance(by: .seconds(61))
                    }
                }
                isDone = world.transport.hasExpectations
                Self.expect(world, holds: worked, "\(fault) at write \(call)")
                call += 1
                try #require(call < 40)
            }
        }
    }

    @Test(arguments: booked)
    func `with a fifth of all calls failing, a worked booking ends the same`(
        _ worked: Case
    ) async throws {
        for seed: UInt64 in 1...2 {
            let world = TripletexWorld()
            Self.prepare(world, for: worked)
            world.transport.fail(at: FakeFaults(rate: .many, seed: seed))
            var isDone = false
            for _ in 0..<60 where !isDone {
                do {
                    _ = try await Self.book(worked, in: world)
                    isDone = true
                } catch let failure as LedgerFailure where failure.disposition != .fail {
                    world.clock.advance(by: .seconds(61))
                }
            }
            #expect(isDone)
            Self.expect(world, holds: worked, "seed \(seed)")
        }
    }

    private static func prepare(_ world: TripletexWorld, for worked: Case) {
        world.fake.change { company in
            for posting in worked.plan.vouchers.flatMap(\.postings)
            where company.account(posting.account.value) == nil {
                company.accounts.append(.init(number: posting.account.value, name: "Konto"))
            }
            for (code, days) in worked.rates {
                guard let currency = FakeCompany.currencies.first(where: { $0.1 == code }) else {
                    continue
                }
                for (day, rate) in days {
                    company.rates[currency.0, default: [:]][day] =
                        Decimal(rate.nok) * Decimal(currency.2) / Decimal(rate.unit)
                }
            }
        }
    }

    private static func book(_ worked: Case, in world: TripletexWorld) async throws -> LedgerOutcome
    {
        try await world.ledger.book(
            worked.plan,
            of: LedgerSubject(
                orderKey: "shop-1",
                fact: "shop/order/1",
                customer: worked.customer
            ),
            options: LedgerOptions(today: .sale),
            journal: world.journal
        )
    }

    /// The sums per account and code; in other currencies an øre for each posting may go another way.
    private static func expect(
        _ world: TripletexWorld,
        holds worked: Case,
        _ comment: Comment? = nil
    ) {
        var planned: [FakeLedgerSnapshot.Key: Int64] = [:]
        for posting in worked.plan.vouchers.flatMap(\.postings) {
            let key = FakeLedgerSnapshot.Key(
                account: posting.account.value,
                vatCode: posting.vatCode?.number
            )
            planned[key, default: 0] += posting.amount.minor
        }
        let found = world.fake.snapshot().balances
        let bound = worked.isForeign ? Int64(worked.plan.vouchers.flatMap(\.postings).count) : 0
        for key in Set(planned.keys).union(found.keys).sorted() {
            let difference = abs((planned[key] ?? 0) - (found[key] ?? 0))
            #expect(
                difference <= bound,
                "\(key.account)/\(key.vatCode ?? "–"): \(planned[key] ?? 0), \(found[key] ?? 0)"
            )
        }
        if let comment, found != planned, !worked.isForeign {
            Issue.record(comment)
        }
    }
}
