import Bookkeeping
import Foundation
import Remote
import Testing

@testable import Connectors

struct PayoutImportTests {
    private let klarna = """
        total_sale_amount,total_fee_amount,total_tax_amount,total_return_amount,total_settlement_amount,payment_reference,settlement_currency,payout_date,merchant_id,merchant_settlement_type
        1500.00,-30.25,-7.56,-200.00,1262.19,XISA93DJ,NOK,2026-02-10T07:45:00Z,K1,NET

        type,capture_date,order_id,merchant_reference1,amount,posting_currency
        SALE,2026-02-05T10:00:00Z,c504-1,1001,1000.00,NOK
        FEE,2026-02-05T10:00:00Z,c504-1,1001,-20.25,NOK
        SALE,2026-02-06T10:00:00Z,c504-2,1002,500.00,NOK
        FEE,2026-02-06T10:00:00Z,c504-2,1002,-10.00,NOK
        RETURN,2026-02-07T10:00:00Z,c504-1,,-200.00,NOK

        """

    private let stripe = """
        automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,currency,gross,fee,net,reporting_category,source_id,payment_intent_id,payment_metadata[order_id]
        po_1,2026-02-10 00:00:00,txn_1,nok,500.00,9.05,490.95,charge,ch_1,pi_1,1001
        po_1,2026-02-10 00:00:00,txn_2,nok,-100.00,0.00,-100.00,refund,re_1,pi_1,
        po_1,2026-02-10 00:00:00,txn_3,nok,-25.00,0.00,-25.00,fee,,,
        po_2,2026-02-11 00:00:00,txn_4,eur,20.00,0.60,19.40,charge,ch_2,,
        ,,txn_5,nok,80.00,2.00,78.00,charge,ch_3,pi_3,1003
        """

    private let nets = """
        Oppgjørs-ID;Oppgjørsdato;Transaksjonstype;Ordre-ID;Brutto;Gebyr;Netto;Oppgjørssum
        77001;10.02.2026;Salg;1001;1 250,50;-12,51;1 237,99;987,99
        77001;10.02.2026;Refusjon;1002;-250,00;0,00;-250,00;987,99
        """

    private func read(
        _ text: String,
        _ provider: PayoutProvider
    ) throws(PayoutImportError) -> [SettledPayout] {
        try PayoutImport.read(Data(text.utf8), from: provider)
    }

    @Test func `a report of Klarna becomes its payout, with its fees and their tax`() throws {
        let payout = try #require(read(klarna, .klarna).first)

        #expect(payout.id == "klarna/XISA93DJ")
        #expect(payout.payout.date.description == "2026-02-10")
        #expect(payout.payout.fee == Amount(minor: 3_781))
        #expect(payout.payout.bankAmount == Amount(minor: 126_219))
        #expect(payout.payout.items.map(\.amount.minor) == [100_000, 50_000, -20_000])
        #expect(payout.payout.items.map(\.reference) == ["1001", "1002", "c504-1"])
        #expect(payout.unmatched { $0 == "1001" }.map(\.reference) == ["1002", "c504-1"])
    }

    @Test func `amounts of Klarna without their signs come to the same`() throws {
        let plain = klarna.replacing("-", with: "").replacing("20260210", with: "2026-02-10")
            .replacing("c5041", with: "c504-1").replacing("c5042", with: "c504-2")

        #expect(try read(plain, .klarna) == read(klarna, .klarna))
    }

    @Test func `gross settlement of Klarna takes no fees, and two payouts may share a file`() throws
    {
        let gross = klarna.replacing("1262.19,XISA93DJ", with: "1300.00,GROSS1")
            .replacing(",NET", with: ",GROSS")
        let both = try read(klarna + gross, .klarna)

        #expect(both.map(\.id) == ["klarna/XISA93DJ", "klarna/GROSS1"])
        #expect(both[1].payout.fee.isZero && both[1].payout.bankAmount.minor == 130_000)
    }

    @Test func `a report of Stripe is parted by payout; what is not paid out is left`() throws {
        let payouts = try read(stripe, .stripe)

        #expect(payouts.map(\.id) == ["stripe/po_1", "stripe/po_2"])
        #expect(payouts[0].payout.bankAmount.minor == 36_595)
        #expect(payouts[0].payout.fee.minor == 3_405)
        #expect(payouts[0].payout.items.map(\.reference) == ["1001", "pi_1"])
        #expect(payouts[1].payout.currency.code == "EUR")
        #expect(payouts[1].payout.items.map(\.reference) == ["ch_2"])
    }

    @Test func `a report of Nets may be Norwegian, with commas and old letters`() throws {
        let expected = try read(nets, .nets)
        let file = try #require(nets.data(using: .windowsCP1252))

        #expect(expected.map(\.id) == ["nets/77001"])
        #expect(expected[0].payout.items.map(\.amount.minor) == [125_050, -25_000])
        #expect(expected[0].payout.fee.minor == 1_251)
        #expect(expected[0].payout.bankAmount.minor == 98_799)
        #expect(try PayoutImport.read(file, from: .nets) == expected)
        #expect(try read("\u{FEFF}" + nets.replacing("\n", with: "\r\n"), .nets) == expected)
    }

    @Test func `every payout that was read is booked, and the clearing account gets its items`()
        throws
    {
        let payouts = try read(klarna, .klarna) + read(nets, .nets)
        let bookkeeper = Bookkeeper(rules: .standard)
        for settled in payouts {
            let plan = bookkeeper.plan(settled.payout)
            #expect(plan.status == .booked)
            let postings = plan.vouchers.flatMap(\.postings)
            #expect(postings.map(\.amount).total.isZero)
            #expect(postings.contains { $0.amount == -settled.payout.items.map(\.amount).total })
        }
    }

    @Test func `one wrong figure refuses the report, and says where`() {
        let cases: [(String, PayoutProvider, PayoutImportError)] = [
            (
                klarna.replacing("1262.19", with: "1262.20"), .klarna,
                .doesNotTie(line: 2, what: .payout, computed: "1262.19", stated: "1262.20")
            ),
            (
                klarna.replacing("1500.00,", with: "1501.00,"), .klarna,
                .doesNotTie(line: 2, what: .kind, computed: "1500.00", stated: "1501.00")
            ),
            (
                klarna.replacing("500.00,NOK\nFEE", with: "5x.00,NOK\nFEE"), .klarna,
                .unreadable(line: 7, column: "amount", expected: .amount)
            ),
            (
                stripe.replacing("490.95", with: "490.94"), .stripe,
                .doesNotTie(line: 2, what: .lineNet, computed: "490.95", stated: "490.94")
            ),
            (
                stripe.replacing("txn_2,nok", with: "txn_2,sek"), .stripe,
                .unreadable(line: 3, column: "currency", expected: .sameAsBefore)
            ),
            (
                stripe.replacing("gross,", with: "brutto,"), .stripe,
                .missingColumn(names: ["gross"])
            ),
            (
                nets.replacing("987,99", with: "988,00"), .nets,
                .doesNotTie(line: 2, what: .payout, computed: "987.99", stated: "988.00")
            ),
            (
                nets.replacing("10.02.2026;Ref", with: "31.02.2026;Ref"), .nets,
                .unreadable(line: 3, column: "Oppgjørsdato", expected: .date)
            ),
            (String(stripe.split(separator: "\n")[0]), .stripe, .nothingInIt),
            ("", .nets, .nothingInIt),
        ]
        for (text, provider, expected) in cases {
            #expect(throws: expected) { try read(text, provider) }
            #expect(!expected.message.nb.isEmpty && !expected.remedy.en.isEmpty)
        }
    }
}

struct CSVTableTests {
    private func fields(_ text: String) throws(PayoutImportError) -> [[String]] {
        try CSVTable(Data(text.utf8)).records.map(\.fields)
    }

    @Test func `fields are parted, quoted and continued as RFC 4180 has it`() throws {
        #expect(
            try fields("a,b\r\n\"x,\"\"y\"\"\n z\",2\r\n") == [["a", "b"], ["x,\"y\"\n z", "2"]]
        )
        #expect(try fields("a;b\n1,5;2\n") == [["a", "b"], ["1,5", "2"]])
        #expect(try fields("a\tb\n\n1\t\n") == [["a", "b"], ["1", ""]])
        #expect(try fields("\u{FEFF}a,b,") == [["a", "b", ""]])
        #expect(try CSVTable(Data("a\n\n\"b\nc\"\nd".utf8)).records.map(\.line) == [1, 3, 5])
    }

    @Test func `what is no CSV is refused where it stops being one`() {
        #expect(throws: PayoutImportError.notCSV(line: 2, column: 2, reason: .quoteInsideField)) {
            try fields("a,b\nx\"y,2")
        }
        #expect(throws: PayoutImportError.notCSV(line: 2, column: 4, reason: .textAfterQuote)) {
            try fields("a,b\n\"x\"y,2")
        }
        #expect(throws: PayoutImportError.notCSV(line: 2, column: 3, reason: .quoteNotClosed)) {
            try fields("a,b\n1,\"x\ny")
        }
    }

    @Test func `random bytes are read or refused, never trapped on`() {
        var random = SplitMix64(seed: 7)
        let alphabet = Array("a1,;\"\n\r\t\u{FEFF} ".utf8) + [0xFF, 0xC3]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            for provider in PayoutProvider.allCases {
                #expect(throws: PayoutImportError.self) {
                    try PayoutImport.read(Data(bytes), from: provider)
                }
            }
        }
    }
}

struct ReportAmountTests {
    @Test(arguments: [
        ("1234.50", 123_450), ("1234,50", 123_450), ("1 234,50", 123_450), ("1.234,50", 123_450),
        ("1,234.50", 123_450), ("1\u{A0}234,5", 123_450), ("-12.3", -1_230), ("\u{2212}0,01", -1),
        ("1,234,567", 123_456_700), ("1'234.50", 123_450), ("+7", 700), ("0", 0),
    ])
    func `an amount is read however it is written`(text: String, minor: Int64) {
        #expect(ReportAmount.read(text, in: .nok) == Amount(minor: minor))
    }

    @Test(arguments: [
        "", "-", "x", "1,234", "1.234", "1.23.45", "1,2,3", "12,34.5", "1.2.3,4", "1e3", "1,23.4,5",
        "12.345", "(1.00)", "1 kr",
    ])
    func `an amount that can be read in two ways, or none, is not`(text: String) {
        #expect(ReportAmount.read(text, in: .nok) == nil)
    }
}
