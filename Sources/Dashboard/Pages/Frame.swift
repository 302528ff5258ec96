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
    /// The address the language switch comes back to.
    let returnTo: String
    /// Set while something on the page is under way.
    var refreshSeconds: Int?

    let home = Path.home
    let signOut = Path.signOut
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
    }

    enum Area: Sendable {
        case overview
        case attention
        case events
    }

    init(
        title: String,
        language: Language,
        reader: Reader?,
        company: Company? = nil,
        area: Area? = nil,
        returnTo: String = Path.home,
        refreshSeconds: Int? = nil
    ) {
        self.language = language.rawValue
        self.title = title
        self.returnTo = returnTo
        self.refreshSeconds = refreshSeconds
        script = refreshSeconds == nil ? nil : Assets.script.versionedPath
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
        ]
    }
}
