import Bookkeeping
import Companies
import Connectors
import Foundation
import Projects

extension Operations {
    func applyCompany(
        _ yaml: String,
        _ environment: [String: String]
    ) async throws -> OperationReply {
        let document: CompanyDocument
        do throws(CompanyDocumentError) {
            document = try CompanyDocument(
                yaml: yaml,
                environment: { environment[$0] },
                validateRules: Self.problems(inRules:)
            )
        } catch {
            let lines = error.errors.map { $0.text(in: .en) }
            throw CommandFailure(
                "the file was not applied; nothing is changed.\n"
                    + lines.map { "  \($0)" }.joined(separator: "\n"),
                exitCode: OperationReply.Exit.wrongConfiguration
            )
        }
        let changes = try await installation.companies.apply(document, actor: Self.actor)
        let retried = try await installation.settingsChanged(of: document.company.id)
        return OperationReply(
            text: summary(of: changes, document: document, retried: retried),
            json: JSONText.object([
                ("company", .text(document.company.id)), ("changed", .flag(!changes.isEmpty)),
                ("retriedEvents", .number(retried)),
                (
                    "webhooks",
                    .json(JSONText.array(webhookAddresses(of: document).map(JSONReply.quoted)))
                ),
            ])
        )
    }

    /// What is wrong in rules, by path.
    static func problems(inRules json: Data) -> [PathError] {
        do throws(RuleErrors) {
            _ = try Rules(json: json)
            let value = try? JSONValue(parsing: json)
            _ = try ProjectSettings(rules: value?["projects"])
            return []
        } catch {
            return error.problems.map { PathError(path: $0.path, message: $0.text) }
        }
    }

    private func summary(
        of changes: AppliedChanges,
        document: CompanyDocument,
        retried: Int
    ) -> String {
        let id = document.company.id
        guard !changes.isEmpty else { return "\(id): nothing to change." }
        var lines = ["\(id): \(changes.isNewCompany ? "added" : "changed")."]
        for (verb, ids) in [
            ("added", changes.addedConnections), ("changed", changes.changedConnections),
            ("removed", changes.removedConnections),
        ] where !ids.isEmpty {
            lines.append("connections \(verb): \(ids.joined(separator: ", "))")
        }
        if let version = changes.rulesVersion { lines.append("rules: version \(version)") }
        if retried > 0 { lines.append("\(retried) failed events are tried again") }
        lines += webhookAddresses(of: document).map { "webhook address: \($0)" }
        return lines.joined(separator: "\n")
    }

    /// Where the company's shops are to send their webhooks.
    private func webhookAddresses(of document: CompanyDocument) -> [String] {
        let address = configuration.publicAddress(port: configuration.port)
        return (document.connections ?? [])
            .filter { AllConnectors.connector(for: $0.service.rawValue) != nil }
            .map { "\(address)/webhooks/\(document.company.id)/\($0.id)" }
    }

    func exportCompany(_ id: String) async throws -> OperationReply {
        let yaml = try await installation.companies.export(id)
        return OperationReply(
            text: yaml.hasSuffix("\n") ? String(yaml.dropLast()) : yaml,
            json: JSONText.object([("yaml", .text(yaml))])
        )
    }

    func listCompanies() async throws -> OperationReply {
        var table = TextTable("COMPANY", "NAME", "CONNECTIONS")
        var items: [String] = []
        for company in try await installation.companies.list() {
            let connections = try await installation.companies.connections(of: company.id)
            table.rows.append([
                company.id, company.name,
                connections.map { $0.id + ($0.isEnabled ? "" : " (off)") }.joined(separator: ", "),
            ])
            items.append(
                JSONText.object([
                    ("id", .text(company.id)), ("name", .text(company.name)),
                    (
                        "connections",
                        .json(
                            JSONText.array(
                                connections.map {
                                    JSONText.object([
                                        ("id", .text($0.id)),
                                        ("service", .text($0.service.rawValue)),
                                        ("enabled", .flag($0.isEnabled)),
                                    ])
                                }
                            )
                        )
                    ),
                ])
            )
        }
        return OperationReply(
            text: items.isEmpty
                ? "There are no companies yet. Add one with: bokbro company apply FILE"
                : table.text,
            json: JSONText.array(items)
        )
    }

    func removeCompany(_ id: String) async throws -> OperationReply {
        try await installation.companies.remove(id, actor: Self.actor)
        try await installation.live.reload()
        return OperationReply(
            text:
                "\(id) is removed: its connections, secrets and tokens are deleted; its events and audit log are kept.",
            json: JSONText.object([("removed", .text(id))])
        )
    }
}
