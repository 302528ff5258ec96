package import Bookkeeping
import Remote

/// What was booked of a fact, as our own record keeps it, to compare with what the fact is now.
package enum BookedFigures {
    /// The figures that an effect's content holds; nil when it holds none.
    package static func kept(in content: String?) -> String? {
        guard let content else { return nil }
        let result = EffectResult(kind: "", id: "", content: content)
        return InvoiceContent(result)?.figures ?? (content.hasPrefix("{") ? nil : content)
    }

    /// How many vouchers an effect made: an invoice may have come with its payment.
    package static func vouchers(of kind: String, content: String?) -> Int {
        switch kind {
        case "invoice":
            InvoiceContent(EffectResult(kind: kind, id: "", content: content))?.payment == nil
                ? 1 : 2
        case "creditNote", "payment", "voucher": 1
        default: 0
        }
    }

    /// Whether a voucher in NOK still comes to what was booked; nil when the figures do not tell.
    package static func agrees(_ figures: String, with voucher: PostedVoucher) -> Bool? {
        let words = figures.split(separator: " ")
        guard words.count >= 3, words[1] == "NOK", let debit = Int64(words[2]) else { return nil }
        return voucher.lines.map { max(.zero, $0.amount) }.total.minor == debit
    }
}

extension Plan {
    /// What its sale comes to, as our record keeps it when it is booked; nil without a sale.
    package var saleFigures: String? {
        for entry in entries {
            switch entry {
            case .sale(let document): return document.figures
            case .voucher(let voucher) where voucher.kind == .sale: return voucher.figures
            default: continue
            }
        }
        return nil
    }
}
