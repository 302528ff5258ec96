/// Money or stored value received for an order, with where and when it is booked.
struct Receipt: Sendable {
    /// When the money came, seen from the sale.
    enum Time: Sendable {
        /// Captured before delivery and booked as customer advance on its own day.
        case advance
        /// Booked with the sale, at the sale's rate.
        case atSale
        case later
    }

    var id: String
    var target: Rules.PaymentTarget
    var amount: Amount
    /// What reached the account, when that is known.
    var amountNOK: Amount?
    /// The day of its voucher.
    var date: LocalDate
    var time: Time
    /// Its part of the document's NOK at the sale's rate; later payments get theirs when they come.
    var share = Amount.zero
    /// What an advance is booked at.
    var advanceNOK = Amount.zero
}

/// The payments of an order, sorted, and spread over the document's NOK.
struct Receipts: Sendable {
    private(set) var list: [Receipt]

    init(_ list: [Receipt]) {
        // Any order of input gives the same books.
        self.list = list.sorted {
            ($0.date, $0.target.account, $0.amount.minor, $0.id)
                < ($1.date, $1.target.account, $1.amount.minor, $1.id)
        }
    }

    mutating func setAdvance(_ nok: Amount, at index: Int) { list[index].advanceNOK = nok }

    /// Sets advances given back before delivery off against those that are left, so that only what the customer
    /// still has with the company settles the sale.
    ///
    /// Every øre of theirs stays: what rates have moved is left on the advance that bears it.
    mutating func settleAdvances() {
        let back = list.indices.filter { list[$0].time == .advance && list[$0].amount < .zero }
        guard !back.isEmpty else { return }
        var own = list.indices.filter { list[$0].time == .advance && list[$0].amount > .zero }
        guard list.total(.advance) > .zero else { return }
        for index in back {
            while list[index].amount < .zero, let last = own.last {
                let part = min(list[last].amount, -list[index].amount)
                guard part > .zero else { break }
                let nok = list[index].advanceNOK.share(part, of: -list[index].amount)
                list[last].amount -= part
                list[last].advanceNOK += nok
                list[index].amount += part
                list[index].advanceNOK -= nok
                if list[last].amount.isZero, own.count > 1 {
                    own.removeLast()
                    // What a moved rate left of it.
                    list[own[own.count - 1]].advanceNOK += list[last].advanceNOK
                }
            }
        }
        list.removeAll { $0.amount.isZero }
    }

    func total(_ time: Receipt.Time) -> Amount { list.total(time) }

    /// Spreads the document's NOK over the accounts that receive it and what stays open; gives the open part.
    mutating func spread(
        _ totalNOK: Amount,
        of total: Amount,
        advance: AccountNumber,
        receivable: AccountNumber
    ) -> Receivable {
        let open = total - self.total(.atSale) - self.total(.advance)
        var amounts: [(account: AccountNumber, isOpen: Bool, amount: Amount)] = []
        for receipt in list where receipt.time != .later {
            let account = receipt.time == .advance ? advance : receipt.target.account
            if let index = amounts.firstIndex(where: { $0.account == account && !$0.isOpen }) {
                amounts[index].amount += receipt.amount
            } else {
                amounts.append((account, false, receipt.amount))
            }
        }
        if !open.isZero || amounts.isEmpty { amounts.append((receivable, true, open)) }
        amounts.sort { ($0.account, $0.isOpen ? 0 : 1) < ($1.account, $1.isOpen ? 0 : 1) }
        let shares = totalNOK.spread(over: amounts.map(\.amount))
        var openNOK = Amount.zero
        for (entry, share) in zip(amounts, shares) {
            if entry.isOpen {
                openNOK = share
            } else {
                assign(share, of: entry.amount, account: entry.account, advance: advance)
            }
        }
        return Receivable(open, nok: openNOK)
    }

    /// One account's share over its payments, so that they sum to it.
    private mutating func assign(
        _ share: Amount,
        of amount: Amount,
        account: AccountNumber,
        advance: AccountNumber
    ) {
        var book = Receivable(amount, nok: share)
        for index in list.indices where list[index].time != .later {
            let own = list[index].time == .advance ? advance : list[index].target.account
            if own == account { list[index].share = book.relieve(list[index].amount) }
        }
    }
}

extension [Receipt] {
    fileprivate func total(_ time: Receipt.Time) -> Amount {
        reduce(.zero) { $0 + ($1.time == time ? $1.amount : .zero) }
    }
}
