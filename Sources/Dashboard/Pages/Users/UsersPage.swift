import Bookkeeping
import Companies

/// Who may see a company, and as what.
struct UsersPage: Sendable {
    struct RoleChoice: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    struct Row: Sendable {
        let id: String
        let email: String
        let state: String
        let tone: String
        let role: String
        /// Their own row, which they cannot change.
        let isSelf: Bool
        let roles: [RoleChoice]
        let roleAction: String
        /// nil for those who have companies that are not this owner's too.
        let linkAction: String?
        let stateAction: String?
        let isDisabled: Bool
        /// Set when the user's sign-in asks for a code.
        let codeAction: String?
    }

    let action: String
    let rows: [Row]
    let roles: [RoleChoice]
    var email = ""
    var notice: String?
    var problem: String?
    /// A one-time link, shown once.
    var link: String?
    var linkNote: String?

    init(
        company: String,
        reader: User,
        users: [User],
        usingCodes: Set<String>,
        language: Language
    ) {
        let text = PhraseBook(language: language)
        func choices(_ selected: Role?) -> [RoleChoice] {
            Role.allCases.map {
                RoleChoice(
                    value: $0.rawValue,
                    label: RoleLabel.text($0, text),
                    isSelected: $0 == selected
                )
            }
        }
        action = Path.users(company)
        roles = choices(.accountant)
        rows = users.map { user in
            let isSelf = user.id == reader.id
            let isTheirs = Self.controls(reader, user) && !isSelf
            let id = String(user.id)
            let (tone, state) =
                user.isDisabled
                ? ("failed", text.userDisabled)
                : user.hasPassword ? ("done", text.userActive) : ("pending", text.userInvited)
            return Row(
                id: id,
                email: user.email,
                state: state,
                tone: tone,
                role: user.roles[company].map { RoleLabel.text($0, text) } ?? "–",
                isSelf: isSelf,
                roles: choices(user.roles[company])
                    + [RoleChoice(value: "none", label: text.noAccess, isSelected: false)],
                roleAction: Path.userRole(company, id),
                linkAction: isTheirs && !user.isDisabled ? Path.userLinks(company, id) : nil,
                stateAction: isTheirs ? Path.userState(company, id) : nil,
                isDisabled: user.isDisabled,
                codeAction: isTheirs && usingCodes.contains(user.email)
                    ? Path.userCode(company, id) : nil
            )
        }
    }

    /// Whether every company of the user is the owner's: else a link would open what is not theirs.
    static func controls(_ owner: User, _ user: User) -> Bool {
        user.roles.keys.allSatisfy { owner.roles[$0] == .owner }
    }
}

/// The words for roles.
enum RoleLabel {
    static func text(_ role: Role, _ text: PhraseBook) -> String {
        switch role {
        case .owner: text.roleOwner
        case .accountant: text.roleAccountant
        case .viewer: text.roleViewer
        }
    }
}
