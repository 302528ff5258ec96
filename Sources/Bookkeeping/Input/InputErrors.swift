/// Everything that is wrong with a neutral document, each by its path: `order.lines[2].qty`.
package struct InputErrors: Error, Hashable, Sendable {
    package var problems: [RuleErrors.Problem]

    package init(_ problems: [RuleErrors.Problem]) {
        self.problems = problems
    }

    init(_ path: String, nb: String, en: String) {
        problems = [.init(path: path, text: .init(nb: nb, en: en))]
    }

    /// One line for each problem: the path and what is wrong there.
    package func lines(_ language: Language) -> [String] {
        let whole = LocalizedText(nb: "filen", en: "the file")
        return problems.map { problem in
            let place = problem.path.isEmpty ? whole[language] : problem.path
            return "\(place) \(problem.text[language])"
        }
    }
}
