package import Foundation

extension Rules {
    /// Reads a company's rules from a JSON object, as its YAML writes them; names every error by its path.
    package init(json: Data) throws(RuleErrors) {
        self.init()
        var reader = RuleReader()
        reader.read(json, known: Self.keys) { reader, name, value in
            switch name {
            case "fromDate": fromDate = reader.date(value, name)
            case "settings": apply(settings: value, at: name, &reader)
            case "products": products = reader.products(value)
            case "accounts": accounts = reader.accounts(value, name)
            case "salesAccounts":
                let numbers = reader.accounts(value, name)
                salesAccounts = Dictionary(
                    uniqueKeysWithValues: numbers.map { (VATCode($0.key), $0.value) }
                )
            case "payments": payments = reader.payments(value)
            default: break
            }
        }
        guard reader.problems.isEmpty else { throw RuleErrors(reader.problems) }
    }

    private static let keys: Set<String> = [
        "fromDate", "settings", "products", "vat", "accounts", "salesAccounts", "payments",
        "projects",
    ]

    /// The rules under the settings of one connection, which go before the company's.
    package func applying(settings: Data) throws(RuleErrors) -> Rules {
        var rules = self
        var reader = RuleReader()
        guard let value = try? JSONDecoder().decode(RuleValue.self, from: settings) else {
            throw RuleErrors([
                .init(path: "settings", text: .init(nb: "er ikke JSON", en: "is no JSON"))
            ])
        }
        rules.apply(settings: value, at: "settings", &reader)
        guard reader.problems.isEmpty else { throw RuleErrors(reader.problems) }
        return rules
    }

    /// Takes the shop's word for the VAT on shipping, unless the company chose otherwise.
    package mutating func preferShopShippingVAT() {
        if !choosesShippingVATMode { shippingVATMode = .shop }
    }

    private mutating func apply(settings: RuleValue, at path: String, _ reader: inout RuleReader) {
        guard let fields = reader.object(settings, path) else { return }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            let path = "\(path).\(name)"
            switch name {
            case "shippingVatMode":
                choosesShippingVATMode = true
                switch value.text {
                case "follow": shippingVATMode = .follow
                case "shop": shippingVATMode = .shop
                default: reader.complain(path, nb: "er follow eller shop", en: "is follow or shop")
                }
            case "vatDeviationMode":
                switch value.text {
                case "hold": holdsOnVATDeviation = true
                case "warn": holdsOnVATDeviation = false
                default: reader.complain(path, nb: "er hold eller warn", en: "is hold or warn")
                }
            case "sellerVatRegistered":
                if let flag = reader.flag(value, path) { isSellerRegistered = flag }
            case "fromDate": fromDate = reader.date(value, path)
            case "closedThrough": closedThrough = reader.date(value, path)
            case "totalToleranceMinor":
                if let number = reader.number(value, path, in: 0...100) { totalTolerance = number }
            case "vatToleranceCapMinor":
                if let number = reader.number(value, path, in: 0...10_000) {
                    vatToleranceCap = number
                }
            default:
                reader.complain(path, nb: "er ingen innstilling", en: "is no setting")
            }
        }
    }
}
