/// The switches of a company's rules, each with its default.
package struct Settings: Hashable, Sendable {
    /// How a sale becomes vouchers.
    package enum BookingModel: String, Hashable, Sendable, CaseIterable {
        /// Invoice, payment, credit note: through the customer ledger.
        case invoice
        /// One voucher for the order; the shop's own document is the sales document.
        case voucher
    }

    /// How the VAT of shipping is found.
    package enum ShippingVATMode: Hashable, Sendable {
        /// By the goods it brings, in proportion to their value (merverdiavgiftsloven § 4-2).
        case follow
        /// As the shop charged it: stated VAT is owed (§ 11-4).
        case shop
        /// Always this code inside Norway.
        case fixed(VATCode)
    }

    package enum VoucherTreatment: String, Hashable, Sendable, CaseIterable {
        case liability
        case taxAtSale
    }

    /// Which rate a credit note has.
    package enum RefundRateMode: String, Hashable, Sendable, CaseIterable {
        /// The sale's, so that revenue and VAT reverse exactly.
        case original
        case refundDate
    }

    package enum AdvanceMode: String, Hashable, Sendable, CaseIterable {
        /// The payment is booked with the sale.
        case none
        /// Money captured before delivery stands as customer advance until then.
        case advance
    }

    /// On what a provider's debt to the company stands.
    package enum ClearingStyle: String, Hashable, Sendable, CaseIterable {
        case account
        case settlementCustomer
    }

    /// What happens when a fact changes after it was booked.
    package enum ChangeMode: String, Hashable, Sendable, CaseIterable {
        case correct
        case hold
    }

    /// What the lines of invoices are.
    package enum LineMode: String, Hashable, Sendable, CaseIterable {
        /// Text, with an amount and a VAT code.
        case text
        /// The product whose number is the line's SKU; made when there is none.
        case sku
    }

    package var bookingModel = BookingModel.invoice
    package var requiresFulfilled = true
    package var requiresPaid = true
    package var allowsPartiallyPaid = false
    package var booksUnpaidOnTerms = true
    package var advanceMode = AdvanceMode.none
    package var shippingVATMode = ShippingVATMode.follow
    var choosesShippingVATMode = false
    package var voucherTreatment = VoucherTreatment.liability
    package var holdsOnVATDeviation = true
    package var refundRateMode = RefundRateMode.original
    package var isSellerRegistered = true
    package var isIOSSRegistered = false
    package var isOSSRegistered = false
    package var isUKVATRegistered = false
    package var fromDate: LocalDate?
    package var closedThrough: LocalDate?
    /// An unexplained difference up to this goes to rounding, in minor units.
    package var totalTolerance: Int64 = 2
    package var vatToleranceCap: Int64 = 100
    package var maximumRateAge: Int64 = 7
    /// Intrinsic value up to which IOSS applies, in cents.
    ///
    /// Source: Directive 2006/112/EC art. 369l.
    package var iossLimit = Amount(minor: 15_000)
    /// Consignment value up to which UK VAT is charged at sale, in pence.
    ///
    /// Source: gov.uk.
    package var ukLimit = Amount(minor: 13_500)
    package var clearingStyle = ClearingStyle.account
    package var changeMode = ChangeMode.hold
    /// The department's number in Tripletex that sales belong to.
    package var department: String?
    /// The project's number in Tripletex that sales belong to.
    package var project: String?
    package var lineMode = LineMode.text
    /// Whether the order is attached to its voucher as PDF, where no invoice documents it.
    package var attachesOrders = false

    package init() {}
}

extension Rules {
    var isSellerRegistered: Bool { settings.isSellerRegistered }
}
