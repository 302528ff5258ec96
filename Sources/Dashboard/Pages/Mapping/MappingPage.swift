import Bookkeeping

/// The rules of a company as a form.
struct MappingPage: Sendable {
    struct Option: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    struct Field: Sendable {
        let name: String
        let label: String
        let value: String
        let placeholder: String
        /// Set for a list of choices.
        let options: [Option]
        let isChoice: Bool
        let isDay: Bool
        let isAccount: Bool
        /// Everything else is a line of text.
        let isText: Bool

        init(
            name: String,
            label: String,
            value: String,
            placeholder: String,
            options: [Option] = [],
            isDay: Bool = false,
            isAccount: Bool = false
        ) {
            self.name = name
            self.label = label
            self.value = value
            self.placeholder = placeholder
            self.options = options
            self.isDay = isDay
            self.isAccount = isAccount
            isChoice = !options.isEmpty
            isText = options.isEmpty && !isDay && !isAccount
        }
    }

    struct Row: Sendable {
        let legend: String
        let fields: [Field]
        /// The row as it was, with what the form does not show.
        var hiddenName: String?
        var hiddenValue: String?
        /// What else the row demands, in words.
        var note: String?
        var deleteName: String?
    }

    struct Version: Sendable {
        let number: Int
        let author: String
        let reason: String
        let createdAt: String
        let created: String
        let changes: [RulesDifference.Line]
        let hasChanges: Bool
        /// The rules of this version, to take them back; nil for the one in force and for readers.
        var rules: String?
    }

    let action: String
    let version: Int
    let mayChange: Bool
    let fromDate: Field
    let settings: [Field]
    let projects: [Field]
    let payments: [Row]
    let accounts: [Field]
    let salesAccounts: [Field]
    let vatRows: [Row]
    let products: [Row]
    /// For the list of proposals of every account field.
    let chart: [Option]
    let history: [Version]
    var notice: String?
    var problems: [String] = [] {
        didSet { hasProblems = !problems.isEmpty }
    }
    private(set) var hasProblems = false
    /// Why the choices of Tripletex are not offered.
    var choicesProblem: String?

    init(
        company: String,
        rules: JSONValue,
        version: Int,
        choices: LedgerChoices,
        mayChange: Bool,
        history: [Version],
        language: Language
    ) {
        let fields = MappingFields(rules: rules, choices: choices, language: language)
        action = Path.mappingPreview(company)
        self.version = version
        self.mayChange = mayChange
        self.history = history
        fromDate = fields.fromDate
        settings = fields.fields(SettingCatalogue.settings, in: "settings")
        projects = fields.fields(SettingCatalogue.projects, in: "projects")
        payments = fields.payments
        accounts = fields.accounts
        salesAccounts = fields.salesAccounts
        vatRows = fields.vatRows
        products = fields.products
        chart = choices.accounts.map {
            Option(value: String($0.number), label: $0.name, isSelected: false)
        }
    }
}
