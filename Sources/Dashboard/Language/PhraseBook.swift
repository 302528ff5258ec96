import Bookkeeping
import Mustache

/// The phrases in one language, for code (`text.signIn`) and for templates (`{{text.signIn}}`).
@dynamicMemberLookup
struct PhraseBook: Sendable, MustacheParent {
    let language: Language

    private static let phrases = Phrases()
    private static let byName: [String: LocalizedText] = Dictionary(
        Mirror(reflecting: phrases).children.compactMap { child in
            guard let name = child.label, let text = child.value as? LocalizedText else {
                return nil
            }
            return (name, text)
        },
        uniquingKeysWith: { first, _ in first }
    )

    /// The names templates may use.
    static var names: Set<String> { Set(byName.keys) }

    subscript(dynamicMember phrase: KeyPath<Phrases, LocalizedText>) -> String {
        Self.phrases[keyPath: phrase][language]
    }

    func child(named name: String) -> Any? {
        Self.byName[name]?[language]
    }
}
