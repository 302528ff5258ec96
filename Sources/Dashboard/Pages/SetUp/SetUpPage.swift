import Bookkeeping

/// The steps from an empty company to booked orders; each can be left and taken up again.
struct SetUpPage: Sendable {
    struct Step: Sendable {
        let number: Int
        let name: String
        let words: String
        let isDone: Bool
        let stateLabel: String
        let href: String
        let label: String
        let test: String
    }

    /// What of the steps is done, as the company's own facts tell.
    struct Facts: Hashable, Sendable {
        var hasLedger = false
        var hasSource = false
        /// Rules were saved by a person, or the from-date stands.
        var hasRules = false
        var hasFromDate = false
        var hasWebhook = false
    }

    let heading: String
    let steps: [Step]
    let done: Int
    let total: Int
    let isDone: Bool
    let progress: String
    /// Set for those who may add a company.
    var newCompanyHref: String?

    init(company: String, name: String, facts: Facts, language: Language) {
        let text = PhraseBook(language: language)
        heading = "\(text.setUp) · \(name)"
        let all: [(Bool, String, String, String, String, String)] = [
            (
                true, text.stepCompany, text.stepCompanyText, Path.company(company), text.open,
                "company"
            ),
            (
                facts.hasLedger, text.stepLedger, text.stepLedgerText,
                facts.hasLedger
                    ? Path.connections(company) : Path.newConnection(company, "tripletex"),
                facts.hasLedger ? text.open : text.connect, "ledger"
            ),
            (
                facts.hasSource, text.stepSource, text.stepSourceText, Path.connections(company),
                facts.hasSource ? text.open : text.connect, "source"
            ),
            (
                facts.hasRules, text.stepRules, text.stepRulesText, Path.mapping(company),
                text.open, "rules"
            ),
            (
                facts.hasFromDate, text.stepFromDate, text.stepFromDateText, Path.mapping(company),
                text.open, "from-date"
            ),
            (
                facts.hasWebhook, text.stepWebhook, text.stepWebhookText,
                Path.connections(company), text.open, "webhook"
            ),
        ]
        steps = all.enumerated().map { index, step in
            Step(
                number: index + 1,
                name: step.1,
                words: step.2,
                isDone: step.0,
                stateLabel: step.0 ? text.stepDone : text.stepLeft,
                href: step.3,
                label: step.4,
                test: "step-" + step.5
            )
        }
        done = all.count(where: \.0)
        total = all.count
        isDone = done == total
        progress = "\(done) / \(total) \(text.stepsDone)"
    }
}

/// Where the first user is made.
struct FirstUserPage: Sendable {
    /// nil when the link is used up or unknown.
    let action: String?
    var email = ""
    var problem: String?
    let signIn = Path.signIn
}

/// A new company, filled in by hand.
struct NewCompanyPage: Sendable {
    let action = Path.newCompany
    var name = ""
    var id = ""
    var organizationNumber = ""
    var problems: [String] = [] {
        didSet { hasProblems = !problems.isEmpty }
    }
    private(set) var hasProblems = false
}
