import Bookkeeping

/// What a change of rules would do, before it is saved.
struct MappingPreviewPage: Sendable {
    struct Order: Sendable {
        let number: String
        let href: String
        let date: String
        let before: String
        let after: String
        let postings: [Posting]
        let hasPostings: Bool
    }

    struct Posting: Sendable {
        let account: String
        let vatCode: String
        let before: String
        let after: String
    }

    let action: String
    let back: String
    let version: Int
    let rules: String
    let changes: [RulesDifference.Line]
    let hasChanges: Bool
    let summary: String
    let orders: [Order]
    let hasOrders: Bool
    var problem: String?
    var reason = ""

    init(
        company: String,
        version: Int,
        rules: JSONValue,
        changes: RulesDifference,
        preview: PreviewDocument?,
        wording: Wording
    ) {
        let text = PhraseBook(language: wording.language)
        action = Path.mapping(company)
        back = Path.mapping(company)
        self.version = version
        self.rules = rules.oneLine
        self.changes = changes.lines
        hasChanges = !changes.lines.isEmpty
        if let preview {
            summary =
                preview.differences.isEmpty
                ? "\(text.previewNone) (\(wording.count(preview.examined)) \(text.ordersTried))"
                : "\(wording.count(preview.differences.count)) / \(wording.count(preview.examined)) \(text.previewSome)"
        } else {
            summary = text.previewMissing
        }
        orders = (preview?.differences ?? []).map { Self.order($0, company, wording) }
        hasOrders = !orders.isEmpty
    }

    private static func order(
        _ difference: PreviewDifference,
        _ company: String,
        _ wording: Wording
    ) -> Order {
        let before = sums(difference.before)
        let after = sums(difference.after)
        let keys = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        let postings = keys.sorted { ($0.account, $0.code ?? "") < ($1.account, $1.code ?? "") }
            .map { key in
                Posting(
                    account: String(key.account),
                    vatCode: key.code ?? "–",
                    before: before[key].map(wording.money) ?? "–",
                    after: after[key].map(wording.money) ?? "–"
                )
            }
        return Order(
            number: difference.orderNumber
                ?? SubjectLabel.text(difference.subject, wording.language),
            href: Path.subject(company, difference.connection, difference.subject),
            date: difference.date,
            before: outcome(difference.before, wording.language),
            after: outcome(difference.after, wording.language),
            postings: postings,
            hasPostings: !postings.isEmpty
        )
    }

    private struct Key: Hashable {
        let account: Int
        let code: String?
    }

    private static func sums(_ outcome: PreviewDifference.Outcome) -> [Key: MoneyDocument] {
        var sums: [Key: MoneyDocument] = [:]
        for posting in outcome.postings {
            let key = Key(account: posting.account, code: posting.vatCode)
            let minor = (sums[key]?.minor ?? 0) + posting.amount.minor
            sums[key] = MoneyDocument(minor: minor, currency: posting.amount.currency)
        }
        return sums
    }

    private static func outcome(
        _ outcome: PreviewDifference.Outcome,
        _ language: Language
    ) -> String {
        let text = PhraseBook(language: language)
        let status =
            switch outcome.status {
            case .booked: text.outcomeBooked
            case .held: text.outcomeHeld
            case .notBooked: text.outcomeNotBooked
            }
        return outcome.cause.map { "\(status): \(CauseCatalogue.title($0, language))" } ?? status
    }
}
