package import Foundation

/// The plans of neutral documents as JSON text: what `bokbro plan FILE` prints.
///
/// A file holds a document of the neutral schema (a worked case's `input`), a whole case with its `input`, or an
/// array of either, which gives an array. Each result has the schema's `expected` shape with an `explanation` beside
/// it, a sentence for each alert and each posting.
package struct PlannedDocuments: Hashable, Sendable {
    /// Documents in one file; more is refused.
    package static let maximumCount = 100_000

    package let plans: [Plan]
    /// UTF-8, ending with a line break.
    package let json: Data

    /// Whether a document is held: a person must act before it is booked.
    package var isAnyHeld: Bool { plans.contains { $0.status == .held } }

    /// Plans the documents of a file under a company's rules.
    ///
    /// Settings and rates that a document brings go before the company's. The explanation is a list of texts in the
    /// language, or without one a list of objects with both (`nb`, `en`) and the place of the posting. Throws every
    /// error of the file by its path: `[3].order.lines[0].qty`.
    package init(
        _ file: Data,
        under rules: Rules = .standard,
        in language: Language? = nil
    ) throws(InputErrors) {
        switch try Self.parse(file) {
        case .array(let items):
            guard items.count <= Self.maximumCount else {
                throw InputErrors(
                    "",
                    nb: "har for mange dokumenter (flere enn \(Self.maximumCount))",
                    en: "has too many documents (more than \(Self.maximumCount))"
                )
            }
            plans = try Self.plans(items, rules)
            json = Self.text(.array(plans.map { $0.json(in: language) }))
        case let value:
            let plan = try Self.input(value, at: "", rules).plan
            plans = [plan]
            json = Self.text(plan.json(in: language))
        }
    }

    private static func parse(_ file: Data) throws(InputErrors) -> JSONValue {
        do throws(JSONParser.Failure) {
            return try JSONParser.parse(file)
        } catch {
            throw InputErrors(
                "",
                nb: "er ikke JSON (ved byte \(error.offset))",
                en: "is no JSON (at byte \(error.offset))"
            )
        }
    }

    /// All or none: the errors of every document are gathered first.
    private static func plans(_ items: [JSONValue], _ rules: Rules) throws(InputErrors) -> [Plan] {
        var inputs: [CaseInput] = []
        var problems: [RuleErrors.Problem] = []
        for (index, item) in items.enumerated() {
            do throws(InputErrors) {
                inputs.append(try input(item, at: "[\(index)]", rules))
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw InputErrors(problems) }
        return inputs.map(\.plan)
    }

    private static func input(
        _ value: JSONValue,
        at path: String,
        _ rules: Rules
    ) throws(InputErrors) -> CaseInput {
        if let input = value["input"], value["kind"] == nil {
            return try CaseInput(input, at: FieldReader.path(path, "input"), rules: rules)
        }
        return try CaseInput(value, at: path, rules: rules)
    }

    private static func text(_ value: JSONValue) -> Data { Data((value.description + "\n").utf8) }
}
