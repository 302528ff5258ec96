import Bookkeeping
import Foundation

/// An order's refunds as the neutral order has them.
///
/// WooCommerce's refund names its lines, or nothing but a sum; which tender got the money is not told.
struct WooRefunds: Sendable {
    let order: WooOrder
    /// In the order they were made.
    let refunds: [WooRefund]
    let sale: WooSale
    let currency: Currency
    let options: WooOptions
    let zone: TimeZone
    /// The gateway's method.
    let method: String
    /// Below what the gateway was to take when refunds came before the capture; nil when nothing is captured.
    let captured: Amount?

    /// A refund on its way.
    private struct Entry {
        var lines: [Refund.Line] = []
        var shipping = Amount.zero
        /// Value that went back on cards by a fee's being taken back.
        var onCards = Amount.zero
        var hasLines = false

        var parts: Amount { lines.map(\.amount).total + shipping }
    }

    func neutral() throws(Alert) -> [Refund] {
        let due = order.head.total.amount(in: currency)
        let sums = refunds.map { $0.amount.amount(in: currency) }
        let isFull = order.status == "refunded" && sums.total == due
        // Refunded before the capture: that money never came.
        var neverTaken = captured.map { max(.zero, due - $0) } ?? .zero
        if neverTaken > sums.total { neverTaken = .zero }
        var onCards = sale.tenders.tenders.filter(\.isRestoredOnFullRefund).map(\.amount).total
        if isFull { try checkKept() } else { onCards = .zero }
        var left = left
        var result: [Refund] = []
        for (index, refund) in refunds.enumerated() {
            let isLast = index == refunds.count - 1
            var entry = try entry(refund)
            let sum = sums[index]
            let back = isLast && isFull && entry.onCards.isZero ? onCards : .zero
            entry.onCards += back
            if !entry.hasLines, sum + entry.onCards == left.total { entry = left.taking(entry) }
            finish(&entry, sum: sum, left: left)
            left.take(entry)
            let money = max(.zero, sum - neverTaken)
            neverTaken -= sum - money
            result.append(try neutral(refund, entry, sum: sum, money: money))
        }
        return result
    }

    /// What refunds may still take back, as long as they name their lines.
    private struct Left {
        var lines: [(id: String, amount: Amount)]
        var shipping: Amount
        var rest: Amount

        var total: Amount { lines.map(\.amount).total + shipping + rest }

        func amount(of id: String) -> Amount { lines.first { $0.id == id }?.amount ?? .zero }

        mutating func take(_ entry: Entry) {
            for line in entry.lines {
                if let index = lines.firstIndex(where: { $0.id == line.lineID }) {
                    lines[index].amount -= line.amount
                }
            }
            shipping -= entry.shipping
        }

        /// The entry with everything that is left.
        func taking(_ entry: Entry) -> Entry {
            var entry = entry
            entry.hasLines = true
            entry.lines = lines.filter { !$0.amount.isZero }.map {
                Refund.Line(lineID: $0.id, amount: $0.amount)
            }
            entry.shipping = shipping
            return entry
        }
    }

    private var left: Left {
        let fees = order.fees.filter { !sale.tenders.fees.contains($0.id) }
        let goods = (order.lines + fees).sorted { $0.id < $1.id }
        let lines = goods.map { (id: String($0.id), amount: sale.gross($0)) }
        let shipping = order.shippingLines.map(sale.gross).total
        let total = order.head.total.amount(in: currency) + sale.tenders.total
        return Left(
            lines: lines,
            shipping: shipping,
            rest: total - lines.map(\.amount).total - shipping
        )
    }

    private func entry(_ refund: WooRefund) throws(Alert) -> Entry {
        var entry = Entry()
        let isWhole = order.hasWholePrices
        entry.hasLines = !(refund.lines + refund.fees + refund.shippingLines).isEmpty
        for line in refund.lines + refund.fees {
            let amount = -line.gross(inWholeUnits: isWhole).amount(in: currency)
            guard let id = line.refundedLine ?? lineLike(line) else { continue }
            if sale.tenders.fees.contains(id) {
                entry.onCards -= amount
            } else if !amount.isZero {
                entry.lines.append(Refund.Line(lineID: String(id), amount: amount))
            }
        }
        entry.lines.sort { $0.lineID < $1.lineID }
        entry.shipping =
            refund.shippingLines.map { -$0.gross(inWholeUnits: isWhole).amount(in: currency) }.total
        return entry
    }

    /// Old versions do not name the line: the only one of the same product.
    private func lineLike(_ line: WooLine) -> Int64? {
        let same = order.lines.filter {
            $0.productID == line.productID && $0.variationID == line.variationID
        }
        return line.productID != nil && same.count == 1 ? same.first?.id : nil
    }

    /// Makes the parts come to the refund's sum, where only roundings or cards stand between them.
    private func finish(_ entry: inout Entry, sum: Amount, left: Left) {
        guard entry.hasLines else { return }
        for index in entry.lines.indices {
            // The same line, rounded another way, is not more than was sold.
            let most = left.amount(of: entry.lines[index].lineID)
            let above = (entry.lines[index].amount - most).minor
            if (1...3).contains(above) { entry.lines[index].amount = most }
        }
        let difference = sum + entry.onCards - entry.parts
        guard !difference.isZero else { return }
        let count = Int64(entry.lines.count + 2)
        let allowed = order.hasWholePrices ? 100 : count
        if difference.magnitude.minor <= allowed {
            let fitting = entry.lines.indices.filter { index in
                let amount = entry.lines[index].amount + difference
                return amount > .zero && amount <= left.amount(of: entry.lines[index].lineID)
            }
            let largest = fitting.max { entry.lines[$0].amount < entry.lines[$1].amount }
            if let largest {
                entry.lines[largest].amount += difference
            } else if entry.shipping > .zero, entry.shipping + difference <= left.shipping {
                entry.shipping += difference
            }
        } else if difference < .zero, -difference <= sale.tenders.total {
            // More goods than money: the rest went back where it came from.
            entry.onCards -= difference
        }
    }

    private func neutral(
        _ refund: WooRefund,
        _ entry: Entry,
        sum: Amount,
        money: Amount
    ) throws(Alert) -> Refund {
        let moment = refund.created ?? order.modified ?? order.completed ?? order.paid
        guard let day = (moment ?? order.created)?.day(in: zone) else {
            throw .wooUnreadable("refunds.date_created_gmt")
        }
        var transactions: [Refund.Transaction] = []
        if !money.isZero {
            let byHand = refund.isPaidByGateway == false ? options.manualRefunds : nil
            transactions.append(.init(id: "money", method: byHand ?? method, amount: money))
        }
        transactions += cards(entry.onCards)
        for index in transactions.indices {
            transactions[index].id = "\(refund.id)-\(transactions[index].id ?? "")"
        }
        return Refund(
            id: String(refund.id),
            date: day,
            lines: entry.lines,
            shipping: entry.shipping,
            adjustment: sum + entry.onCards - entry.parts,
            transactions: transactions
        )
    }

    /// The value spread over the cards that paid.
    private func cards(_ value: Amount) -> [Refund.Transaction] {
        let tenders = sale.tenders.tenders
        guard value > .zero, !tenders.isEmpty else { return [] }
        return zip(tenders, value.allocated(by: tenders.map(\.amount))).compactMap {
            $1.isZero ? nil : .init(id: $0.id, method: $0.method, amount: $1)
        }
    }

    /// The official plugin leaves it to a person whether the value goes back on the card.
    private func checkKept() throws(Alert) {
        guard sale.tenders.tenders.contains(where: { !$0.isRestoredOnFullRefund }),
            !options.keepsGiftCardsOnRefund,
            !refunds.contains(where: { !($0.lines + $0.fees + $0.shippingLines).isEmpty })
        else { return }
        throw .wooGiftCardOnRefund
    }
}
