import Foundation
import TestSupport
import Testing

@testable import Bookkeeping

@Suite struct `Alerts` {
    struct Example: CustomTestStringConvertible, Sendable {
        var code: AlertCode
        /// The worked case that has it.
        var golden: String
        /// The figures and names that its texts carry.
        var figures: [String]
        var testDescription: String { code.rawValue }

        init(_ code: AlertCode, _ golden: String, _ figures: String...) {
            self.code = code
            self.golden = golden
            self.figures = figures
        }
    }

    static let examples = [
        Example(.notFulfilled, "G47", "400.00 NOK"), Example(.notPaid, "G82", "125.00 NOK"),
        Example(.partiallyPaid, "G22", "800.00", "2000.00 NOK"),
        Example(.cancelled, "G48", "2026-02-11"), Example(.zeroTotal, "G84", "0.00 NOK"),
        Example(.beforeFromDate, "G55", "2025-12-30", "2026-01-01"),
        Example(.totalMismatch, "G52", "400.00 NOK", "405.00", "5.00"),
        Example(.paymentMismatch, "G83", "250.00", "125.00 NOK"),
        Example(.vatDeviation, "G37", "25 %", "0 %"),
        Example(.vatChargedByUnregistered, "G45", "25 %"),
        Example(.missingAccountMapping, "G50", "sezzle"), Example(.missingVATRule, "G81", "1"),
        Example(.missingRate, "G51", "USD", "2026-04-01"),
        Example(.foreignVATThreshold, "G33", "150.00 EUR"),
        Example(.foreignVATNotRegistered, "G34", "8.66 EUR", "NL"),
        Example(.giftCardDiscount, "G72", "100.00 NOK"),
        Example(.refundMismatch, "G86", "r1", "80.00", "70.00"),
        Example(.refundExceedsSale, "G85", "r1", "130.00 NOK", "125.00"),
        Example(.payoutMismatch, "G87", "485.02"),
        Example(.periodClosed, "G54", "2026-02-20", "2026-03-01"),
        Example(.roundingPosted, "G53", "0.01 NOK"),
        Example(.invalidOrganizationNumber, "G41", "974760674"),
        Example(.noDeliveryChannel, "G79", "EHF"), Example(.lowValueNoIOSS, "G77", "150.00 EUR"),
    ]

    @Test func `are those of the default tables, each with its example`() throws {
        let tables = try JSONParser.parse(Samples.fixture("golden/defaults.json"))
        let codes = tables["alerts"].items.compactMap { $0["code"]?.text }

        #expect(Set(codes) == Set(AlertCode.allCases.map(\.rawValue)))
        #expect(Set(Self.examples.map(\.code)) == Set(AlertCode.allCases))
    }

    @Test(arguments: examples)
    func `say in both languages what is the case, with its figures, and what to do`(
        _ example: Example
    ) throws {
        let plan = try GoldenCases.input(example.golden).plan

        let alert = try #require(plan.alerts.first { $0.code == example.code })

        for language in Language.allCases {
            #expect(alert.message[language].count > 20)
            #expect(alert.remedy[language].count > 10)
            for figure in example.figures {
                #expect(alert.message[language].contains(figure), "\(alert.message[language])")
            }
        }
        #expect(alert.message.nb != alert.message.en)
        #expect(alert.remedy.nb != alert.remedy.en)
    }

    /// The effect that the default tables give each code.
    @Test(arguments: examples)
    func `have the effect of the default tables`(_ example: Example) throws {
        let tables = try JSONParser.parse(Samples.fixture("golden/defaults.json"))
        let row = try #require(
            tables["alerts"].items.first { $0["code"]?.text == example.code.rawValue }
        )
        let effect = try #require(row["effect"]?.text)
        let status = try GoldenCases.input(example.golden).plan.status

        switch effect {
        case let text where text.hasPrefix("not_booked"): #expect(status == .notBooked)
        case let text where text.hasPrefix("held"): #expect(status == .held)
        default: #expect(status == .booked)
        }
    }

    @Test(arguments: examples)
    func `never name the buyer`(_ example: Example) throws {
        var input = try GoldenCases.input(example.golden)
        guard case .order(var order) = input.document else { return }
        order.customer.name = "Kjøper Kjøpersen"
        order.customer.email = order.customer.email.map { _ in "kjoper@example.com" }
        order.customer.phone = "+4799999999"
        input.document = .order(order)

        let texts = input.plan.alerts.flatMap {
            [$0.message.nb, $0.message.en, $0.remedy.nb, $0.remedy.en]
        }

        #expect(texts.allSatisfy { !$0.contains("Kjøpersen") && !$0.contains("@example.com") })
        #expect(texts.allSatisfy { !$0.contains("99999999") })
    }

    @Test func `about a rate of nought say so, as it may be exempt, zero-rated or a mistake`() {
        var line = OrderLine.sample()
        line.productClass = nil
        line.shopVATRate = .zero
        line.title = "Kurs"

        let alert = Bookkeeper.standard.plan(.sample(lines: [line])).alerts.first

        #expect(alert?.code == .missingVATRule)
        #expect(alert?.message.nb.contains("«Kurs»") == true)
        #expect(alert?.message.en.contains("0 %") == true)
        #expect(alert?.remedy.nb.contains("Kurs") == true)
    }
}
