import Bookkeeping

/// What surrounds every page: title, navigation, who is signed in, language.
struct Frame: Sendable {
    struct NavigationItem: Sendable {
        let label: String
        let href: String
        let test: String
        let isCurrent: Bool
        var badge: String?
    }

    struct CompanyChoice: Sendable {
        let id: String
        let name: String
        let href: String
        let isCurrent: Bool
    }

    struct LanguageChoice: Sendable {
        let code: String
        let name: String
        let isCurrent: Bool
    }

    let language: String
    let title: String
    let isSignedIn: Bool
    var email: String?
    var companyName: String?
    var companies: [CompanyChoice] = []
    var navigation: [NavigationItem] = []
    /// The pages of the present area, where it has several.
    var tabs: [NavigationItem] = []
    let hasTabs: Bool
    /// The address the language switch comes back to.
    let returnTo: String
    /// Set while something on the page is under way.
    var refreshSeconds: Int?

    /// Where the page hears that it is to be shown anew.
    let changes: String?

    let home = Path.home
    let signOut = Path.signOut
    let account = Path.account
    let languageAction = Path.language
    let icon = Path.icon
    let stylesheet = Assets.stylesheet.versionedPath
    let script: String?
    let languages: [LanguageChoice]
    let hasCompanies: Bool

    /// The company whose pages are shown, with what the navigation needs.
    struct Company: Sendable {
        let id: String
        let name: String
        /// How many of its events need attention.
        var badge: String?
        /// How many of its alerts nobody has seen.
        var alertBadge: String?
        var mayManageUsers = false
    }

    enum Area: Hashable, Sendable {
        case overview
        case attention
        case events
        case reconciliation
        case alerts
        case setUp(SetUpTab)
    }

    enum SetUpTab: Hashable, Sendable, CaseIterable {
        case mapping
        case connections
        case doctor
        case backfills
        case users
        case audit
        case steps
    }

    init(
        title: String,
        language: Language,
        reader: Reader?,
        company: Company? = nil,
        area: Area? = nil,
        returnTo: String = Path.home,
        refreshSeconds: Int? = nil,
        hearsChanges: Bool = false
    ) {
        self.language = language.rawValue
        self.title = title
        self.returnTo = returnTo
        self.refreshSeconds = refreshSeconds
        changes = hearsChanges ? company.map { Path.changes($0.id) } : nil
        script = refreshSeconds == nil && changes == nil ? nil : Assets.script.versionedPath
        isSignedIn = reader != nil
        email = reader?.email
        languages = Language.allCases.map {
            LanguageChoice(
                code: $0.rawValue,
                name: $0 == .nb ? "Norsk" : "English",
                isCurrent: $0 == language
            )
        }
        let all = reader?.companies ?? []
        hasCompanies = all.count > 1
        companies = all.map {
            CompanyChoice(
                id: $0.id,
                name: $0.name,
                href: Path.company($0.id),
                isCurrent: $0.id == company?.id
            )
        }
        companyName = company?.name
        if let company {
            navigation = Self.navigation(company, area, PhraseBook(language: language))
        }
        if let company, case .setUp(let tab)? = area {
            tabs = Self.tabs(company, tab, PhraseBook(language: language))
        }
        hasTabs = !tabs.isEmpty
    }

    /// Who is signed in, as far as the frame shows it.
    struct Reader: Sendable {
        let email: String
        let companies: [Company]
    }

    private static func navigation(
        _ company: Company,
        _ area: Area?,
        _ text: PhraseBook
    ) -> [NavigationItem] {
        [
            NavigationItem(
                label: text.overview,
                href: Path.company(company.id),
                test: "nav-overview",
                isCurrent: area == .overview
            ),
            NavigationItem(
                label: text.needsAttention,
                href: Path.attention(company.id),
                test: "nav-attention",
                isCurrent: area == .attention,
                badge: company.badge
            ),
            NavigationItem(
                label: text.events,
                href: Path.events(company.id),
                test: "nav-events",
                isCurrent: area == .events
            ),
            NavigationItem(
                label: text.reconciliation,
                href: Path.reconciliation(company.id),
                test: "nav-reconciliation",
                isCurrent: area == .reconciliation
            ),
            NavigationItem(
                label: text.alerts,
                href: Path.alerts(company.id),
                test: "nav-alerts",
                isCurrent: area == .alerts,
                badge: company.alertBadge
            ),
            NavigationItem(
                label: text.setUp,
                href: Path.mapping(company.id),
                test: "nav-set-up",
                isCurrent: area?.isSetUp ?? false
            ),
        ]
    }

    private static func tabs(
        _ company: Company,
        _ current: SetUpTab,
        _ text: PhraseBook
    ) -> [NavigationItem] {
        SetUpTab.allCases.filter { $0 != .users || company.mayManageUsers }.map { tab in
            let (label, href, test) =
                switch tab {
                case .mapping: (text.mapping, Path.mapping(company.id), "tab-mapping")
                case .connections:
                    (text.connections, Path.connections(company.id), "tab-connections")
                case .doctor: (text.doctor, Path.doctor(company.id), "tab-doctor")
                case .backfills: (text.backfills, Path.backfills(company.id), "tab-backfills")
                case .users: (text.users, Path.users(company.id), "tab-users")
                case .audit: (text.auditLog, Path.audit(company.id), "tab-audit")
                case .steps: (text.steps, Path.setUpSteps(company.id), "tab-steps")
                }
            return NavigationItem(
                label: label,
                href: href,
                test: test,
                isCurrent: tab == current
            )
        }
    }
}

extension Frame.Area {
    fileprivate var isSetUp: Bool {
        if case .setUp = self { true } else { false }
    }
}
