import Foundation
import Testing

@testable import Bookkeeping

@Suite struct `Rules of a company` {
    struct Wrong: CustomTestStringConvertible, Sendable {
        var json: String
        var paths: [String]
        var testDescription: String { paths.joined(separator: ", ") }

        init(_ json: String, _ paths: String...) {
            self.json = json
            self.paths = paths
        }
    }

    static let wrong = [
        Wrong("", ""), Wrong("[]", ""), Wrong("{\"settings\": NaN}", ""),
        Wrong(#"{"setings": {}}"#, "setings"),
        Wrong(#"{"settings": []}"#, "settings"),
        Wrong(
            #"{"settings": {"bookingModel": "cash", "colour": "red"}}"#,
            "settings.bookingModel",
            "settings.colour"
        ),
        Wrong(
            #"{"settings": {"requirePaid": "yes", "totalToleranceMinor": 101}}"#,
            "settings.requirePaid",
            "settings.totalToleranceMinor"
        ),
        Wrong(
            #"{"settings": {"rateMaxAgeDays": 7.5, "iossLimitMinorEUR": "150"}}"#,
            "settings.rateMaxAgeDays",
            "settings.iossLimitMinorEUR"
        ),
        Wrong(#"{"settings": {"shippingVatMode": "fixed:99"}}"#, "settings.shippingVatMode"),
        Wrong(#"{"settings": {"saleDateBasis": "orderDate"}}"#, "settings.saleDateBasis"),
        Wrong(#"{"settings": {"closedThrough": "2199-12-31"}}"#, "settings.closedThrough"),
        Wrong(#"{"fromDate": "2026-13-01"}"#, "fromDate"),
        Wrong(#"{"accounts": {"receivables": 1500}}"#, "accounts.receivables"),
        Wrong(
            #"{"accounts": {"rounding": 77400, "bank": "nineteen"}}"#,
            "accounts.rounding",
            "accounts.bank"
        ),
        Wrong(#"{"accounts": {"tipsLiability": 2700}}"#, "accounts.tipsLiability"),
        Wrong(#"{"salesAccounts": {"3": 2740, "4": 3000}}"#, "salesAccounts.3", "salesAccounts.4"),
        Wrong(
            #"{"shippingAccounts": {"3": 999, "99": 3040}}"#,
            "shippingAccounts.3",
            "shippingAccounts.99"
        ),
        Wrong(#"{"payments": {"Vipps": {"method": "vips"}}}"#, "payments.Vipps.method"),
        Wrong(
            #"{"payments": {"Vipps": {"account": 1}, "X": {}}}"#,
            "payments.Vipps.account",
            "payments.X"
        ),
        Wrong(
            #"{"payments": {"Vipps": {"method": "vipps"}, "VIPPS": {"account": 1930}}}"#,
            "payments.VIPPS"
        ),
        Wrong(#"{"payments": {"Vipps": {"method": "vipps", "account": 1930}}}"#, "payments.Vipps"),
        Wrong(#"{"products": [{"productClass": "book"}]}"#, "products[0].match"),
        Wrong(
            #"{"products": [{"match": {"colour": "red"}, "productClass": "book"}]}"#,
            "products[0].match"
        ),
        Wrong(
            #"{"products": [{"match": {"sku": "A", "title": "B"}, "productClass": "book"}]}"#,
            "products[0].match"
        ),
        Wrong(#"{"products": [{"match": {"sku": "A"}}]}"#, "products[0]"),
        Wrong(#"{"products": [{"match": {"sku": ""}, "account": 3000}]}"#, "products[0].match"),
        Wrong(
            #"{"products": [{"match": {"sku": "A"}, "productClass": "cheese", "supplyType": "air", "account": 2710, "vat": 3}]}"#,
            "products[0].productClass",
            "products[0].supplyType",
            "products[0].account",
            "products[0].vat"
        ),
        Wrong(#"{"vat": {}}"#, "vat"),
        Wrong(#"{"vat": [{"when": {}}]}"#, "vat[0].then"),
        Wrong(#"{"vat": [{"then": {}}]}"#, "vat[0].then"),
        Wrong(#"{"vat": [{"then": {"vatCode": "4"}}]}"#, "vat[0].then.vatCode"),
        Wrong(#"{"vat": [{"then": {"vatCode": "1"}}]}"#, "vat[0].then.vatCode"),
        Wrong(
            #"{"vat": [{"from": "2011-06-30", "then": {"vatCode": "51"}}]}"#,
            "vat[0].then.vatCode"
        ),
        Wrong(
            #"{"vat": [{"to": "2011-06-30", "then": {"vatCode": "51"}}]}"#,
            "vat[0].then.vatCode"
        ),
        Wrong(
            #"{"vat": [{"from": "1999-01-01", "then": {"vatCode": "3"}}]}"#,
            "vat[0].then.vatCode"
        ),
        Wrong(
            #"{"vat": [{"from": "2026-02-01", "to": "2026-01-31", "then": {"vatCode": "3"}}]}"#,
            "vat[0].to"
        ),
        Wrong(
            #"{"vat": [{"then": {"vatCode": "3", "accountRole": "sales"}}]}"#,
            "vat[0].then.accountRole"
        ),
        Wrong(#"{"vat": [{"then": {"vatCode": "3", "account": 2701}}]}"#, "vat[0].then.account"),
        Wrong(
            #"{"vat": [{"then": {"vatCode": "52", "foreignVatRole": "foreignVatUS"}}]}"#,
            "vat[0].then.foreignVatRole"
        ),
        Wrong(
            #"{"vat": [{"when": {"destination": ["NO", "DK"], "productClass": [], "colour": 1, "forResale": "yes"}, "then": {"vatCode": "3"}}]}"#,
            "vat[0].when.destination[1]",
            "vat[0].when.productClass",
            "vat[0].when.colour",
            "vat[0].when.forResale"
        ),
        Wrong(
            #"{"vat": [{"when": {"productClass": ["book", "food"]}, "to": "2026-06-30", "then": {"vatCode": "5"}}, {"when": {"productClass": ["food", "book"]}, "from": "2026-06-30", "then": {"vatCode": "3"}}]}"#,
            "vat[1]"
        ),
        Wrong(
            #"{"vat": [{"id": "A", "when": {"destination": "NO"}, "then": {"vatCode": "3"}}, {"id": "A", "then": {"vatCode": "5"}}]}"#,
            "vat[1].id"
        ),
        Wrong(
            #"{"settings": {"accounts": {"roles": {"safe": 1900}, "colours": {}}}}"#,
            "settings.accounts.roles.safe",
            "settings.accounts.colours"
        ),
        Wrong(#"{"projects": 1}"#, "projects"),
    ]

    @Test(arguments: wrong)
    func `that are wrong are refused, every error named by its path`(_ wrong: Wrong) throws {
        let error = try #require(throws: RuleErrors.self) { try Rules(json: Data(wrong.json.utf8)) }

        #expect(error.problems.map(\.path) == wrong.paths)
        #expect(error.problems.allSatisfy { $0.text.nb.count > 4 && $0.text.en.count > 4 })
        #expect(error.problems.allSatisfy { $0.text.nb != $0.text.en })
    }

    @Test func `name the errors of every part at once`() throws {
        let json =
            #"{"fromDate": 1, "settings": {"x": 1}, "vat": [{"then": 2}], "accounts": {"y": 1}}"#

        let error = try #require(throws: RuleErrors.self) { try Rules(json: Data(json.utf8)) }

        #expect(
            error.problems.map(\.path) == [
                "fromDate", "settings.x", "vat[0].then", "vat[0].then", "accounts.y",
            ]
        )
    }

    @Test func `may have rows that meet but do not overlap`() throws {
        let json = #"""
            {"vat": [
              {"id": "old", "when": {"productClass": "food"}, "to": "2026-06-30", "then": {"vatCode": "31"}},
              {"id": "new", "when": {"productClass": "food"}, "from": "2026-07-01", "then": {"vatCode": "3"}}]}
            """#
        let rules = try Rules(json: Data(json.utf8))

        let decide = { (day: String) in
            rules.decide(.sample(.food, on: try #require(LocalDate(day))))
        }

        #expect(try decide("2026-06-30")?.row == "old")
        #expect(try decide("2026-07-01")?.row == "new")
        #expect(try decide("2026-07-01")?.code == VATCode("3"))
    }

    @Test func `read what the contract writes, with every part`() throws {
        let json = #"""
            {"fromDate": "2026-01-01", "settings": {"bookingModel": "voucher", "closedThrough": null},
             "products": [{"match": {"category": "BOK-*"}, "productClass": "book", "supplyType": "goods", "account": 3100}],
             "vat": [], "accounts": {"giftCardLiability": 2905}, "salesAccounts": {"3": 3010},
             "payments": {"Vipps eCom": {"method": "vipps"}, "Bux": {"account": 1939}, "Faktura": {"tripletexPaymentType": "Vipps"}},
             "projects": {"slackChannels": true}}
            """#

        let rules = try Rules(json: Data(json.utf8))

        #expect(rules.settings.bookingModel == .voucher)
        #expect(rules.settings.fromDate == LocalDate("2026-01-01"))
        #expect(rules.account("giftCardLiability")?.value == 2905)
        #expect(try rules.paymentTarget("VIPPS ECOM").account.value == 1930)
        #expect(try rules.paymentTarget("bux").account.value == 1939)
        #expect(try rules.paymentTarget("faktura").paymentType == "Vipps")
        #expect(rules.products.first?.pattern == "BOK-*")
    }

    @Test func `put a connection's settings before their own, and refuse wrong ones by path`()
        throws
    {
        let rules = try Rules(json: Data(#"{"settings": {"bookingModel": "voucher"}}"#.utf8))

        let own = try rules.applying(settings: Data(#"{"bookingModel": "invoice"}"#.utf8))
        let error = try #require(throws: RuleErrors.self) {
            try rules.applying(settings: Data(#"{"bookingmodel": "invoice"}"#.utf8))
        }

        #expect(own.settings.bookingModel == .invoice)
        #expect(error.problems.map(\.path) == ["settings.bookingmodel"])
    }
}

extension Supply {
    static func sample(
        _ productClass: ProductClass = .standard,
        _ supplyType: SupplyType = .goods,
        to destination: Destination = .norway,
        isBusiness: Bool = false,
        hasTaxID: Bool = false,
        on date: LocalDate = LocalDate(unchecked: 2026, 2, 10)
    ) -> Supply {
        Supply(
            productClass: productClass,
            supplyType: supplyType,
            destination: destination,
            isBusiness: isBusiness,
            hasTaxID: hasTaxID,
            date: date
        )
    }
}
