import Foundation

/// What is wrong with the configuration: every problem at once, each with its key and the way to mend it.
package struct ConfigurationError: LocalizedError, Hashable, Sendable {
    package struct Problem: Hashable, Sendable {
        package var key: String
        package var problem: String
    }

    package var problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    package var errorDescription: String? {
        problems.map { "\($0.key): \($0.problem)." }.joined(separator: " ")
    }
}
