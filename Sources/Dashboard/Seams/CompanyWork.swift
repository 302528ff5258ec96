package import Bookkeeping
package import Companies
package import Foundation

/// What the dashboard has others do with a company: all that needs a call to another service or the making of plans.
///
/// Every closure may throw a `WorkRefusal`, which pages and API show to the reader.
package struct CompanyWork: Sendable {
    /// What is wrong in rules given as JSON, by paths that start below `rules`.
    package var checkRules: @Sendable (_ rules: Data) -> [PathError]
    package var beginBackfill: @Sendable (BackfillOrder) async throws -> BackfillDocument
    /// nil when the company has no such backfill.
    package var backfill:
        @Sendable (_ id: String, _ company: String) async throws -> BackfillDocument?
    /// Newest first, at most 100.
    package var backfills: @Sendable (_ company: String) async throws -> [BackfillDocument]
    /// Stops after the batch at hand; nil when the company has no such backfill.
    package var stopBackfill:
        @Sendable (_ id: String, _ company: String) async throws -> BackfillDocument?

    /// Asks the service whether it can be used, and what would be refused: credentials, rights, set-up.
    package var examine:
        @Sendable (_ company: String, _ connection: String) async throws -> [Finding]
    /// Examines the company as a whole: its connections, its set-up in Tripletex, those who are told.
    package var diagnose: @Sendable (_ company: String) async throws -> CompanyDiagnosis
    /// Makes the accounts that the rules name and Tripletex lacks; their numbers.
    package var makeAccounts: @Sendable (_ company: String) async throws -> [Int]
    /// Has the source send its webhooks to us; the topics that are registered now.
    package var registerWebhooks:
        @Sendable (_ company: String, _ connection: String) async throws -> [String]
    /// What can be chosen in the company's Tripletex.
    package var choices: @Sendable (_ company: String) async throws -> LedgerChoices

    /// How the last orders would be planned under other rules, which are given as JSON and were checked before.
    package var preview:
        @Sendable (_ company: String, _ rules: Data, _ count: Int) async throws -> PreviewDocument
    /// Called after rules or connections were saved: sets free the events that this can cure, and says how many.
    package var settingsChanged: @Sendable (_ company: String) async throws -> Int

    /// What is known of an order or project beyond its events; nil when nothing is.
    package var subject:
        @Sendable (_ company: String, _ connection: String, _ subject: String) async throws ->
            SubjectFacts?
    /// Orders and projects by order, customer or voucher number, or by amount; at most 50.
    package var search: @Sendable (_ company: String, _ text: String) async throws -> [SubjectMatch]

    package var reconciliation:
        @Sendable (_ company: String, _ period: ReportPeriod) async throws -> ReconciliationState
    /// The report as a file in one of `ReconciliationDocument.formats`; nil while it is being made.
    package var reconciliationFile:
        @Sendable (_ company: String, _ period: ReportPeriod, _ format: String) async throws ->
            WorkFile?

    package init(
        checkRules: @escaping @Sendable (Data) -> [PathError] = CompanyWork.bookkeepingProblems,
        beginBackfill: @escaping @Sendable (BackfillOrder) async throws -> BackfillDocument,
        backfill: @escaping @Sendable (String, String) async throws -> BackfillDocument?,
        backfills: @escaping @Sendable (String) async throws -> [BackfillDocument],
        stopBackfill: @escaping @Sendable (String, String) async throws -> BackfillDocument?,
        examine: @escaping @Sendable (String, String) async throws -> [Finding],
        diagnose: @escaping @Sendable (String) async throws -> CompanyDiagnosis = { _ in
            throw WorkRefusal.notHere
        },
        makeAccounts: @escaping @Sendable (String) async throws -> [Int] = { _ in
            throw WorkRefusal.notHere
        },
        registerWebhooks: @escaping @Sendable (String, String) async throws -> [String],
        choices: @escaping @Sendable (String) async throws -> LedgerChoices,
        preview: @escaping @Sendable (String, Data, Int) async throws -> PreviewDocument,
        settingsChanged: @escaping @Sendable (String) async throws -> Int,
        subject: @escaping @Sendable (String, String, String) async throws -> SubjectFacts?,
        search: @escaping @Sendable (String, String) async throws -> [SubjectMatch],
        reconciliation:
            @escaping @Sendable (String, ReportPeriod) async throws -> ReconciliationState,
        reconciliationFile:
            @escaping @Sendable (String, ReportPeriod, String) async throws -> WorkFile?
    ) {
        self.checkRules = checkRules
        self.beginBackfill = beginBackfill
        self.backfill = backfill
        self.backfills = backfills
        self.stopBackfill = stopBackfill
        self.examine = examine
        self.diagnose = diagnose
        self.makeAccounts = makeAccounts
        self.registerWebhooks = registerWebhooks
        self.choices = choices
        self.preview = preview
        self.settingsChanged = settingsChanged
        self.subject = subject
        self.search = search
        self.reconciliation = reconciliation
        self.reconciliationFile = reconciliationFile
    }

    /// What the bookkeeping engine finds wrong in rules.
    package static func bookkeepingProblems(inRules json: Data) -> [PathError] {
        do throws(RuleErrors) {
            _ = try Rules(json: json)
            return []
        } catch {
            return error.problems.map { PathError(path: $0.path, message: $0.text) }
        }
    }

    /// Where nobody does the work: whatever would change or ask something is refused as unavailable.
    package static let unavailable = CompanyWork(
        beginBackfill: { _ in throw WorkRefusal.notHere },
        backfill: { _, _ in nil },
        backfills: { _ in [] },
        stopBackfill: { _, _ in nil },
        examine: { _, _ in throw WorkRefusal.notHere },
        registerWebhooks: { _, _ in throw WorkRefusal.notHere },
        choices: { _ in throw WorkRefusal.notHere },
        preview: { _, _, _ in throw WorkRefusal.notHere },
        settingsChanged: { _ in 0 },
        subject: { _, _, _ in nil },
        search: { _, _ in throw WorkRefusal.notHere },
        reconciliation: { _, _ in throw WorkRefusal.notHere },
        reconciliationFile: { _, _, _ in throw WorkRefusal.notHere }
    )
}

/// Why something asked of the company's work is not done.
package struct WorkRefusal: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// There is no such thing; 404.
        case unknown
        /// What was asked is wrong; 422.
        case invalid
        /// It cannot be done as things stand; 409.
        case conflict
        /// Another service does not answer or refuses; 503.
        case unavailable
    }

    package var kind: Kind
    /// A cause of the contract where one fits, as `CREDENTIALS_REJECTED`.
    package var code: String
    package var message: LocalizedText
    package var remedy: LocalizedText

    package init(
        _ kind: Kind,
        code: String,
        message: LocalizedText,
        remedy: LocalizedText
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    static let notHere = WorkRefusal(
        .unavailable,
        code: "REMOTE_UNAVAILABLE",
        message: LocalizedText(
            nb: "Tjenesten som gjør dette, kjører ikke.",
            en: "The service that does this is not running."
        ),
        remedy: LocalizedText(
            nb: "Start bokbro med «bokbro serve», og prøv igjen.",
            en: "Start bokbro with “bokbro serve”, and try again."
        )
    )
}

/// A file to download.
package struct WorkFile: Hashable, Sendable {
    package var name: String
    /// Its media type.
    package var type: String
    package var bytes: [UInt8]

    package init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}
