import Bookkeeping

/// The page on which what stopped an event can be mended, where it is one of ours.
struct Mending: Hashable, Sendable {
    let href: String
    let label: String

    /// Causes that a rule or mapping cures.
    private static let byRules: Set<String> = [
        "BEFORE_FROM_DATE", "FOREIGN_VAT_NOT_REGISTERED", "FOREIGN_VAT_THRESHOLD",
        "GIFT_CARD_DISCOUNT", "LOW_VALUE_NO_IOSS", "MISSING_ACCOUNT_MAPPING", "MISSING_VAT_RULE",
        "PERIOD_CLOSED", "VAT_CHARGED_BY_UNREGISTERED", "VAT_DEVIATION",
    ]
    /// Causes in a connection or in Tripletex, which the check-up shows one by one.
    private static let bySetUp: Set<String> = [
        "COMPANY_NOT_READY", "CREDENTIALS_REJECTED", "MISSING_RIGHT",
    ]

    /// nil for a cause that is mended elsewhere: in the shop, in Rentman, or by waiting.
    init?(of cause: String, in company: String, _ language: Language) {
        let text = PhraseBook(language: language)
        if Self.byRules.contains(cause) {
            self.init(href: Path.mapping(company), label: text.mendByRules)
        } else if Self.bySetUp.contains(cause) {
            self.init(href: Path.doctor(company), label: text.mendBySetUp)
        } else {
            return nil
        }
    }

    private init(href: String, label: String) {
        self.href = href
        self.label = label
    }
}
