extension OrderPlanner {
    /// The payments as they are booked, less what was given back before delivery.
    func receipts() throws(Alert) -> [Receipt] {
        var receipts: [Receipt] = []
        var ids: Set<String> = []
        for (index, payment) in order.payments.enumerated()
        where payment.isMoney && !payment.amount.isZero {
            let captured = rules.openDay(on: payment.date)
            let isAdvance = rules.settings.advanceMode == .advance && captured < saleDate
            receipts.append(
                Receipt(
                    id: ids.insertUnique(payment.id ?? String(index + 1)),
                    target: try rules.paymentTarget(payment.method),
                    amount: payment.amount,
                    amountNOK: order.currency == .nok ? nil : payment.amountNOK,
                    date: isAdvance ? captured : max(captured, saleDate),
                    time: isAdvance ? .advance : captured > saleDate ? .later : .atSale
                )
            )
        }
        for refund in netted {
            let day = rules.openDay(on: refund.date)
            let isAdvance = rules.settings.advanceMode == .advance && day < saleDate
            for (index, transaction) in refund.transactions.enumerated() {
                let target = try rules.paymentTarget(transaction.method)
                // An advance stands in the books already: it is given back there, on its own day.
                let rest =
                    isAdvance
                    ? transaction.amount
                    : receipts.reduce(by: transaction.amount, on: target.account)
                guard !rest.isZero else { continue }
                receipts.append(
                    Receipt(
                        id: ids.insertUnique(transaction.id ?? "\(refund.id)-\(index + 1)"),
                        target: target,
                        amount: -rest,
                        date: isAdvance ? day : saleDate,
                        time: isAdvance ? .advance : .atSale
                    )
                )
            }
        }
        return receipts.filter { !$0.amount.isZero }
    }

    /// Money captured before delivery, each on its own day and at its own rate.
    mutating func bookAdvances(
        _ receipts: inout Receipts,
        on account: AccountNumber
    ) throws(Alert) {
        for index in receipts.indices(.advance) {
            let receipt = receipts.list[index]
            let rate = try rates.needed(order.currency, on: receipt.date, rules)
            guard
                let nok = receipt.amountNOK ?? rate.converted(receipt.amount, from: order.currency)
            else { throw .impossibleFigure("payments") }
            receipts.setAdvance(nok, at: index)
            let voucher = builder.vouchers.count
            let method = receipt.target.method
            try builder.add(
                .advance,
                on: receipt.date,
                [
                    builder.balance(
                        receipt.target.account,
                        receipt.amount,
                        nok: nok,
                        receipt.amount < .zero ? .moneyBack(method) : .payment(method),
                        rate: rate
                    ),
                    builder.balance(account, -receipt.amount, nok: -nok, .advance, rate: rate),
                ]
            )
            entries += builder.vouchers[voucher...].map(PlanEntry.voucher)
        }
        receipts.settleAdvances()
    }

    /// The sale and the money that is booked with it, in the model that the company chose.
    mutating func bookSale(
        _ sale: SalePostings,
        _ receipts: Receipts,
        _ receivable: Receivable,
        delivery: InvoiceDelivery?
    ) throws(Alert) {
        let account = try rules.needed("receivable")
        let advance = try rules.needed("customerAdvance")
        guard rules.settings.bookingModel == .invoice else {
            var debits: [Posting] = []
            for receipt in receipts.list where receipt.time != .later {
                debits += try moneyIn(receipt, advance: advance)
            }
            if !receivable.open.isZero || !receivable.openNOK.isZero {
                debits.append(
                    builder.balance(
                        account,
                        receivable.open,
                        nok: receivable.openNOK,
                        .receivable,
                        rate: rate
                    )
                )
            }
            try builder.add(.sale, on: saleDate, debits + sale.postings)
            return
        }
        entries.append(.sale(document(sale, delivery: delivery)))
        try builder.add(
            .sale,
            on: saleDate,
            [builder.balance(account, sale.total, nok: sale.totalNOK, .receivable, rate: rate)]
                + sale.postings
        )
        for receipt in receipts.list where receipt.time != .later {
            let closing = builder.balance(
                account,
                -receipt.amount,
                nok: -receipt.share,
                .receivable,
                rate: rate
            )
            try builder.add(
                .payment,
                on: saleDate,
                try moneyIn(receipt, advance: advance) + [closing]
            )
            var entry = receipt.entry(nok: receipt.share)
            if receipt.time == .advance {
                entry.account = advance
                entry.amountNOK = receipt.advanceNOK
                entry.date = saleDate
            }
            entries.append(.payment(entry))
        }
    }

    /// The debit of money received: its account, or the advance it stood on with what its rate has moved since.
    private func moneyIn(_ receipt: Receipt, advance: AccountNumber) throws(Alert) -> [Posting] {
        guard receipt.time == .advance else {
            return [
                builder.balance(
                    receipt.target.account,
                    receipt.amount,
                    nok: receipt.share,
                    .payment(receipt.target.method),
                    rate: rate
                )
            ]
        }
        return [builder.balance(advance, receipt.amount, nok: receipt.advanceNOK, .advance)]
            + (try builder.exchange(receipt.share - receipt.advanceNOK, rules))
    }

    /// A payment after the sale: the money at its own day's worth, the claim at what it was booked at.
    mutating func bookLater(
        _ receipt: Receipt,
        _ receivable: inout Receivable,
        _ account: AccountNumber
    ) throws(Alert) {
        let book = receivable.relieve(receipt.amount)
        var money = receipt.amountNOK
        var paymentRate: ExchangeRate?
        if money == nil {
            let rate = try rates.needed(order.currency, on: receipt.date, rules)
            money = rate == self.rate ? book : rate.converted(receipt.amount, from: order.currency)
            paymentRate = rate
        }
        guard let money else { throw .impossibleFigure("payments") }
        try builder.add(
            .payment,
            on: receipt.date,
            [
                builder.balance(
                    receipt.target.account,
                    receipt.amount,
                    nok: money,
                    .payment(receipt.target.method),
                    rate: paymentRate
                ),
                builder.balance(account, -receipt.amount, nok: -book, .receivable, rate: rate),
            ] + (try builder.exchange(book - money, rules))
        )
        entries.append(.payment(receipt.entry(nok: money)))
    }
}

extension Receipt {
    fileprivate func entry(nok: Amount) -> PaymentEntry {
        PaymentEntry(
            id: id,
            method: target.method,
            account: target.account,
            paymentType: target.paymentType,
            amount: amount,
            amountNOK: nok,
            date: date
        )
    }
}

extension Receipts {
    func indices(_ time: Receipt.Time) -> [Int] {
        list.indices.filter { list[$0].time == time }
    }
}

extension [Receipt] {
    /// Makes the latest payments on the account smaller; gives what they could not bear.
    fileprivate mutating func reduce(by amount: Amount, on account: AccountNumber) -> Amount {
        var rest = amount
        let own = indices.filter { self[$0].target.account == account && self[$0].amount > .zero }
            .sorted { (self[$1].date, self[$1].amount, $1) < (self[$0].date, self[$0].amount, $0) }
        for index in own where rest > .zero {
            let part = Swift.min(rest, self[index].amount)
            if let known = self[index].amountNOK {
                self[index].amountNOK = known - known.share(part, of: self[index].amount)
            }
            self[index].amount -= part
            rest -= part
        }
        return rest
    }
}

extension Set<String> {
    /// The name, made unique by a number: two payments of one id must not share the key they are booked under.
    fileprivate mutating func insertUnique(_ name: String) -> String {
        var unique = name
        var number = 2
        while !insert(unique).inserted {
            unique = "\(name)-\(number)"
            number += 1
        }
        return unique
    }
}
