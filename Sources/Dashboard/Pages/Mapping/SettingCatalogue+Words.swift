import Bookkeeping

/// What members of rules and their values are called, by their paths.
extension SettingCatalogue {
    /// The name of a member; the path itself where it has none.
    static func label(_ path: String, _ language: Language) -> String {
        let text = PhraseBook(language: language)
        if path == "fromDate" { return text.fromDate }
        if let row = path.wholeMatch(of: /(vat|products)\[(\d+)\]/) {
            return "\(row.1 == "vat" ? text.vatRule : text.productRule) \(row.2)"
        }
        if let setting = setting(path) { return setting.label[language] }
        let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return path }
        switch parts[0] {
        case "accounts":
            return AccountRole.all.first { $0.key == parts[1] }?.label[language] ?? path
        case "salesAccounts": return "\(text.salesAccounts): \(parts[1])"
        case "payments": return "\(text.paymentMethod): \(parts[1])"
        default: return path
        }
    }

    /// A value as the form names it.
    static func value(_ value: String, of path: String, _ language: Language) -> String {
        let text = PhraseBook(language: language)
        guard let setting = setting(path) else { return value }
        switch (setting.kind, value) {
        case (.flag, "true"): return text.yes
        case (.flag, "false"): return text.no
        case (.choice(let all), _):
            return all.first { $0.value == value }?.label[language] ?? value
        default: return value
        }
    }

    private static func setting(_ path: String) -> Setting? {
        let parts = path.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let known = parts[0] == "settings" ? settings : parts[0] == "projects" ? projects : []
        return known.first { $0.key == parts[1] }
    }
}
