/// Everything that is wrong with a neutral document, each by its path: `order.lines[2].qty`.
package struct InputErrors: Error, Hashable, Sendable {
    package var problems: [RuleErrors.Problem]

    package init(_ problems: [RuleErrors.Problem]) {
        self.problems = problems
    }
}
