import Testing

@testable import Bookkeeping

/// Vectors from elsewhere than this project, as each says.
@Suite struct `Check digits` {
    /// Sources: the worked example of brreg.no/english/coordination/number.html (12345678 → 5), and numbers that the
    /// register itself shows: its own, Skatteetaten's, Statistisk sentralbyrå's, Equinor's, DNB's and Telenor's.
    @Test(arguments: [
        "123456785", "974760673", "974761076", "971526920", "923609016", "984851006", "982463718",
    ])
    func `of registered organisation numbers hold`(_ number: String) {
        #expect(OrganizationNumber(number)?.description == number)
        #expect(
            OrganizationNumber("NO \(number.prefix(3)) \(number.dropFirst(3)) MVA")?.description
                == number
        )
    }

    @Test(arguments: [
        "123456784", "123456786", "97476067", "9747606733", "974760674", "", "NOMVA", "97476067A",
        "９７４７６０６７３", "000000001", "-74760673",
    ])
    func `of other numbers do not`(_ number: String) {
        #expect(OrganizationNumber(number) == nil)
    }

    @Test func `of an organisation number catch every wrong digit and every swap of neighbours`() {
        let right = Array("974760673")
        for index in right.indices {
            for digit in "0123456789" where digit != right[index] {
                var wrong = right
                wrong[index] = digit
                #expect(OrganizationNumber(String(wrong)) == nil)
            }
            if index > 0, right[index] != right[index - 1] {
                var swapped = right
                swapped.swapAt(index, index - 1)
                #expect(OrganizationNumber(String(swapped)) == nil)
            }
        }
    }

    /// Where the sum leaves a rest of 1 the digit would be 10, and the register never gives such a number.
    @Test func `leave out organisation numbers whose control would be ten`() {
        let bodies = (0..<2_000).map { 10_000_000 + $0 * 7 }
        let weights = [3, 2, 7, 6, 5, 4, 3, 2]
        for body in bodies {
            let digits = String(body).compactMap(\.wholeNumberValue)
            let rest = zip(digits, weights).map(*).reduce(0, +) % 11
            let valid = (0...9).filter { OrganizationNumber("\(body)\($0)") != nil }
            #expect(valid == (rest == 1 ? [] : [(11 - rest) % 11]))
        }
    }

    /// Sources: no.wikipedia.org/wiki/KID-nummer (234567 → 6); the tests of NAV's mulighetsrommet
    /// (github.com/navikt/mulighetsrommet, ModulusTest); Luhn's example 7992739871 → 3 (ISO/IEC 7812-1 annex B).
    @Test(arguments: ["2345676", "23456767", "0044555258", "79927398713", "12344"])
    func `of a KID by modulus 10 hold`(_ kid: String) {
        #expect(PaymentReference(kid, modulus: .ten)?.description == kid)
        #expect(PaymentReference(number: String(kid.dropLast()), modulus: .ten)?.description == kid)
    }

    /// Sources: as above; account numbers have the same modulus 11: NO93 8601 1117 947 of SWIFT's IBAN registry.
    @Test(arguments: ["0365327", "12345678903", "036536-", "86011117947", "12343", "0129550"])
    func `of a KID by modulus 11 hold`(_ kid: String) {
        #expect(PaymentReference(kid, modulus: .eleven)?.description == kid)
        #expect(
            PaymentReference(number: String(kid.dropLast()), modulus: .eleven)?.description == kid
        )
    }

    @Test(arguments: PaymentReference.Modulus.allCases)
    func `of a wrong KID do not`(_ modulus: PaymentReference.Modulus) {
        let wrong = [
            "", "1", "-", "2345674", "0044555251", "1677036255", "12a4", "１２３４４", "123 44",
            String(repeating: "1", count: 26), String(repeating: "9", count: 10_000),
        ]
        #expect(wrong.allSatisfy { PaymentReference($0, modulus: modulus) == nil })
        #expect(PaymentReference(number: "", modulus: modulus) == nil)
        #expect(
            PaymentReference(number: String(repeating: "1", count: 25), modulus: modulus) == nil
        )
    }

    @Test(arguments: PaymentReference.Modulus.allCases)
    func `of a KID catch every wrong digit`(_ modulus: PaymentReference.Modulus) throws {
        var random = SeededGenerator(seed: 1_400)
        for _ in 0..<500 {
            let body = (0..<random.number(1...24)).map { _ in
                Character(String(random.number(0...9)))
            }
            let kid = try #require(PaymentReference(number: String(body), modulus: modulus))
            var wrong = Array(kid.description)
            let place = Int(random.number(0...Int64(body.count - 1)))
            let digit = try #require(wrong[place].wholeNumberValue)
            wrong[place] = Character(String((digit + Int(random.number(1...9))) % 10))
            #expect(PaymentReference(String(wrong), modulus: modulus) == nil)
        }
    }
}

@Suite struct `Currencies` {
    /// The codes without two decimals; all others that are money have two.
    ///
    /// Source: ISO 4217 list one as SIX publishes it (six-group.com, list-one.xml), minor unit column.
    static let withoutDecimals: Set = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
        "VUV", "XAF", "XOF", "XPF",
    ]
    static let withThree: Set = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

    @Test func `have the decimals of ISO 4217`() {
        #expect(CurrencyTable.decimals.count >= 70)
        for (code, decimals) in CurrencyTable.decimals {
            let standard =
                Self.withoutDecimals.contains(code) ? 0 : Self.withThree.contains(code) ? 3 : 2
            #expect(decimals == standard, "\(code)")
        }
        #expect(
            Self.withoutDecimals.union(Self.withThree).allSatisfy {
                CurrencyTable.decimals[$0] != nil
            }
        )
    }

    @Test(arguments: ["", "nok", "NO", "NOKK", "XXX", "XAU", "BYR", "DEM"])
    func `that are none, or are no more, are not known`(_ code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test(arguments: [
        ("125.50", "NOK", 12_550), ("-0.01", "NOK", -1), ("1000", "JPY", 1_000), ("1.0", "JPY", 1),
        ("1.234", "KWD", 1_234), ("0", "NOK", 0), ("100000000000", "NOK", 10_000_000_000_000),
    ])
    func `read amounts exactly`(_ text: String, _ code: String, _ minor: Int64) throws {
        let currency = try #require(Currency(code: code))

        let amount = try #require(Amount(text, in: currency))

        #expect(amount.minor == minor)
        #expect(Amount(amount.text(in: currency), in: currency) == amount)
    }

    @Test(arguments: [
        ("0.001", "NOK"), ("0.5", "JPY"), ("1e3", "NOK"), ("NaN", "NOK"), ("inf", "NOK"),
        ("", "NOK"),
        ("1,50", "NOK"), ("--1", "NOK"), ("1.2.3", "NOK"), ("100000000000.01", "NOK"), ("٣", "NOK"),
        ("99999999999999999999999999999999999999", "NOK"), ("999999999999999999", "KWD"),
    ])
    func `never read what is no amount of theirs`(_ text: String, _ code: String) throws {
        #expect(Amount(text, in: try #require(Currency(code: code))) == nil)
    }
}
