import Testing

@testable import Bookkeeping

@Suite struct `The decision table` {
    @Test(arguments: [
        ("3", "2026-02-10", 2_500), ("31", "2011-12-31", 1_400), ("31", "2012-01-01", 1_500),
        ("33", "2015-12-31", 800), ("33", "2016-01-01", 1_000), ("33", "2017-12-31", 1_000),
        ("33", "2018-01-01", 1_200), ("33", "2020-03-31", 1_200), ("33", "2020-04-01", 600),
        ("33", "2021-09-30", 600), ("33", "2021-10-01", 1_200), ("32", "2026-02-10", 1_111),
    ])
    func `has the rate of the day`(_ code: String, _ day: String, _ points: Int64) throws {
        let date = try #require(LocalDate(day))

        #expect(VATCodeTable.rate(of: VATCode(code), on: date)?.basisPoints == points)
    }

    @Test(arguments: [
        ("51", "2011-06-30"), ("3", "2006-12-31"), ("4", "2026-02-10"), ("", "2026-02-10"),
    ])
    func `has no rate for what is no code on that day`(_ code: String, _ day: String) throws {
        #expect(VATCodeTable.rate(of: VATCode(code), on: try #require(LocalDate(day))) == nil)
    }

    /// Source: mval § 6-22 (2) as in force from 2023-01-01, and before.
    @Test func `charges private persons abroad for remote services until 2023`() throws {
        let decide = { (day: String, isBusiness: Bool) in
            Rules.standard.decide(
                .sample(
                    .standard,
                    .serviceRemote,
                    to: .europeanUnion,
                    isBusiness: isBusiness,
                    on: try #require(LocalDate(day))
                )
            )?.code?.number
        }

        #expect(try decide("2022-12-31", false) == "3")
        #expect(try decide("2022-12-31", true) == "52")
        #expect(try decide("2023-01-01", false) == "52")
    }

    /// Source: mval § 6-4 as in force from 2019-07-01.
    @Test func `charges the standard rate on e-books until July 2019`() throws {
        let decide = { (day: String) in
            Rules.standard.decide(.sample(.ebook, on: try #require(LocalDate(day))))?.code?.number
        }

        #expect(try decide("2019-06-30") == "3")
        #expect(try decide("2019-07-01") == "5")
    }

    @Test func `decides every supply that can be written, but reverse charge to a consumer`() {
        for productClass in ProductClass.allCases {
            for supplyType in SupplyType.allCases {
                for destination in Destination.allCases {
                    for isBusiness in [false, true] {
                        let supply = Supply.sample(
                            productClass,
                            supplyType,
                            to: destination,
                            isBusiness: isBusiness,
                            hasTaxID: isBusiness
                        )
                        let decision = Rules.standard.decide(supply)
                        let isOpen =
                            productClass == .domesticReverseCharge && destination == .norway
                            && !isBusiness
                        #expect((decision == nil) == isOpen, "\(supply)")
                        #expect(decision.map { !$0.account.isOfVAT } ?? true)
                        #expect(decision.map { $0.reason.nb.count > 10 } ?? true)
                    }
                }
            }
        }
    }

    @Test func `is overruled by a row of the company's own`() {
        var rules = Rules.standard
        rules.decisionRows = [
            DecisionRow(
                id: "own",
                condition: .init(productClass: [.food], destination: [.norway]),
                code: VATCode("3"),
                account: .salesByCode,
                reason: .init(nb: "Servering.", en: "Serving.")
            )
        ]

        #expect(rules.decide(.sample(.food))?.row == "own")
        #expect(rules.decide(.sample(.food, to: .svalbard))?.row == "D13")
    }
}
