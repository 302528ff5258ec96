/// Something that differs between what should be booked and what is, with its cause.
package struct Difference: Hashable, Comparable, Sendable {
    /// The closed list of causes.
    package enum Cause: String, Hashable, Sendable, CaseIterable {
        /// It waits for delivery or payment, or is not to be booked.
        case waiting
        /// A person must act before it is booked.
        case held
        /// It should be in the ledger and is not: not made yet, or deleted there.
        case orderWithoutVoucher
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
        /// No more than one øre for each line: the ledger rounds otherwise.
        case rounding
        /// The amounts differ: changed in the ledger, or the order after it was booked.
        case otherAmount
        /// The shop's own total is not what the engine expects.
        case shopTotal

        /// Whether a person has something to do.
        package var leavesWork: Bool {
            switch self {
            case .waiting, .bookedInLaterTerm, .rounding: false
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
