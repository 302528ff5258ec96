import Bookkeeping
package import Foundation

/// A company's file: the company, its connections, rules and alerts.
///
/// A section that is present is the whole truth of that section; an absent one leaves what is stored as it is.
package struct CompanyDocument: Sendable {
    package let company: Company
    /// nil when the file has no such section.
    package let connections: [Connection]?
    /// Canonical JSON; nil when the file has no such section.
    package let rules: Data?
    /// Canonical JSON; nil when the file has no such section.
    package let alerts: Data?

    /// Only the company, checked before.
    init(company: Company) {
        self.company = company
        connections = nil
        rules = nil
        alerts = nil
    }

    /// Reads YAML, reporting every error at once.
    ///
    /// The text is at most 1 MiB; `environment` gives the value of `${NAME}`; `validateRules` finds what is
    /// wrong in rules given as canonical JSON, with paths that start below `rules`.
    package init(
        yaml: String,
        environment: (String) -> String?,
        validateRules: (Data) -> [PathError]
    ) throws(CompanyDocumentError) {
        let (found, errors) = withoutActuallyEscaping(environment) { environment in
            var reader = DocumentReader(environment: environment)
            let tree = reader.read(yaml)
            return (tree, reader.errors)
        }
        guard let root = found else { throw CompanyDocumentError(errors: errors) }
        var form = DocumentForm(errors: errors)
        form.checkKeys(of: root, path: "", known: ["company", "connections", "rules", "alerts"])
        let company = form.company(root["company"], line: root.line)
        connections = root["connections"].map { form.connections($0) }
        rules = root["rules"].map { tree in
            form.object(tree, path: "rules") { validateRules($0) }
        }
        alerts = root["alerts"].map { tree in
            form.object(tree, path: "alerts") { AlertSettings.problems(in: $0) }
        }
        guard let company, form.errors.isEmpty else {
            throw CompanyDocumentError(
                errors: form.errors.sorted { ($0.line ?? 0, $0.path) < ($1.line ?? 0, $1.path) }
            )
        }
        self.company = company
    }
}
