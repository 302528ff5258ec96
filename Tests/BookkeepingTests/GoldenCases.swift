import Foundation
import TestSupport
import Testing

@testable import Bookkeeping

/// The worked bookings of fixtures/golden.
enum GoldenCases {
    struct Case: Sendable, CustomTestStringConvertible {
        var id: String
        var input: JSONValue
        var expected: JSONValue
        var testDescription: String { id }
    }

    static let file: JSONValue = {
        guard let data = try? Samples.fixture("golden/golden-bookings.json"),
            let value = try? JSONParser.parse(data)
        else { return .null }
        return value
    }()

    static let all: [Case] = {
        guard case .array(let cases)? = file["cases"] else { return [] }
        return cases.compactMap { item in
            guard let id = item["id"]?.text, let input = item["input"],
                let expected = item["expected"]
            else { return nil }
            return Case(id: id, input: input, expected: expected)
        }
    }()

    static let periodReports: [JSONValue] = {
        guard case .array(let reports)? = file["periodReports"] else { return [] }
        return reports
    }()

    /// The result of a case, by the same way a user has.
    static func planned(_ input: JSONValue) throws -> JSONValue {
        try JSONParser.parse(PlannedDocuments(Data(input.description.utf8)).json)
    }

    static func input(_ id: String) throws -> CaseInput {
        guard let found = all.first(where: { $0.id == id }) else { throw Missing(id: id) }
        return try CaseInput(found.input, at: "", rules: .standard)
    }

    struct Missing: Error {
        var id: String
    }
}

/// Everything of a result that must be equal, with postings merged and without regard to order.
struct ComparableResult: Hashable, CustomStringConvertible {
    struct Key: Hashable {
        var kind: String
        var date: String
        var account: String
        var vatCode: String?
        var currency: String
        var isMixed: Bool
    }

    struct Sums: Hashable {
        var nok: Int64 = 0
        var currency: Int64 = 0
        var vat: Int64 = 0
    }

    var status: String?
    var alerts: [String]
    var delivery: String?
    var postings: [Key: Sums] = [:]
    var vatByCode: Set<[String]>
    var vatByTerm: Set<[String]> = []
    var totals: [String?]

    init(_ value: JSONValue) {
        status = value["status"]?.text
        alerts = value["alerts"].items.compactMap(\.text)
        delivery = value["invoiceDelivery"]?.text
        totals = ["currency", "saleMinor", "outstandingMinor"].map { value["totals"]?[$0]?.text }
        vatByCode = value["vatByCode"].rows([])
        for term in value["vatByTerm"].members {
            vatByTerm.formUnion(Optional(term.value).rows([term.name]))
        }
        for voucher in value["vouchers"].items {
            for posting in voucher["postings"].items {
                let key = Key(
                    kind: voucher["kind"]?.text ?? "",
                    date: voucher["date"]?.text ?? "",
                    account: posting["account"]?.text ?? "",
                    vatCode: posting["vatCode"]?.text,
                    currency: posting["currency"]?.text ?? "",
                    isMixed: voucher["mixedCurrency"] == .bool(true)
                )
                postings[key, default: Sums()].nok += posting.integer("amountNOK")
                postings[key, default: Sums()].currency += posting.integer("amountCurrency")
                postings[key, default: Sums()].vat += posting.integer("vatNOK")
            }
        }
    }

    static func rows(_ value: JSONValue?) -> Set<[String]> { value.rows([]) }

    var description: String {
        let lines = postings.map { key, sums in
            "\(key.date) \(key.kind) \(key.account)/\(key.vatCode ?? "-") \(sums.nok) "
                + "(\(key.currency) \(sums.currency)) vat \(sums.vat)\(key.isMixed ? " mixed" : "")"
        }.sorted()
        let codes = vatByCode.map { $0.joined(separator: " ") }.sorted()
        let terms = vatByTerm.map { $0.joined(separator: " ") }.sorted()
        let head =
            "\(status ?? "?") \(alerts) \(delivery ?? "-") \(totals.map { $0 ?? "-" })"
        return ([head] + lines + ["by code: \(codes)", "by term: \(terms)"])
            .joined(separator: "\n")
    }
}

extension JSONValue {
    func integer(_ name: String) -> Int64 { self[name]?.text.flatMap { Int64($0) } ?? 0 }
}

extension Optional where Wrapped == JSONValue {
    var items: [JSONValue] {
        if case .array(let items)? = self { items } else { [] }
    }

    var members: [JSONValue.Member] {
        if case .object(let members)? = self { members } else { [] }
    }

    fileprivate func rows(_ prefix: [String]) -> Set<[String]> {
        Set(
            members.map { code in
                prefix + [code.name]
                    + ["basisNOK", "vatNOK", "grossNOK"].map { code.value[$0]?.text ?? "-" }
            }
        )
    }
}
