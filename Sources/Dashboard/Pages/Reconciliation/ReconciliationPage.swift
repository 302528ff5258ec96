import Bookkeeping
import Foundation

/// A period's report: what differs and why, the totals, the files.
struct ReconciliationPage: Sendable {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    struct Group: Sendable {
        let label: String
        let choices: [Choice]
    }

    struct Difference: Sendable {
        let what: String
        let href: String?
        let voucher: String?
        let voucherURL: String?
        let words: String
        let step: String?
        let amount: String
        let tone: String
    }

    struct VATRow: Sendable {
        let code: String
        let basis: String
        let vat: String
        let gross: String
        let postedBasis: String
        let postedVAT: String
        let isDifferent: Bool
    }

    struct Row: Sendable {
        let name: String
        let first: String
        let second: String
        let difference: String
        let isDifferent: Bool
    }

    struct File: Sendable {
        let label: String
        let href: String
        let test: String
    }

    struct Report: Sendable {
        let verdict: String
        let isBalanced: Bool
        let lede: String
        let orders: String
        let vouchers: String
        let open: String
        let differences: [Difference]
        let hasDifferences: Bool
        let connections: [Row]
        let vat: [VATRow]
        let accounts: [Row]
        let payments: [Row]
        let currencies: [Row]
        let giftCards: [Row]
        let hasGiftCards: Bool
        let waiting: [Row]
        let hasWaiting: Bool
        let files: [File]
    }

    struct Progress: Sendable {
        let summary: String
        let done: Int
        let total: Int?
    }

    let action: String
    let period: String
    let groups: [Group]
    var report: Report?
    var progress: Progress?
    /// Nothing was asked for yet.
    var isBlank = false
    var problem: String?

    init(company: String, period: String?, now: Date, timeZone: TimeZone, language: Language) {
        action = Path.reconciliation(company)
        self.period = period ?? ""
        isBlank = period == nil
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        groups = Self.groups(
            year: calendar.component(.year, from: now),
            month: calendar.component(.month, from: now),
            selected: period,
            language
        )
    }

    /// Months, VAT terms and years up to today, the newest first; the last whole month is proposed.
    private static func groups(
        year: Int,
        month: Int,
        selected: String?,
        _ language: Language
    ) -> [Group] {
        let text = PhraseBook(language: language)
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let count = year * 12 + month - 1
        let months = (0..<24).map { back -> (String, String) in
            let number = count - back
            let value = "\(number / 12)-\(padded(number % 12 + 1))"
            return (value, value)
        }
        let term = year * 6 + (month - 1) / 2
        let terms = (0..<12).map { back -> (String, String) in
            let number = term - back
            let value = "\(number / 6)-T\(number % 6 + 1)"
            return (value, "\(text.vatTerm) \(number % 6 + 1) \(number / 6)")
        }
        let years = (0..<4).map { (String(year - $0), String(year - $0)) }
        let proposed = selected ?? months.dropFirst().first?.0
        func choices(_ all: [(String, String)]) -> [Choice] {
            all.map { Choice(value: $0.0, label: $0.1, isSelected: $0.0 == proposed) }
        }
        return [
            Group(label: text.months, choices: choices(months)),
            Group(label: text.vatTerms, choices: choices(terms)),
            Group(label: text.years, choices: choices(years)),
        ]
    }
}
