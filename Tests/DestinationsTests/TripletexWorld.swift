import Foundation
import Remote
import Synchronization
import Testing

@testable import Bookkeeping
@testable import Destinations

/// A ledger on a stand-in of Tripletex, with a clock and a journal of its own.
struct TripletexWorld: Sendable {
    let clock: TripletexClock
    let fake: FakeTripletex
    let transport: TripletexTransport
    let journal: TripletexJournal
    let ledger: TripletexLedger

    init(
        limits: FakeTripletex.Limits = .init(calls: 100_000),
        consumerToken: String = "consumer",
        employeeToken: String = "employee"
    ) {
        let clock = TripletexClock()
        let fake = FakeTripletex(
            consumerToken: "consumer",
            employeeToken: "employee",
            limits: limits,
            now: { clock.now }
        )
        let journal = TripletexJournal()
        let transport = TripletexTransport(to: fake) { journal.die() }
        self.clock = clock
        self.fake = fake
        self.journal = journal
        self.transport = transport
        ledger = Self.ledger(transport, clock, consumerToken, employeeToken)
    }

    /// Another ledger on the same company: a process that knows nothing yet.
    func restarted() -> TripletexLedger { Self.ledger(transport, clock, "consumer", "employee") }

    private static func ledger(
        _ transport: TripletexTransport,
        _ clock: TripletexClock,
        _ consumerToken: String,
        _ employeeToken: String
    ) -> TripletexLedger {
        let client = RemoteClient(
            service: "tripletex",
            baseURL: "https://tripletex.example/v2",
            transport: transport,
            limit: RateLimit(
                budget: .init(calls: 100_000, window: .seconds(10), concurrent: 64),
                now: { clock.now },
                sleep: { clock.advance(by: $0) }
            ),
            circuit: CircuitBreaker(pause: .zero, now: { clock.now })
        )
        return TripletexLedger(
            calls: TripletexCalls(
                client: client,
                session: TripletexSession(
                    client: client,
                    consumerToken: consumerToken,
                    employeeToken: employeeToken,
                    now: { clock.now }
                )
            ),
            lookups: TripletexLookups(now: { clock.now }),
            webAddress: "https://tripletex.example"
        )
    }

    /// Books a document and its payments under its own number.
    @discardableResult
    func book(
        _ document: SaleDocument,
        _ payments: [PaymentEntry]
    ) async throws -> EffectResult {
        try await ledger.book(
            document,
            payments: payments,
            orderKey: "shop-\(document.orderNumber)",
            fact: "shop/order/\(document.orderNumber)",
            journal: journal
        )
    }

    /// Books until it succeeds, as a worker that tries again does.
    func bookUntilDone(_ document: SaleDocument, _ payments: [PaymentEntry]) async throws {
        for _ in 0..<6 {
            do {
                try await book(document, payments)
                return
            } catch let failure as LedgerFailure where failure.disposition != .fail {
                clock.advance(by: .seconds(61))
            }
        }
        Issue.record("not booked after six tries")
    }

    func balance(_ account: Int, _ code: String? = nil) -> Int64 {
        fake.snapshot().balances[.init(account: account, vatCode: code)] ?? 0
    }
}

/// A clock that tests set.
final class TripletexClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_784_000_000))

    var now: Date { time.withLock { $0 } }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0.addingTimeInterval(duration / .seconds(1)) }
    }
}

extension LocalDate {
    static let sale = LocalDate(unchecked: 2_026, 7, 10)
}

extension Customer {
    static func consumer(_ email: String? = "kunde@example.no") -> Customer {
        Customer(
            kind: .consumer,
            country: "NO",
            email: email,
            name: "Kunde",
            address: .init(line1: "Gata 1", postalCode: "0150", city: "Oslo", country: "NO")
        )
    }

    static func business(
        _ number: String? = "123456785",
        email: String? = "post@example.no",
        receivesEHF: Bool? = nil
    ) -> Customer {
        Customer(
            kind: .business,
            country: "NO",
            organizationNumber: number,
            email: email,
            receivesEHF: receivesEHF,
            name: "Firma AS",
            address: .init(line1: "Gata 2", postalCode: "0150", city: "Oslo", country: "NO")
        )
    }
}

extension SaleDocument {
    /// 200.00 under code 3 and 100.00 under code 31.
    static func sample(
        _ number: String = "1001",
        customer: Customer = .consumer(),
        lines: [DocumentLine] = [.sample(20_000), .sample(10_000, code: "31")],
        total: Int64? = nil,
        delivery: InvoiceDelivery? = nil
    ) -> SaleDocument {
        SaleDocument(
            orderNumber: number,
            customer: customer,
            date: .sale,
            deliveryDate: .sale,
            dueDate: .sale,
            currency: .nok,
            pricesIncludeVAT: true,
            lines: lines,
            total: total.map(Amount.init(minor:)) ?? lines.map(\.gross).total,
            delivery: delivery
        )
    }
}

extension DocumentLine {
    private static let rates = ["3": 2_500, "31": 1_500, "33": 1_200, "32": 1_111]
    private static let accounts = [
        "3": 3_000, "31": 3_001, "33": 3_002, "32": 3_011, "5": 3_100, "52": 3_107, "51": 3_108,
        "6": 3_200, "7": 3_900,
    ]

    static func sample(
        _ ore: Int64,
        code: String? = "3",
        account: Int? = nil,
        quantity: DecimalNumber = .one,
        sku: String? = nil
    ) -> DocumentLine {
        DocumentLine(
            description: "Vare",
            quantity: quantity,
            amount: Amount(minor: ore),
            gross: Amount(minor: ore),
            vatCode: code.map { VATCode($0) },
            vatRate: Percentage(basisPoints: Int64(code.flatMap { rates[$0] } ?? 0)),
            account: AccountNumber(unchecked: account ?? code.flatMap { accounts[$0] } ?? 2_901),
            sku: sku
        )
    }
}

extension PaymentEntry {
    static func sample(
        _ ore: Int64,
        _ id: String = "p1",
        method: String = "vipps",
        account: Int = 1_930,
        type: String? = nil,
        date: LocalDate = .sale
    ) -> PaymentEntry {
        PaymentEntry(
            id: id,
            method: method,
            account: AccountNumber(unchecked: account),
            paymentType: type,
            amount: Amount(minor: ore),
            amountNOK: Amount(minor: ore),
            date: date
        )
    }
}
