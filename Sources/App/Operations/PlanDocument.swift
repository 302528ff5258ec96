import Bookkeeping
import Companies
package import Foundation

/// Plans neutral documents for the command line: touches no network and no database.
package enum PlanDocument {
    /// The plan of a document, or the plans of an array of them, as JSON in the neutral schema's `expected` shape.
    ///
    /// `rulesYAML` is a company's file; of it only rules and language count, and no variable need be set. The exit
    /// code is 1 when a document is held: the plan says why. Throws `CommandFailure` with every error by its path.
    package static func plan(
        _ json: Data,
        named name: String,
        rulesYAML: String?,
        language: String?
    ) throws(CommandFailure) -> OperationReply {
        let (rules, companyLanguage) = try companyRules(rulesYAML)
        do throws(InputErrors) {
            let documents = try PlannedDocuments(
                json,
                under: rules,
                in: language.flatMap(Language.init(rawValue:)) ?? companyLanguage
            )
            let text = String(decoding: documents.json, as: UTF8.self)
                .trimmingCharacters(in: .newlines)
            return OperationReply(
                text: text,
                json: text,
                exitCode: documents.isAnyHeld
                    ? OperationReply.Exit.foundSomethingWrong : OperationReply.Exit.done
            )
        } catch {
            throw failure("\(name) cannot be planned.", error.problems)
        }
    }

    private static func companyRules(
        _ yaml: String?
    ) throws(CommandFailure) -> (Rules, Language) {
        guard let yaml else { return (.standard, .nb) }
        let document: CompanyDocument
        do throws(CompanyDocumentError) {
            document = try CompanyDocument(
                yaml: yaml,
                environment: { _ in "unused" },
                validateRules: Operations.problems(inRules:)
            )
        } catch {
            throw CommandFailure(
                "the rules cannot be used; nothing was planned.\n"
                    + error.errors.map { "  \($0.text(in: .en))" }.joined(separator: "\n"),
                exitCode: OperationReply.Exit.wrongConfiguration
            )
        }
        do throws(RuleErrors) {
            let rules = try document.rules.map { json throws(RuleErrors) in try Rules(json: json) }
            return (rules ?? .standard, document.company.language)
        } catch {
            throw failure("the rules cannot be used.", error.problems)
        }
    }

    private static func failure(
        _ what: String,
        _ problems: [RuleErrors.Problem]
    ) -> CommandFailure {
        let lines = problems.map { problem in
            "  \(problem.path.isEmpty ? "the document" : problem.path) \(problem.text.en)"
        }
        return CommandFailure(
            ([what] + lines).joined(separator: "\n"),
            exitCode: OperationReply.Exit.foundSomethingWrong
        )
    }
}
