import Bookkeeping
import Mustache

/// The phrases in one language, for code (`text.signIn`) and for templates (`{{text.signIn}}`).
@dynamicMemberLookup
struct PhraseBook: Sendable, MustacheParent {
    let language: Language

    private static let phrases = Phrases()
    private static let mapping = MappingPhrases()
    private static let connections = ConnectionPhrases()
    private static let people = PeoplePhrases()
    private static let reports = ReportPhrases()

    /// Every phrase by its name; a name that stands twice is a fault that a test finds.
    static let all: [(name: String, text: LocalizedText)] = [
        Mirror(reflecting: phrases), Mirror(reflecting: mapping), Mirror(reflecting: connections),
        Mirror(reflecting: people), Mirror(reflecting: reports),
    ].flatMap { mirror in
        mirror.children.compactMap { child in
            guard let name = child.label, let text = child.value as? LocalizedText else {
                return nil
            }
            return (name, text)
        }
    }

    private static let byName: [String: LocalizedText] = Dictionary(
        all.map { ($0.name, $0.text) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The names templates may use.
    static var names: Set<String> { Set(byName.keys) }

    subscript(dynamicMember phrase: KeyPath<Phrases, LocalizedText>) -> String {
        Self.phrases[keyPath: phrase][language]
    }

    subscript(dynamicMember phrase: KeyPath<MappingPhrases, LocalizedText>) -> String {
        Self.mapping[keyPath: phrase][language]
    }

    subscript(dynamicMember phrase: KeyPath<ConnectionPhrases, LocalizedText>) -> String {
        Self.connections[keyPath: phrase][language]
    }

    subscript(dynamicMember phrase: KeyPath<PeoplePhrases, LocalizedText>) -> String {
        Self.people[keyPath: phrase][language]
    }

    subscript(dynamicMember phrase: KeyPath<ReportPhrases, LocalizedText>) -> String {
        Self.reports[keyPath: phrase][language]
    }

    func child(named name: String) -> Any? {
        Self.byName[name]?[language]
    }
}
