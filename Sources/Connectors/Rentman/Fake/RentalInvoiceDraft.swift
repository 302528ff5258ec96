import Bookkeeping
import Remote

/// An invoice as Rentman computes it: per ledger code and VAT rate, with the noise of binary arithmetic.
struct RentalInvoiceDraft {
    let id: Int64
    private let project: Int64
    private let customer: Int64?
    private let lines: [Line]

    /// Prices, VAT and sums belong together; each row is one line.
    private struct Line {
        var ledger: Int
        var net: String
        var rate: String
        var vat: String
        var gross: String
    }

    private static let choices: [[Line]] = [
        [
            Line(ledger: 0, net: "32000", rate: "0.25", vat: "8000.0", gross: "40000.0"),
            Line(ledger: 2, net: "17600", rate: "0.25", vat: "4400.0", gross: "22000.0"),
        ],
        [
            Line(
                ledger: 0,
                net: "3871.098",
                rate: "0.25",
                vat: "967.7744999999999",
                gross: "4838.8724999999995"
            )
        ],
    ]
    private static let totals = [
        (net: "49600", vat: "12400.0", gross: "62000.0"),
        (net: "3871.098", vat: "967.7744999999999", gross: "4838.8724999999995"),
    ]

    private let total: (net: String, vat: String, gross: String)

    init(id: Int64, project: Int64, customer: Int64?, random: inout SplitMix64) {
        self.id = id
        self.project = project
        self.customer = customer
        let choice = Int(random.next() % UInt64(Self.choices.count))
        lines = Self.choices[choice]
        total = Self.totals[choice]
    }

    func changes(isFinal: Bool, stamp: String) -> [FakeRentman.Change] {
        let invoice = JSONValue.record(
            id,
            [
                "number": .string("2026-\(id)"), "finalized": .bool(isFinal),
                "invoicetype": .string("F"), "date": .string("2026-05-14T00:00:00+02:00"),
                "expiration": .string("2026-05-28T00:00:00+02:00"), "procent": .number("1"),
                "subject": .string("Jobb"), "project": .path("projects", project),
                "customer": customer.map { .path("contacts", $0) } ?? .null, "contact": .null,
                "price": .number(total.net), "vat_amount": .number(total.vat),
                "price_invat": .number(total.gross),
            ],
            modified: stamp
        )
        return [.put(collection: "invoices", record: invoice)]
            + lines.enumerated().map { index, line in
                .put(
                    collection: "invoicelines",
                    record: .record(
                        id * 10 + Int64(index),
                        [
                            "item": .number(String(id)), "base": .number(line.net),
                            "ledger": .path("ledgercodes", Int64(line.ledger + 1)),
                            "ledgercode": .string(RentalLifeDraft.ledgers[line.ledger]),
                            "vatrate": .number(line.rate), "vatamount": .number(line.vat),
                            "priceincl": .number(line.gross),
                            "parent_api_path": .path("invoices", id),
                        ],
                        modified: stamp
                    )
                )
            }
    }
}
