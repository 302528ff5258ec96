import Foundation
import Testing

@testable import Bookkeeping

@Suite struct `Planned documents` {
    @Test(arguments: GoldenCases.all)
    func `give a worked case's result as JSON of the schema`(_ golden: GoldenCases.Case) throws {
        let found = try GoldenCases.planned(golden.input)

        #expect(ComparableResult(found) == ComparableResult(golden.expected))
        let names = Optional(found).members.map(\.name)
        #expect(names.filter { $0 != "explanation" }.sorted() == golden.names)
        let vouchers = found["vouchers"].items
        let expected = golden.expected["vouchers"].items
        #expect(Set(vouchers.flatMap(\.names)) == Set(expected.flatMap(\.names)))
        #expect(
            Set(vouchers.flatMap { $0["postings"].items.flatMap(\.names) })
                == Set(expected.flatMap { $0["postings"].items.flatMap(\.names) })
        )
    }

    @Test(arguments: GoldenCases.all)
    func `explain every alert and every posting in both languages`(
        _ golden: GoldenCases.Case
    ) throws {
        let found = try GoldenCases.planned(golden.input)

        let sentences = found["explanation"].items
        #expect(sentences.allSatisfy { ($0["nb"]?.text ?? "").count > 20 })
        #expect(sentences.allSatisfy { ($0["en"]?.text ?? "").count > 20 })
        #expect(sentences.allSatisfy { $0["nb"] != $0["en"] })
        let alerts = sentences.compactMap { $0["alert"]?.text }
        #expect(Set(alerts) == Set(found["alerts"].items.compactMap(\.text)))
        let places = sentences.compactMap { sentence in
            sentence["voucher"]?.text.flatMap { voucher in
                sentence["posting"]?.text.map { "\(voucher).\($0)" }
            }
        }
        let postings = found["vouchers"].items.enumerated().flatMap { number, voucher in
            voucher["postings"].items.indices.map { "\(number).\($0)" }
        }
        #expect(places == postings)
        for (sentence, posting) in zip(sentences.dropFirst(alerts.count), found.postings) {
            let account = try #require(posting["account"]?.text)
            #expect(sentence["nb"]?.text?.contains("konto \(account)") == true)
            let code = posting["vatCode"]?.text
            #expect(code.map { sentence["en"]?.text?.contains("VAT code \($0) ") == true } ?? true)
        }
    }

    @Test(arguments: Language.allCases)
    func `explain themselves in one language where one is asked for`(_ language: Language) throws {
        let input = Data(JSONValue.array(GoldenCases.all.map(\.input)).description.utf8)

        let texts = Optional(
            try JSONParser.parse(
                PlannedDocuments(input, under: .standard, in: language).json
            )
        )
        let both = Optional(try JSONParser.parse(PlannedDocuments(input).json))

        #expect(
            texts.items.map { $0["explanation"].items.map(\.text) }
                == both.items.map { plan in
                    plan["explanation"].items.map { $0[language.rawValue]?.text }
                }
        )
    }

    @Test func `of an array are an array in the same order`() throws {
        let cases = GoldenCases.all
        let whole = JSONValue.array(
            cases.map { .object([.init("id", .string($0.id)), .init("input", $0.input)]) }
        )
        let inputs = JSONValue.array(cases.map(\.input))

        let fromCases = try PlannedDocuments(Data(whole.description.utf8))
        let fromInputs = try PlannedDocuments(Data(inputs.description.utf8))

        #expect(fromCases == fromInputs)
        let results = Optional(try JSONParser.parse(fromCases.json)).items
        #expect(results.count == cases.count)
        for (result, golden) in zip(results, cases) {
            #expect(ComparableResult(result) == ComparableResult(golden.expected))
        }
        #expect(fromCases.isAnyHeld)
    }

    @Test func `are the same bytes each time`() throws {
        let input = Data(JSONValue.array(GoldenCases.all.map(\.input)).description.utf8)

        let first = try PlannedDocuments(input).json

        #expect(try (0..<3).allSatisfy { _ in try PlannedDocuments(input).json == first })
        #expect(first.last == UInt8(ascii: "\n"))
    }

    @Test func `follow the company's rules, and the document's own settings before them`() throws {
        let rules = try Rules(
            json: Data(
                #"{"settings": {"bookingModel": "voucher"}, "salesAccounts": {"3": 3010}}"#.utf8
            )
        )
        var golden = try #require(GoldenCases.all.first { $0.id == "G01" }).input
        let asInvoice = try PlannedDocuments(Data(golden.description.utf8), under: rules).plans[0]
        golden.remove("settings")
        let asVoucher = try PlannedDocuments(Data(golden.description.utf8), under: rules).plans[0]

        #expect(asInvoice.vouchers.map(\.kind) == [.sale, .payment])
        #expect(asVoucher.vouchers.map(\.kind) == [.sale])
        #expect(Balances(asVoucher.vouchers)[3010] < 0)
    }

    @Test func `of an empty array are an empty array`() throws {
        let result = try PlannedDocuments(Data("[]".utf8))

        #expect(String(decoding: result.json, as: UTF8.self) == "[]\n")
        #expect(!result.isAnyHeld)
    }

    struct WrongFile: CustomTestStringConvertible, Sendable {
        var text: String
        var paths: [String]
        var testDescription: String { paths.description }
    }

    static let wrongFiles = [
        WrongFile(text: "", paths: [""]),
        WrongFile(text: "{\"kind\": \"order\"", paths: [""]),
        WrongFile(text: "17", paths: [""]),
        WrongFile(text: "{}", paths: ["order"]),
        WrongFile(text: #"{"kind": "letter"}"#, paths: ["kind"]),
        WrongFile(
            text: #"[{"kind": "order"}, {"input": {"kind": "payout"}}]"#,
            paths: ["[0].order", "[1].input.payout"]
        ),
        WrongFile(
            text: #"{"order": {"number": "1"}}"#,
            paths: [
                "order.orderDate", "order.currency", "order.pricesIncludeVat", "order.customer",
                "order.totalMinor",
            ]
        ),
        WrongFile(
            text: order(
                #""lines": [{"id": "1", "unitPriceMinor": 10.5}, {"id": "2", "unitPriceMinor": 1, "qty": "-1"}]"#
            ),
            paths: ["order.lines[0].unitPriceMinor", "order.lines[1].qty"]
        ),
        WrongFile(
            text: order(
                #""lines": [{"id": "1", "unitPriceMinor": 1, "productClass": "cheese", "shopVatRate": "250"}]"#
            ),
            paths: ["order.lines[0].productClass", "order.lines[0].shopVatRate"]
        ),
        WrongFile(
            text: order(
                #""payments": [{"method": "vipps", "amountMinor": "100", "date": "10.02.2026"}]"#
            ),
            paths: ["order.payments[0].amountMinor", "order.payments[0].date"]
        ),
        WrongFile(
            text: order(#""refunds": [{"id": "r", "date": "2026-02-31"}]"#),
            paths: ["order.refunds[0].date"]
        ),
        WrongFile(
            text: order(
                #""refunds": [{"id": "r", "date": "2026-02-11"}, {"id": "r", "date": "2026-02-12"}]"#
            ),
            paths: ["order.refunds"]
        ),
        WrongFile(
            text:
                #"{"settings": {"bookingModel": "cash", "colour": 1}, "rates": {"EUR": {"2026-02-10": {"rate": "0"}}}, "payout": {"method": "vipps", "date": "2026-02-10", "currency": "NOK", "bank": {"currency": "XXX", "amountMinor": 1}}}"#
                .replacing(#"{"settings""#, with: #"{"kind": "payout", "settings""#),
            paths: [
                "settings.bookingModel", "settings.colour", "payout.bank.currency",
                "rates.EUR.2026-02-10.rate",
            ]
        ),
    ]

    private static func order(_ member: String) -> String {
        """
        {"order": {"number": "1", "orderDate": "2026-02-10", "currency": "NOK", "pricesIncludeVat": true,
        "customer": {"type": "B2C"}, "totalMinor": 1, \(member)}}
        """
    }

    @Test(arguments: wrongFiles)
    func `of a wrong file are none, and every error is named by its path`(
        _ wrong: WrongFile
    ) throws {
        let error = try #require(throws: InputErrors.self) {
            try PlannedDocuments(Data(wrong.text.utf8))
        }

        #expect(error.problems.map(\.path) == wrong.paths)
        #expect(error.lines(.nb).count == wrong.paths.count)
        #expect(error.lines(.en).allSatisfy { !$0.hasPrefix(" ") })
    }
}

extension GoldenCases.Case {
    fileprivate var names: [String] { expected.names.sorted() }
}

extension JSONValue {
    var names: [String] { Optional(self).members.map(\.name) }

    fileprivate var postings: [JSONValue] {
        self["vouchers"].items.flatMap { $0["postings"].items }
    }

    mutating func remove(_ name: String) {
        if case .object(let members) = self {
            self = .object(members.filter { $0.name != name })
        }
    }
}
