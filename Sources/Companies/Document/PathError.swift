package import Bookkeeping

/// One thing wrong in a file or in rules, with the place where it stands.
package struct PathError: Hashable, Sendable, Error {
    /// Such as `connections[1].webhookSecret`; empty for the whole.
    package let path: String
    /// Counted from 1; nil when the text did not come from a file.
    package let line: Int?
    package let message: LocalizedText

    package init(path: String, line: Int? = nil, message: LocalizedText) {
        self.path = path
        self.line = line
        self.message = message
    }

    /// One line for a person: path, line and what is wrong.
    package func text(in language: Language) -> String {
        let place =
            line.map { number in
                language == .nb ? "\(path) (linje \(number))" : "\(path) (line \(number))"
            } ?? path
        return place.isEmpty ? message[language] : "\(place): \(message[language])"
    }
}

/// A file that describes no company, with every error at once.
package struct CompanyDocumentError: Error, Hashable, Sendable {
    package let errors: [PathError]
}
