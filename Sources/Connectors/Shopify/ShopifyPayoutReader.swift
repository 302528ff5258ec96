import Bookkeeping

/// Turns a payout of Shopify Payments and its balance transactions into the neutral one.
struct ShopifyPayoutReader {
    let payout: ShopifyPayout
    let transactions: [ShopifyBalanceTransaction]

    /// Charges refer to their order as events do: `order/450789469`.
    func settled() throws(PayoutImportError) -> SettledPayout {
        guard let currency = Currency(code: payout.currency) else {
            throw .unreadable(line: 0, column: "currency", expected: .currency)
        }
        guard let date = LocalDate(payout.date.prefix(10)) else {
            throw .unreadable(line: 0, column: "date", expected: .date)
        }
        let bank = try amount(payout.amount, currency, line: 0, "amount")
        var items: [Payout.Item] = []
        var fee = Amount.zero
        for (index, transaction) in transactions.enumerated() where transaction.type != "payout" {
            let line = index + 1
            guard transaction.currency == payout.currency else {
                throw .unreadable(line: line, column: "currency", expected: .sameAsBefore)
            }
            let gross = try amount(transaction.amount, currency, line: line, "amount")
            let cost = try transaction.fee.map { (fee) throws(PayoutImportError) in
                try amount(fee, currency, line: line, "fee")
            }
            if let net = transaction.net {
                let stated = try amount(net, currency, line: line, "net")
                try check(gross - (cost ?? .zero), stated, .lineNet, currency, line: line)
            }
            fee += cost ?? .zero
            items.append(
                Payout.Item(
                    type: transaction.type,
                    reference: transaction.sourceOrderId.map { "order/\($0)" },
                    amount: gross
                )
            )
        }
        try check(items.map(\.amount).total - fee, bank, .payout, currency, line: 0)
        return SettledPayout(
            id: "shopify_payments/\(payout.id)",
            payout: Payout(
                method: "shopify_payments",
                date: date,
                currency: currency,
                items: items,
                fee: fee,
                bankCurrency: currency,
                bankAmount: bank
            )
        )
    }

    private func amount(
        _ decimal: ShopifyDecimal,
        _ currency: Currency,
        line: Int,
        _ field: String
    ) throws(PayoutImportError) -> Amount {
        guard let amount = Amount(decimal.text, in: currency) else {
            throw .unreadable(line: line, column: field, expected: .amount)
        }
        return amount
    }

    private func check(
        _ computed: Amount,
        _ stated: Amount,
        _ what: PayoutImportError.Identity,
        _ currency: Currency,
        line: Int
    ) throws(PayoutImportError) {
        guard computed == stated else {
            throw .doesNotTie(
                line: line,
                what: what,
                computed: computed.text(in: currency),
                stated: stated.text(in: currency)
            )
        }
    }
}
