import Bookkeeping
import Connectors
import Outbox

/// Payouts as people and programs are told of them.
struct PayoutReport: Sendable {
    struct Line: Sendable {
        var settled: SettledPayout
        /// The newest about it; nil in a dry run.
        var event: EventSummary?
        /// The number of its voucher, when it is booked.
        var voucher: String?
        var unmatched: [Payout.Item]
    }

    let lines: [Line]
    let isDryRun: Bool

    var reply: OperationReply {
        OperationReply(
            text: text,
            json: json,
            exitCode: lines.contains { $0.event?.state == .failed }
                ? OperationReply.Exit.foundSomethingWrong : OperationReply.Exit.done
        )
    }

    private var text: String {
        guard !lines.isEmpty else { return "There are no payouts." }
        var table = TextTable("payout", "date", "items", "fee", "to the bank", "voucher", "state")
        table.rows = lines.map { line in
            let payout = line.settled.payout
            return [
                line.settled.id, payout.date.description,
                payout.items.map(\.amount).total.text(in: payout.currency),
                payout.fee.text(in: payout.currency),
                "\(payout.bankAmount.text(in: payout.bankCurrency)) \(payout.bankCurrency.code)",
                line.voucher ?? "–", line.state,
            ]
        }
        var text = [table.text]
        for line in lines where line.event?.state == .failed || line.event?.state == .skipped {
            let event = line.event
            text.append(
                "\(line.settled.id): \(event?.cause ?? "") \(event?.message ?? "") \(event?.remedy ?? "")"
            )
        }
        let open = lines.flatMap { line in
            PayoutText(line.settled, unmatched: line.unmatched).list(limit: PayoutWork.listedItems)
                .map { "\(line.settled.id): \($0.en)" }
        }
        if !open.isEmpty { text += ["", "Items that belong to no known order:"] + open }
        if isDryRun { text += ["", "Nothing was booked: this is a dry run."] }
        return text.joined(separator: "\n")
    }

    private var json: String {
        JSONText.object([
            ("dryRun", .flag(isDryRun)),
            ("payouts", .json(JSONText.array(lines.map(\.json)))),
            ("booked", .number(lines.count { $0.voucher != nil })),
            ("failed", .number(lines.count { $0.event?.state == .failed })),
            ("unmatched", .number(lines.map(\.unmatched.count).reduce(0, +))),
        ])
    }
}

extension PayoutReport.Line {
    fileprivate var state: String { event?.state.rawValue ?? "read" }

    fileprivate var json: String {
        let payout = settled.payout
        return JSONText.object([
            ("id", .text(settled.id)), ("method", .text(payout.method)),
            ("date", .text(payout.date.description)),
            ("gross", .json(Self.money(payout.items.map(\.amount).total, payout.currency))),
            ("fee", .json(Self.money(payout.fee, payout.currency))),
            ("bank", .json(Self.money(payout.bankAmount, payout.bankCurrency))),
            ("items", .number(payout.items.count)), ("state", .text(state)),
            ("cause", .text(event?.cause)), ("message", .text(event?.message)),
            ("remedy", .text(event?.remedy)), ("event", .text(event.map { "\($0.id)" })),
            ("voucher", .text(voucher)),
            (
                "unmatched",
                .json(
                    JSONText.array(
                        unmatched.map { item in
                            JSONText.object([
                                ("type", .text(item.type)), ("reference", .text(item.reference)),
                                ("amount", .json(Self.money(item.amount, payout.currency))),
                            ])
                        }
                    )
                )
            ),
        ])
    }

    private static func money(_ amount: Amount, _ currency: Currency) -> String {
        JSONText.object([
            ("minor", .json(String(amount.minor))), ("currency", .text(currency.code)),
        ])
    }
}
