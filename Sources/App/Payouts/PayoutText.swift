import Bookkeeping
import Connectors
import Remote

/// A payout in words: what came of it, and which of its items nobody knows.
struct PayoutText: Sendable {
    let settled: SettledPayout
    let unmatched: [Payout.Item]

    init(_ settled: SettledPayout, unmatched: [Payout.Item]) {
        self.settled = settled
        self.unmatched = unmatched
    }

    func summary(_ voucher: EffectResult?) -> LocalizedText {
        let payout = settled.payout
        let number = voucher.map { $0.number ?? $0.id } ?? "–"
        let net = money(payout.bankAmount, payout.bankCurrency)
        let fee = money(payout.fee, payout.currency)
        let open =
            unmatched.isEmpty
            ? LocalizedText(nb: "", en: "")
            : LocalizedText(
                nb: " \(unmatched.count) poster hører til ingen kjent ordre.",
                en: " \(unmatched.count) items belong to no known order."
            )
        return LocalizedText(
            nb:
                "Utbetaling \(settled.id) er bokført: bilag \(number), \(net) til bank, gebyr \(fee).\(open.nb)",
            en:
                "Payout \(settled.id) is booked: voucher \(number), \(net) to the bank, fee \(fee).\(open.en)"
        )
    }

    /// A line for each unmatched item, up to a limit.
    func list(limit: Int) -> [LocalizedText] {
        var lines = unmatched.prefix(limit).map { item in
            let amount = money(item.amount, settled.payout.currency)
            let reference = item.reference ?? "–"
            return LocalizedText(
                nb: "Uten kjent ordre: \(item.type) \(reference), \(amount)",
                en: "Without known order: \(item.type) \(reference), \(amount)"
            )
        }
        if unmatched.count > limit {
            lines.append(
                LocalizedText(
                    nb: "… og \(unmatched.count - limit) til uten kjent ordre",
                    en: "… and \(unmatched.count - limit) more without known order"
                )
            )
        }
        return lines
    }

    private func money(_ amount: Amount, _ currency: Currency) -> String {
        "\(amount.text(in: currency)) \(currency.code)"
    }
}
