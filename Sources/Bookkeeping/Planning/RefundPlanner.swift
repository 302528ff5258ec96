/// Books refunds after delivery: the credit, and the money given back.
struct RefundPlanner {
    private var taking: RefundTaking
    private let facts: OrderFacts
    private var order: Order { facts.order }
    private let saleDate: LocalDate
    private let receivable: AccountNumber

    init(
        components: [SaleComponent],
        facts: OrderFacts,
        saleDate: LocalDate,
        receivable: AccountNumber
    ) {
        taking = RefundTaking(components, of: facts.order)
        self.facts = facts
        self.saleDate = saleDate
        self.receivable = receivable
    }

    /// Money that goes back through one method.
    private struct MoneyBack {
        var target: Rules.PaymentTarget
        var transaction: Refund.Transaction
        var index: Int
    }

    /// One refund's figures on their way into the books.
    private struct Booking {
        var refund: Refund
        var date: LocalDate
        var credit: [Posting]
        /// What the claim on the customer was reduced by, and what it grows by as money goes back.
        var creditNOK: Amount
        var paidNOK: Amount
        /// What the money itself is worth on its day, and its rate.
        var moneyNOK: Amount
        var moneyRate: ExchangeRate?
        var saleRate: ExchangeRate
        var money: [MoneyBack]
    }

    /// Adds the refund's vouchers and entries; what is wrong with it becomes an alert beside the sale.
    mutating func book(
        _ refund: Refund,
        _ sale: inout SalePostings,
        _ open: inout Receivable,
        into planner: inout OrderPlanner
    ) throws(Alert) {
        let parts: [Amount]
        do throws(Alert) {
            guard refund.transactions.allSatisfy({ $0.amount >= .zero }) else {
                throw .refundMismatch(refund.id, .money(refund, order.currency))
            }
            parts = try taking.checked(refund, outstanding: open.open)
        } catch {
            planner.alerts.append(error)
            return
        }
        // Goods back against a fee of the same size: nothing moves.
        guard !refund.credited.isZero else { return }
        let day = max(refund.date, saleDate)
        let date = planner.rules.openDay(on: day)
        if date != day { planner.alerts.append(.periodClosed(refund.date, bookedOn: date)) }
        let booking = try booking(refund, parts, on: date, &sale, planner)
        open.reduce(
            by: refund.credited - refund.money,
            nok: booking.creditNOK - booking.paidNOK
        )
        planner.entries.append(.creditNote(creditNote(booking, parts)))
        if planner.rules.settings.bookingModel == .invoice {
            try addCreditAndPayments(booking, &planner)
        } else {
            try addRefund(booking, &planner)
        }
    }

    private func booking(
        _ refund: Refund,
        _ parts: [Amount],
        on date: LocalDate,
        _ sale: inout SalePostings,
        _ planner: OrderPlanner
    ) throws(Alert) -> Booking {
        let isForeign = order.currency != .nok && !refund.money.isZero
        let moneyRate =
            isForeign ? try planner.rates.needed(order.currency, on: date, planner.rules) : nil
        let isAnew =
            planner.rules.settings.refundRateMode == .refundDate && refund.money == refund.credited
        let credit = try sale.credit(taking.amounts(parts), at: isAnew ? moneyRate : nil)
        let creditNOK = credit.map(\.amount).total
        let paidNOK = creditNOK.share(refund.money, of: refund.credited)
        var moneyNOK = paidNOK
        if let moneyRate, !isAnew, moneyRate != sale.rate {
            guard let converted = moneyRate.converted(refund.money, from: order.currency) else {
                throw .impossibleFigure("refunds")
            }
            moneyNOK = converted
        }
        var money: [MoneyBack] = []
        for (index, transaction) in refund.transactions.enumerated()
        where !transaction.amount.isZero {
            let target = try planner.rules.paymentTarget(transaction.method)
            money.append(MoneyBack(target: target, transaction: transaction, index: index))
        }
        money.sort {
            ($0.target.account, $0.transaction.amount, $0.index)
                < ($1.target.account, $1.transaction.amount, $1.index)
        }
        return Booking(
            refund: refund,
            date: date,
            credit: credit,
            creditNOK: creditNOK,
            paidNOK: paidNOK,
            moneyNOK: moneyNOK,
            moneyRate: moneyRate,
            saleRate: sale.rate,
            money: money
        )
    }

    /// Through the customer ledger: a credit note, and a payment for each method.
    private func addCreditAndPayments(
        _ booking: Booking,
        _ planner: inout OrderPlanner
    ) throws(Alert) {
        let (refund, builder) = (booking.refund, planner.builder)
        let closing = builder.balance(
            receivable,
            -refund.credited,
            nok: -booking.creditNOK,
            .receivable,
            rate: booking.saleRate
        )
        try planner.builder.add(
            .creditNote,
            on: booking.date,
            refund: refund.id,
            booking.credit + [closing]
        )
        // One account for the differences, so that both booking models leave the same.
        let isGain = booking.moneyNOK < booking.paidNOK
        let accounts = accountShares(booking)
        for (money, share) in zip(booking.money, accounts) {
            let opening = builder.balance(
                receivable,
                money.transaction.amount,
                nok: share.book,
                .receivable,
                rate: booking.saleRate
            )
            try planner.builder.add(
                .refundPayment,
                on: booking.date,
                refund: refund.id,
                [opening, moneyOut(money, share.worth, booking, builder)]
                    + (try builder.exchange(share.worth - share.book, asGain: isGain, planner.rules))
            )
            planner.entries.append(
                .refundPayment(entry(money, refund, nok: share.worth, booking.date))
            )
        }
    }

    /// Without invoice: one voucher for credit and money.
    private func addRefund(_ booking: Booking, _ planner: inout OrderPlanner) throws(Alert) {
        let (refund, builder) = (booking.refund, planner.builder)
        let owed = builder.balance(
            receivable,
            refund.money - refund.credited,
            nok: booking.paidNOK - booking.creditNOK,
            .receivable,
            rate: booking.saleRate
        )
        let out = zip(booking.money, accountShares(booking)).map {
            moneyOut($0, $1.worth, booking, builder)
        }
        try planner.builder.add(
            .refund,
            on: booking.date,
            refund: refund.id,
            booking.credit + [owed] + out
                + (try builder.exchange(booking.moneyNOK - booking.paidNOK, planner.rules))
        )
    }

    /// For each method the book value it settles and what its money is worth.
    private func accountShares(_ booking: Booking) -> [(book: Amount, worth: Amount)] {
        zip(
            shares(of: booking.paidNOK, among: booking.money),
            shares(of: booking.moneyNOK, among: booking.money)
        )
        .map { (book: $0, worth: $1) }
    }

    /// By account first, as a sale's NOK is shared among its payments: what came and went alike leaves nothing.
    private func shares(of nok: Amount, among money: [MoneyBack]) -> [Amount] {
        var accounts: [(account: AccountNumber, amount: Amount)] = []
        for entry in money {
            if accounts.last?.account == entry.target.account {
                accounts[accounts.count - 1].amount += entry.transaction.amount
            } else {
                accounts.append((entry.target.account, entry.transaction.amount))
            }
        }
        var books = zip(accounts, nok.spread(over: accounts.map(\.amount))).map {
            (account: $0.account, book: Receivable($0.amount, nok: $1))
        }
        var place = 0
        return money.map { entry in
            if books[place].account != entry.target.account { place += 1 }
            return books[place].book.relieve(entry.transaction.amount)
        }
    }

    private func moneyOut(
        _ money: MoneyBack,
        _ nok: Amount,
        _ booking: Booking,
        _ builder: VoucherBuilder
    ) -> Posting {
        builder.balance(
            money.target.account,
            -money.transaction.amount,
            nok: -nok,
            .moneyBack(money.target.method),
            rate: booking.moneyRate
        )
    }

    private func entry(
        _ money: MoneyBack,
        _ refund: Refund,
        nok: Amount,
        _ date: LocalDate
    ) -> PaymentEntry {
        PaymentEntry(
            id: money.transaction.id ?? "\(refund.id)-\(money.index + 1)",
            method: money.target.method,
            account: money.target.account,
            paymentType: money.target.paymentType,
            amount: money.transaction.amount,
            amountNOK: nok,
            date: date
        )
    }

    private func creditNote(_ booking: Booking, _ parts: [Amount]) -> CreditNote {
        CreditNote(
            orderNumber: order.number,
            refundID: booking.refund.id,
            date: booking.date,
            currency: order.currency,
            lines: zip(taking.components, parts).filter { !$1.isZero }.map {
                $0.line(gross: $1, currency: order.currency)
            },
            total: booking.refund.credited
        )
    }
}
