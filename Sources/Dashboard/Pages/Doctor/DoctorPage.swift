import Bookkeeping
import Companies

/// What would go wrong in a company, why it matters, and how to mend it.
struct DoctorPage: Sendable {
    struct Row: Sendable {
        let place: String
        let code: String
        let tone: String
        let message: String
        let remedy: String
    }

    let company: String
    /// nil for those who may only read.
    let action: String?
    /// Where the last month is planned without being booked.
    let backfillHref: String
    var isExamined = false
    var isWell = false
    var rows: [Row] = []
    /// Where missing accounts are made; nil when none is missing.
    var accountsAction: String?
    var accounts = ""
    var notice: String?
    var problem: String?

    init(company: String, mayConfigure: Bool, lastMonth: ClosedRange<LocalDate>?) {
        self.company = company
        action = mayConfigure ? Path.examinations(company) : nil
        let days = lastMonth.map { "?from=\($0.lowerBound)&to=\($0.upperBound)" }
        backfillHref = Path.backfills(company) + (days ?? "")
    }

    /// Shows what was found, the worst first.
    mutating func show(_ diagnosis: CompanyDiagnosis, _ language: Language) {
        isExamined = true
        isWell = diagnosis.findings.isEmpty
        let ordered =
            diagnosis.findings.filter(\.finding.blocking)
            + diagnosis.findings.filter { !$0.finding.blocking }
        rows = ordered.map { entry in
            Row(
                place: entry.place,
                code: entry.finding.code,
                tone: entry.finding.blocking ? "bad" : "wait",
                message: entry.finding.message[language],
                remedy: entry.finding.remedy[language]
            )
        }
        guard action != nil, !diagnosis.missingAccounts.isEmpty else { return }
        accountsAction = Path.missingAccounts(company)
        accounts = diagnosis.missingAccounts.map(String.init).joined(separator: ", ")
    }
}
