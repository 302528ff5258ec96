@testable import Bookkeeping

/// What vouchers leave on each account, in øre; accounts at zero left out.
struct Balances: Hashable {
    private(set) var accounts: [AccountNumber: Int64] = [:]

    init(_ vouchers: [Voucher]) {
        for posting in vouchers.flatMap(\.postings) {
            accounts[posting.account, default: 0] += posting.amount.minor
        }
        accounts = accounts.filter { $0.value != 0 }
    }

    subscript(account: Int) -> Int64 {
        accounts.first { $0.key.value == account }?.value ?? 0
    }

    /// Without money, what is owed in money's place, and differences of exchange.
    var withoutMoneyAndExchange: [AccountNumber: Int64] {
        let money: Set = [1900, 1930, 1931, 1932, 1933, 1935, 2901, 2902, 8060, 8160]
        return accounts.filter { !money.contains($0.key.value) }
    }
}

extension Plan {
    /// The invoice of the sale, when the plan makes one.
    var document: SaleDocument? {
        for case .sale(let document) in entries { return document }
        return nil
    }

    /// The vouchers without the reasons of their postings, whose order may follow the order's lines.
    var figures: [[String]] {
        vouchers.map { voucher in
            ["\(voucher.kind.rawValue) \(voucher.date)"]
                + voucher.postings.map {
                    "\($0.account) \($0.vatCode?.number ?? "-") \($0.amount.minor) \($0.inCurrency.minor) \($0.vat.minor)"
                }.sorted()
        }
    }
}

extension Rules {
    /// The default rules, with one voucher for an order.
    static let voucherModel: Rules = {
        var rules = Rules.standard
        rules.settings.bookingModel = .voucher
        return rules
    }()
}
