import Bookkeeping

/// What a connection's YAML says about its shop, besides address and secrets.
///
/// `hiddenTenders`, `fulfilledStatuses`, `openStatuses`, `captures`, `giftCardLines`, `customerFields`,
/// `invoiceTerms`, `manualRefunds`, `refundedGiftCards`. Lists of words may be written as one text with commas.
struct WooOptions: Sendable {
    /// A tender that the order's JSON does not show as one.
    struct HiddenTender: Hashable, Sendable {
        enum Sign: Hashable, Sendable {
            /// A coupon with this code.
            case coupon(Wildcard)
            /// A negative fee with this name.
            case fee(Wildcard)
            /// What lines and tax come to above the order's total.
            case gap
        }

        var sign: Sign
        /// `gift_card`, `store_credit`, another of the rules' methods, or `discount` for no tender at all.
        var method: String
    }

    /// A business that pays by the shop's own invoice.
    struct InvoiceTerms: Hashable, Sendable {
        var gateway: Wildcard
        var days: Int
    }

    /// Where the checkout keeps a number of the buyer.
    enum CustomerField: String, CaseIterable, Sendable {
        case organizationNumber
        case vatNumber
        case reference
    }

    private(set) var hiddenTenders: [HiddenTender] = []
    private(set) var fulfilledStatuses: Set<String> = ["completed"]
    /// Statuses of plugins on the way to delivery.
    private(set) var openStatuses: Set<String> = []
    /// Before the built-in rules.
    private(set) var captures: [WooCaptureRule] = []
    /// Fields of a line that make it a gift card.
    private(set) var giftCardFields: [Wildcard] = []
    private(set) var customerFields: [String: CustomerField] = [:]
    private(set) var invoiceTerms: [InvoiceTerms] = []
    /// The method of refunds that the gateway did not pay; nil: the gateway's own.
    private(set) var manualRefunds: String?
    /// Whether cards of the official plugin keep what they paid when a whole order is refunded.
    private(set) var keepsGiftCardsOnRefund = false
    /// What is wrong, each with its path.
    private(set) var problems: [String] = []

    init(_ value: JSONValue = .object([])) {
        let json = WooJSON(value)
        readTenders(json)
        if let statuses = words("fulfilledStatuses", json), !statuses.isEmpty {
            fulfilledStatuses = Set(statuses)
        }
        openStatuses = Set(words("openStatuses", json) ?? [])
        for (index, item) in json.list("captures").enumerated() {
            if let rule = WooCaptureRule(item) {
                captures.append(rule)
            } else {
                problems.append("captures[\(index)]")
            }
        }
        for (index, item) in json.list("giftCardLines").enumerated() {
            if let field = item.text("field") {
                giftCardFields.append(Wildcard(field))
            } else {
                problems.append("giftCardLines[\(index)]")
            }
        }
        readCustomerFields(json)
        for (index, item) in json.list("invoiceTerms").enumerated() {
            if let gateway = item.text("gateway"), let days = item.integer("days"),
                (0...365).contains(days)
            {
                invoiceTerms.append(InvoiceTerms(gateway: Wildcard(gateway), days: Int(days)))
            } else {
                problems.append("invoiceTerms[\(index)]")
            }
        }
        manualRefunds = json.text("manualRefunds")
        switch json.text("refundedGiftCards") {
        case nil: break
        case "kept"?: keepsGiftCardsOnRefund = true
        default: problems.append("refundedGiftCards")
        }
    }

    /// How a coupon, fee or gap is to be taken; nil when the connection says nothing.
    func method(of matches: (HiddenTender.Sign) -> Bool) -> String? {
        hiddenTenders.first { matches($0.sign) }?.method
    }

    private mutating func readTenders(_ json: WooJSON) {
        for (index, item) in json.list("hiddenTenders").enumerated() {
            if let coupon = item.text("coupon"), let method = item.text("method") {
                hiddenTenders.append(.init(sign: .coupon(Wildcard(coupon)), method: method))
            } else if let fee = item.text("fee"), let method = item.text("method") {
                hiddenTenders.append(.init(sign: .fee(Wildcard(fee)), method: method))
            } else if let method = item.text("gap") {
                hiddenTenders.append(.init(sign: .gap, method: method))
            } else {
                problems.append("hiddenTenders[\(index)]")
            }
        }
    }

    private mutating func readCustomerFields(_ json: WooJSON) {
        for (index, item) in json.list("customerFields").enumerated() {
            if let field = item.text("field"),
                let means = item.text("means").flatMap(CustomerField.init(rawValue:))
            {
                customerFields[WooParties.normalized(field)] = means
            } else {
                problems.append("customerFields[\(index)]")
            }
        }
    }

    private mutating func words(_ name: String, _ json: WooJSON) -> [String]? {
        guard let value = json.value[name] else { return nil }
        let texts: [String]
        if case .array(let items) = value {
            texts = items.compactMap(\.text)
            if texts.count != items.count { problems.append(name) }
        } else if let text = value.text {
            texts = text.split(separator: ",").map(String.init)
        } else {
            problems.append(name)
            return nil
        }
        return texts.map { text in
            let word = text.filter { !$0.isWhitespace }.lowercased()
            return word.hasPrefix("wc-") ? String(word.dropFirst(3)) : word
        }.filter { !$0.isEmpty }
    }
}
