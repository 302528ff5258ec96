import Bookkeeping

/// What Rentman's ledger codes are for bookkeeping.
enum InvoiceLedger {
    /// A line of an invoice with what the code says of it.
    ///
    /// The company's product rules (`match: {ledger: …}`) go before all of this. Rent stands on an account of its
    /// own; every other code is booked by its VAT. Source: contract, section 10; merverdiavgiftsloven § 1-3.
    static func line(
        id: String,
        ledger: String?,
        net: Amount,
        title: String? = nil,
        vatRate: Percentage? = nil,
        vat: Amount? = nil,
        isDeposit: Bool = false
    ) -> OrderLine {
        let kind = Kind(ledger)
        return OrderLine(
            id: id,
            quantity: .one,
            unitPrice: net,
            productClass: isDeposit ? .deposit : nil,
            supplyType: kind.supplyType,
            shopVATRate: vatRate,
            shopVAT: vat,
            account: kind == .rental && !isDeposit && vatRate != .zero ? rental : nil,
            title: title ?? ledger,
            category: ledger
        )
    }

    private static let rental = AccountNumber(3610)

    private enum Kind {
        case rental
        case sale
        case labour

        init(_ ledger: String?) {
            switch ledger?.lowercased() {
            case "rental": self = .rental
            case "sale": self = .sale
            default: self = .labour
            }
        }

        var supplyType: SupplyType {
            switch self {
            case .rental: .rental
            case .sale: .goods
            case .labour: .serviceLocal
            }
        }
    }

    /// The code's name on an invoice, where the company has chosen none.
    static func title(of ledger: String?, language: Language) -> String {
        let text: LocalizedText =
            switch ledger?.lowercased() {
            case "rental": .init(nb: "Leie av utstyr", en: "Equipment rental")
            case "sale": .init(nb: "Salg", en: "Sales")
            case "crew": .init(nb: "Mannskap", en: "Crew")
            case "transport": .init(nb: "Transport", en: "Transport")
            case "insurance": .init(nb: "Forsikring", en: "Insurance")
            case "other", "default", nil, "": .init(nb: "Annet", en: "Other")
            case .some: .init(nb: ledger ?? "", en: ledger ?? "")
            }
        return text[language]
    }
}
