/// Something that differs between what should be booked and what is, with its cause.
package struct Difference: Hashable, Comparable, Sendable {
    /// The closed list of causes.
    package enum Cause: String, Hashable, Sendable, CaseIterable {
        /// It waits for delivery or payment, or is not to be booked.
        case waiting
        /// A person must act before it is booked.
        case held
        /// It should be in the ledger and is not, and we have not made it.
        case orderWithoutVoucher
        /// We made it, and the ledger has it no more, or not all of it.
        case deletedInLedger
        /// Some of its vouchers are in the ledger, others are not: its payment or a refund is missing.
        case partlyMissing
        /// The ledger has it and the shop does not: made by hand, or linked wrongly.
        case voucherWithoutOrder
        /// The same sums stand twice.
        case bookedTwice
        /// A voucher has another date than it should.
        case otherDate
        /// Delivered in this term and booked in a later one, as the period was closed.
        case bookedInLaterTerm
        /// The sums are right, the account or VAT code is another: changed in the ledger.
        case otherAccountOrCode
        /// We booked what the order still is: it was changed in the ledger, by hand.
        case changedInLedger
        /// The order is no longer what we booked.
        case changedInShop
        /// The order changed after it was booked, and the correction stands in another period.
        case corrected
        /// A payout, a fee or a sale that people booked without us.
        case outsideBokbro
        /// No more than one øre for each line: the ledger rounds otherwise.
        case rounding
        /// The amounts differ: changed in the ledger, or the order after it was booked.
        case otherAmount
        /// The shop's own total is not what the engine expects.
        case shopTotal

        /// Whether a person has something to do.
        package var leavesWork: Bool {
            switch self {
            case .waiting, .bookedInLaterTerm, .rounding, .corrected, .outsideBokbro: false
            default: true
            }
        }
    }

    /// nil for vouchers that name no order.
    package var orderNumber: String?
    /// The ledger's id, where one voucher is meant.
    package var voucherID: String?
    package var cause: Cause
    /// How much it is about, in øre.
    package var amount: Amount

    package init(
        orderNumber: String? = nil,
        voucherID: String? = nil,
        cause: Cause,
        amount: Amount
    ) {
        self.orderNumber = orderNumber
        self.voucherID = voucherID
        self.cause = cause
        self.amount = amount
    }

    package static func < (left: Difference, right: Difference) -> Bool {
        left.sortKey < right.sortKey
    }

    private var sortKey: (String, String, String, Int64) {
        (orderNumber ?? "", cause.rawValue, voucherID ?? "", amount.minor)
    }

    /// The cause as people read it.
    package var text: LocalizedText {
        switch cause {
        case .waiting:
            .init(nb: "venter eller skal ikke bokføres", en: "waits, or is not to be booked")
        case .held: .init(nb: "holdt tilbake for et menneske", en: "held for a person")
        case .orderWithoutVoucher:
            .init(nb: "mangler i regnskapet", en: "is missing in the ledger")
        case .deletedInLedger:
            .init(
                nb: "bokført av oss, men slettet i regnskapet",
                en: "booked by us, but deleted in the ledger"
            )
        case .changedInLedger:
            .init(nb: "endret for hånd i regnskapet", en: "changed by hand in the ledger")
        case .changedInShop:
            .init(
                nb: "ordren er endret etter at den ble bokført",
                en: "the order has changed since it was booked"
            )
        case .corrected:
            .init(
                nb: "endret og rettet i en annen periode",
                en: "changed, and corrected in another period"
            )
        case .outsideBokbro:
            .init(
                nb: "ført av andre: utbetaling, gebyr eller eget salg",
                en: "booked by others: a payout, a fee or a sale of its own"
            )
        case .partlyMissing:
            .init(nb: "noen av bilagene mangler", en: "some of its vouchers are missing")
        case .voucherWithoutOrder:
            .init(nb: "bilag uten ordre", en: "voucher without an order")
        case .bookedTwice: .init(nb: "bokført to ganger", en: "booked twice")
        case .otherDate: .init(nb: "har en annen dato", en: "has another date")
        case .bookedInLaterTerm:
            .init(
                nb: "levert i denne terminen, bokført i en senere",
                en: "delivered in this term, booked in a later one"
            )
        case .otherAccountOrCode:
            .init(nb: "annen konto eller mva-kode", en: "another account or VAT code")
        case .rounding: .init(nb: "avrunding", en: "rounding")
        case .otherAmount: .init(nb: "annet beløp", en: "another amount")
        case .shopTotal:
            .init(nb: "nettbutikken har en annen sum", en: "the shop has another total")
        }
    }
}
