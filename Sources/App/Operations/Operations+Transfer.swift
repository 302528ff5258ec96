import Bookkeeping
import Companies
import Dashboard
import Foundation
import Outbox

extension Operations {
    /// Writes all of a company into a folder that is new or empty.
    func exportAll(of company: String, to path: String) async throws -> OperationReply {
        let yaml = try await installation.companies.export(company)
        let folder = try ExportFolder(making: path)
        try folder.write(Data(yaml.utf8), to: "company.yaml")
        var counts: [(String, Int)] = []
        for table in try await installation.companies.transferTables() where table != "payload" {
            let file = try folder.lines("\(table).jsonl")
            let count = try await installation.companies.exportRows(of: company, table: table) {
                try file.write($0)
            }
            try file.close()
            counts.append((table, count))
        }
        counts.append(("payload", try await exportPayloads(of: company, into: folder)))
        counts.append(("links", try await exportLinks(of: company, into: folder)))
        try folder.write(Data(Self.explanation.utf8), to: "README.txt")
        try await installation.companies.audit(
            company: company,
            actor: Self.actor,
            action: "company.exported",
            subject: "company/\(company)"
        )
        return OperationReply(
            text: "\(path): "
                + counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
                + ".",
            json: JSONText.object([
                ("path", .text(path)),
                ("rows", .json(JSONText.object(counts.map { ($0.0, .number($0.1)) }))),
            ])
        )
    }

    /// Each payload as the source sent it, and the lines by which it is taken in again.
    private func exportPayloads(of company: String, into folder: ExportFolder) async throws -> Int {
        let file = try folder.lines("payload.jsonl")
        let count = try await installation.companies.exportPayloads(of: company) { event, body in
            let name = "payloads/\(event).bin"
            try folder.write(body, to: name)
            try file.write(#"{"event":\#(event),"file":"\#(name)"}"#)
        }
        try file.close()
        return count
    }

    /// What was booked, for a spreadsheet.
    private func exportLinks(of company: String, into folder: ExportFolder) async throws -> Int {
        let file = try folder.lines("links.csv")
        try file.write("fact,state,kind,number,id,url,at")
        var count = 0
        var cursor: Int64?
        repeat {
            let page = try await installation.companies.links(of: company, after: cursor)
            for link in page {
                let fields = [
                    link.fact, link.state, link.kind ?? "", link.number ?? "", link.id ?? "",
                    link.url ?? "", link.at.map(RFC3339.text) ?? "",
                ]
                try file.write(fields.map(Self.csvField).joined(separator: ","))
            }
            count += page.count
            cursor = page.last?.sequence
        } while cursor != nil
        try file.close()
        return count
    }

    /// A spreadsheet must not take a text for a formula.
    private static func csvField(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }

    /// Makes a company of an exported folder.
    func importAll(
        from path: String,
        _ environment: [String: String]
    ) async throws -> OperationReply {
        let folder = URL(filePath: path)
        let yaml = try String(
            contentsOf: folder.appending(path: "company.yaml"),
            encoding: .utf8
        )
        let id = try Self.companyID(in: yaml, environment)
        guard try await installation.companies.hasEvents(of: id) == false else {
            throw CommandFailure(
                "\(id) has events here already; nothing was imported. Import into an installation without it.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let applied = try await applyCompany(yaml, environment)
        let tables = try await installation.companies.transferTables()
        let counts = try await installation.companies.importRows(
            of: id,
            tables: tables,
            lines: { table in try ExportFolder.rows(of: table, in: folder) },
            actor: Self.actor
        )
        _ = try await installation.settingsChanged(of: id)
        let rows = counts.sorted { $0.key < $1.key }
        return OperationReply(
            text: applied.text + "\nimported: "
                + rows.map { "\($0.value) \($0.key)" }.joined(separator: ", "),
            json: JSONText.object([
                ("company", .text(id)),
                ("rows", .json(JSONText.object(rows.map { ($0.key, .number($0.value)) }))),
            ])
        )
    }

    private static func companyID(
        in yaml: String,
        _ environment: [String: String]
    ) throws -> String {
        do throws(CompanyDocumentError) {
            return try CompanyDocument(
                yaml: yaml,
                environment: { environment[$0] },
                validateRules: Self.problems(inRules:)
            ).company.id
        } catch {
            throw CommandFailure(
                "the folder's company.yaml cannot be applied; nothing was imported.\n"
                    + error.errors.map { "  \($0.text(in: .en))" }.joined(separator: "\n"),
                exitCode: OperationReply.Exit.wrongConfiguration
            )
        }
    }

    private static let explanation = """
        Everything that bokbro held about this company, without secrets.

        company.yaml   the company with its connections and rules; secrets stand as ${NAME}
        event.jsonl    what arrived, and what came of it; times are milliseconds since 1970, UTC
        attempt.jsonl  each try at an event, with its calls to other services
        effect.jsonl   what was made in Tripletex and Slack, by the business fact it stands for
        links.csv      the same for a spreadsheet
        payloads/      what the sources sent, byte for byte; payload.jsonl says which event it is
        rules.jsonl    every version of the rules, with author and reason
        auditEntry.jsonl  who did what, as a hash chain over all companies of the installation
        alert.jsonl    what was wrong, and until when

        To go on elsewhere with bokbro: bokbro company import FOLDER

        """
}
