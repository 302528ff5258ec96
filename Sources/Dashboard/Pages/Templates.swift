import Bookkeeping
import Mustache

/// The page templates, parsed once and kept in the program.
struct Templates: Sendable {
    enum Page: String, CaseIterable, Sendable {
        case signIn = "sign-in"
        case invitation
        case overview
        case attention
        case events
        case event
        case replayPreview = "replay-preview"
        case replay
        case mapping
        case mappingPreview = "mapping-preview"
        case connections
        case connection
        case connectionForm = "connection-form"
        case subject
        case search
        case backfills
        case backfill
        case users
        case audit
        case alerts
        case doctor
        case reconciliation
        case setUp = "set-up"
        case firstUser = "first-user"
        case newCompany = "new-company"
        case account
        case signInCode = "sign-in-code"
        case problem
    }

    private let library: MustacheLibrary

    /// Parses every template; an error names the one that cannot be read.
    init() throws {
        MustacheContentTypes.register(MarkupEscaping(), named: MarkupEscaping.name)
        var library = MustacheLibrary()
        for (name, bytes) in Self.sources {
            let text = String(decoding: bytes, as: UTF8.self)
            // Every template and partial starts anew with the library's own escaping unless told otherwise.
            try library.register(
                "{{% CONTENT_TYPE:\(MarkupEscaping.name)}}" + text,
                named: name
            )
        }
        self.library = library
    }

    /// The page as HTML.
    ///
    /// `model` is the page's own; the frame and the phrases stand beside it.
    func render(_ page: Page, _ model: some Sendable, in frame: Frame, language: Language) -> String
    {
        var parts: [String: Any] = ["text": PhraseBook(language: language)]
        parts["page"] = TemplateValue.of(model)
        parts["frame"] = TemplateValue.of(frame)
        return library.render(parts, withTemplate: page.rawValue) ?? ""
    }

    static let sources: [(name: String, bytes: [UInt8])] = [
        ("layout", PackageResources.layout_mustache),
        ("mark", PackageResources.mark_mustache),
        ("state", PackageResources.state_mustache),
        ("event-rows", PackageResources.event_rows_mustache),
        ("chart", PackageResources.chart_mustache),
        ("sign-in", PackageResources.sign_in_mustache),
        ("invitation", PackageResources.invitation_mustache),
        ("overview", PackageResources.overview_mustache),
        ("attention", PackageResources.attention_mustache),
        ("events", PackageResources.events_mustache),
        ("event", PackageResources.event_mustache),
        ("replay-preview", PackageResources.replay_preview_mustache),
        ("replay", PackageResources.replay_mustache),
        ("field", PackageResources.field_mustache),
        ("attempts", PackageResources.attempts_mustache),
        ("mapping", PackageResources.mapping_mustache),
        ("mapping-preview", PackageResources.mapping_preview_mustache),
        ("connections", PackageResources.connections_mustache),
        ("connection", PackageResources.connection_mustache),
        ("connection-form", PackageResources.connection_form_mustache),
        ("subject", PackageResources.subject_mustache),
        ("search", PackageResources.search_mustache),
        ("backfills", PackageResources.backfills_mustache),
        ("backfill", PackageResources.backfill_mustache),
        ("users", PackageResources.users_mustache),
        ("audit", PackageResources.audit_mustache),
        ("alerts", PackageResources.alerts_mustache),
        ("doctor", PackageResources.doctor_mustache),
        ("reconciliation", PackageResources.reconciliation_mustache),
        ("set-up", PackageResources.set_up_mustache),
        ("first-user", PackageResources.first_user_mustache),
        ("new-company", PackageResources.new_company_mustache),
        ("account", PackageResources.account_mustache),
        ("sign-in-code", PackageResources.sign_in_code_mustache),
        ("problem", PackageResources.problem_mustache),
    ]
}
