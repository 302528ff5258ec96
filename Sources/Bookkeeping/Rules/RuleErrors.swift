/// Everything that is wrong with a company's rules.
package struct RuleErrors: Error, Hashable, Sendable {
    package struct Problem: Hashable, Sendable {
        /// The place, such as `payments.Vipps.account`.
        package var path: String
        package var text: LocalizedText

        package init(path: String, text: LocalizedText) {
            self.path = path
            self.text = text
        }
    }

    package var problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }
}
