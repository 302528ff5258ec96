import Remote

// Orders that do not stay as they were placed.
extension ShopPlot {
    func liveWithRefunds(_ life: inout ShopLife, _ random: inout SplitMix64) {
        Self.fillBasket(&life, &random, atLeast: 2, minimumQuantity: 2)
        Self.payByCard(&life, random.chance(percent: 50) ? "Klarna" : "Vipps")
        switch self {
        case .lineCancelled:
            life.pass(3_600)
            take(&life, quantity: 1, restockType: "cancel")
            Self.send(&life, &random)
        case .restCancelled, .restCancelledAndOneBack:
            life.pass(86_400)
            life.fulfill(limit: 1)
            life.tell("orders/partially_fulfilled")
            life.pass(86_400)
            cancelRest(&life)
        default:
            Self.send(&life, &random)
            life.pass(self == .lateBack ? 45 * 86_400 : 3 * 86_400)
            refundAfterDelivery(&life, &random)
        }
    }

    private func refundAfterDelivery(_ life: inout ShopLife, _ random: inout SplitMix64) {
        var refund = life.newRefund()
        switch self {
        case .allBack: refund = life.refundOfAll(restockType: "return")
        case .goodwill: refund.goodwill = life.money(5_000)
        default:
            refund.lines = [life.refundLine(0, quantity: 1, restockType: "return")]
            if random.chance(percent: 30) {
                refund.shipping = life.shippingNet
                refund.shippingTax = life.shippingTax
            }
        }
        give(refund, &life)
        guard self == .lateBack else { return }
        life.pass(5 * 86_400)
        take(&life, quantity: 1, restockType: "no_restock")
    }

    /// What was never sent will not be; perhaps a piece that was sent comes back in the same refund.
    private func cancelRest(_ life: inout ShopLife) {
        var refund = life.newRefund()
        for index in life.lines.indices where life.lines[index].fulfilled == 0 {
            refund.lines.append(
                life.refundLine(
                    index,
                    quantity: life.lines[index].current,
                    restockType: "cancel"
                )
            )
        }
        if self == .restCancelledAndOneBack {
            refund.lines.append(life.refundLine(0, quantity: 1, restockType: "return"))
        }
        give(refund, &life)
    }

    private func take(_ life: inout ShopLife, quantity: Int64, restockType: String) {
        var refund = life.newRefund()
        refund.lines = [life.refundLine(0, quantity: quantity, restockType: restockType)]
        give(refund, &life)
    }

    private func give(_ refund: ShopLife.Refund, _ life: inout ShopLife, withMoney: Bool = true) {
        life.give(refund, withMoney: withMoney)
        life.tell("refunds/create", body: life.refunds.last.map(life.refundJSON))
    }

    // MARK: Edits

    func liveWithEdits(_ life: inout ShopLife, _ random: inout SplitMix64) {
        life.countsAdded = random.chance(percent: 50)
        Self.fillBasket(
            &life,
            &random,
            minimumQuantity: 2,
            canBeDiscounted: self != .exchanged
        )
        let edited = JSONText.object([
            ("order_edit", .object([("id", .int(life.number)), ("order_id", .int(life.id))]))
        ])
        if self == .removed {
            let authorization = life.transact("authorization", "Klarna", life.total.customer)
            life.tell("orders/create")
            life.pass(3_600)
            life.lines[0].removed = 1
            life.tell("orders/edited", body: edited)
            life.capture(authorization, life.currentTotal.customer)
            life.tell("orders/paid")
            Self.send(&life, &random)
            return
        }
        Self.payByCard(&life)
        Self.send(&life, &random)
        life.pass(2 * 86_400)
        if self == .exchanged {
            var refund = life.newRefund()
            refund.lines = [life.refundLine(0, quantity: 1, restockType: "return")]
            life.buy(life.lines[0].article, quantity: 1, isAdded: true)
            give(refund, &life, withMoney: false)
        } else {
            life.buy(ShopCatalogue.articles[1], quantity: 2, isAdded: true)
            life.tell("orders/edited", body: edited)
            life.pass(600)
            life.pay("Vipps")
            life.tell("orders/paid")
        }
        life.pass(86_400)
        life.fulfill()
        life.tell("orders/fulfilled")
    }

    // MARK: Cancellations

    func liveUntilCancelled(_ life: inout ShopLife, _ random: inout SplitMix64) {
        Self.fillBasket(&life, &random)
        let authorization = life.transact(
            "authorization",
            "Klarna",
            life.currentTotal.customer
        )
        life.tell("orders/create")
        life.pass(3_600)
        if self == .cancelledLate {
            life.capture(authorization, authorization.minor)
            life.tell("orders/paid")
            life.pass(3_600)
        } else {
            life.transact("void", "Klarna", authorization.minor, parent: authorization.id)
        }
        let refund = life.refundOfAll(restockType: "cancel")
        life.cancelledAt = life.clock
        life.give(refund, withMoney: self == .cancelledLate)
        life.tell("refunds/create", body: life.refunds.last.map(life.refundJSON))
        life.tell("orders/cancelled")
    }
}
