// What can happen to an order.
extension ShopLife {
    mutating func buy(
        _ article: ShopOrderDraft.Article,
        quantity: Int64,
        discountPercent: Int64 = 0,
        isGiftCard: Bool = false,
        isAdded: Bool = false
    ) {
        let price = money(article.priceMinor)
        let isTaxed = country == "NO" && !isGiftCard
        lines.append(
            Line(
                id: newID(14),
                article: article,
                price: price,
                quantity: quantity,
                discount: (price * quantity).map { $0 * discountPercent / 100 },
                percent: isTaxed ? article.ratePercent : 0,
                isGiftCard: isGiftCard,
                isAdded: isAdded
            )
        )
    }

    mutating func tip(_ minor: Int64) {
        let article = ShopOrderDraft.Article(
            title: "Tips",
            sku: "",
            priceMinor: minor,
            ratePercent: 0
        )
        lines.append(
            Line(
                id: newID(14),
                article: article,
                price: money(minor),
                quantity: 1,
                percent: 0,
                isTip: true
            )
        )
    }

    mutating func ship(for minor: Int64, isFree: Bool = false) {
        shipping = money(minor)
        shippingDiscount = isFree ? shipping : .zero
        shippingPercent = country == "NO" ? 25 : 0
    }

    // MARK: Money

    @discardableResult
    mutating func transact(
        _ kind: String,
        _ gateway: String,
        _ minor: Int64,
        parent: Int64? = nil,
        status: String = "success",
        giftCard: Int64? = nil,
        roundingMinor: Int64? = nil
    ) -> Transaction {
        let transaction = Transaction(
            id: newID(7),
            parent: parent,
            kind: kind,
            status: status,
            gateway: gateway,
            minor: minor,
            roundingMinor: roundingMinor,
            giftCard: giftCard,
            moment: clock
        )
        transactions.append(transaction)
        return transaction
    }

    mutating func capture(_ authorization: Transaction, _ minor: Int64) {
        transact("capture", authorization.gateway, minor, parent: authorization.id)
    }

    /// Pays what is due with one gateway at once.
    mutating func pay(_ gateway: String) {
        transact("sale", gateway, currentTotal.customer - (capturedMinor - paidBackMinor))
    }

    // MARK: Goods

    /// Sends up to `limit` lines that are still to be sent.
    mutating func fulfill(limit: Int = .max) {
        var sent: [(id: Int64, quantity: Int64)] = []
        for index in lines.indices where sent.count < limit {
            let left = lines[index].current - lines[index].fulfilled
            guard left > 0, !lines[index].isTip else { continue }
            lines[index].fulfilled += left
            sent.append((id: lines[index].id, quantity: left))
        }
        fulfillments.append(Fulfillment(id: newID(5), moment: clock, lines: sent))
    }

    /// Takes units of a line back; the last of them take what rounding left.
    mutating func refundLine(
        _ index: Int,
        quantity: Int64,
        restockType: String
    ) -> RefundLine {
        let line = lines[index]
        func part(_ whole: ShopMoney) -> ShopMoney {
            let before = whole.map { $0 * line.refunded / line.kept }
            return whole.map { $0 * (line.refunded + quantity) / line.kept } - before
        }
        lines[index].refunded += quantity
        if restockType != "cancel", line.fulfilled > 0 { lines[index].fulfilled -= quantity }
        return RefundLine(
            lineID: line.id,
            quantity: quantity,
            restockType: restockType,
            amount: part(keptNet(of: line)),
            tax: part(keptTax(of: line))
        )
    }

    /// Gives a refund with its money, which goes back to the newest payments first.
    mutating func give(_ refund: Refund, withMoney: Bool = true) {
        var refund = refund
        var left = withMoney ? gross(refund).customer : 0
        for payment in transactions.reversed() where left > 0 {
            guard payment.status == "success", ["sale", "capture"].contains(payment.kind) else {
                continue
            }
            let back = transactions.filter { $0.kind == "refund" && $0.parent == payment.id }
                .map(\.minor).reduce(0, +)
            let minor = min(left, payment.minor - back)
            guard minor > 0 else { continue }
            left -= minor
            refund.transactions.append(
                transact(
                    "refund",
                    payment.gateway,
                    minor,
                    parent: payment.id,
                    giftCard: payment.giftCard
                )
            )
        }
        refunds.append(refund)
    }

    mutating func newRefund() -> Refund { Refund(id: newID(9), moment: clock) }

    /// Everything that is left of the order.
    mutating func refundOfAll(restockType: String) -> Refund {
        var refund = newRefund()
        for index in lines.indices where lines[index].current > 0 {
            refund.lines.append(
                refundLine(index, quantity: lines[index].current, restockType: restockType)
            )
        }
        let taken = refunds.map(\.shipping).total
        refund.shipping = shippingNet - taken
        refund.shippingTax = shippingTax - refunds.map(\.shippingTax).total
        return refund
    }
}
