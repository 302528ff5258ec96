/// The languages bokbro speaks to people.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case nb
    case en
}

/// A text for people, in both languages.
package struct LocalizedText: Hashable, Sendable {
    package var nb: String
    package var en: String

    package init(nb: String, en: String) {
        self.nb = nb
        self.en = en
    }

    package subscript(language: Language) -> String {
        switch language {
        case .nb: nb
        case .en: en
        }
    }
}
