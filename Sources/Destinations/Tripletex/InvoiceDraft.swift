import Bookkeeping
import Remote

/// A document about to be made in Tripletex.
struct InvoiceDraft: Sendable {
    var document: SaleDocument
    /// What a later change is told by.
    var figures: String
    var booking: Booking
    var customer: TripletexReference
    /// What the claim comes to in NOK when the document is in another currency.
    var receivableNOK: Amount?
    /// The payment that is made with the invoice, in the same call.
    var payment: (entry: PaymentEntry, type: TripletexReference)?
    /// The invoice that this one credits a part of.
    var credits: EffectResult?

    /// The first payment, if it can come with the invoice: on its day, in NOK, by a payment type.
    ///
    /// The type's account would have to have the invoice's currency, and clearing accounts are in NOK.
    static func first(
        _ payments: [PaymentEntry],
        _ targets: [PaymentTarget],
        of document: SaleDocument
    ) -> (entry: PaymentEntry, type: TripletexReference)? {
        guard document.currency == .nok else { return nil }
        for case (let payment, .type(let type)) in zip(payments, targets)
        where payment.date <= document.date && payment.amount > .zero {
            return (payment, type)
        }
        return nil
    }

    var orderKey: String { booking.orderKey }
    var sign: Int64 { credits == nil ? 1 : -1 }
    /// What the document comes to; a credit note is negative.
    var total: Amount { Amount(minor: sign * document.total.minor) }

    /// How the payment is told to Tripletex.
    var paymentQuery: [(name: String, value: String)] {
        guard let payment else { return [] }
        return [
            ("paymentTypeId", String(payment.type.id)),
            ("paidAmount", payment.entry.amount.text(in: document.currency)),
        ]
    }

    /// Whether Tripletex sends the document, and how.
    var sendType: String? {
        switch document.delivery {
        case .ehf?: "EHF"
        case .email?: "EMAIL"
        case .some(.none), nil: nil
        }
    }
}
