/// One document to be planned, with the settings and rates that it brings.
package struct CaseInput: Hashable, Sendable {
    package enum Document: Hashable, Sendable {
        case order(Order)
        case payout(Payout)
        case giftCardExpiry(GiftCardExpiry)
    }

    package var document: Document
    package var rules: Rules
    package var rates: ExchangeRates

    /// Reads the neutral schema's `input` over the rules; names every error by its path.
    init(_ value: JSONValue, at path: String, rules: Rules) throws(InputErrors) {
        var reader = FieldReader()
        var document: Document?
        var own = rules
        if let members = reader.object(value, path) {
            let read = InputReader(members, path)
            if let settings = value["settings"] {
                own.apply(settings: settings, at: FieldReader.path(path, "settings"), &reader)
            }
            switch read.word("kind", "order", &reader) {
            case "order"?:
                document = read.nested("order", &reader)?.order(&reader).map(Document.order)
            case "payout"?:
                document = read.nested("payout", &reader)?.payout(&reader).map(Document.payout)
            case "giftCardExpiry"?:
                document = read.nested("expiry", &reader)?.expiry(&reader)
                    .map(Document.giftCardExpiry)
            case let other?:
                reader.complain(
                    read.path("kind"),
                    nb: "«\(other)» er ikke order, payout eller giftCardExpiry",
                    en: "“\(other)” is not order, payout or giftCardExpiry"
                )
            case nil: break
            }
            rates = read.rates(&reader)
        } else {
            rates = .none
        }
        guard let document, reader.problems.isEmpty else { throw InputErrors(reader.problems) }
        self.document = document
        self.rules = own
    }

    package var plan: Plan {
        let bookkeeper = Bookkeeper(rules: rules, rates: rates)
        return switch document {
        case .order(let order): bookkeeper.plan(order)
        case .payout(let payout): bookkeeper.plan(payout)
        case .giftCardExpiry(let expiry): bookkeeper.plan(expiry)
        }
    }
}
