import Bookkeeping
import Companies
import Foundation
import Outbox

/// Performs what the command line asks for on an installation that this process owns.
struct Operations: Sendable {
    /// Who acts, as the audit log names whoever has access to the server itself.
    static let actor = "cli"

    let installation: Installation
    let configuration: Configuration
    let now: @Sendable () -> Date

    /// The answer as it goes through the control socket; nothing is thrown.
    func answer(_ operation: ControlOperation) async -> ControlAnswer {
        do {
            return .reply(try await perform(operation))
        } catch let failure as CommandFailure {
            return .failure(message: failure.message, exitCode: failure.exitCode)
        } catch let error as CompanyError {
            return .failure(
                message: "\(error.message.en) \(error.remedy.en)",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        } catch {
            let remedy = (error as? any LocalizedError)?.recoverySuggestion
            return .failure(
                message: [error.localizedDescription, remedy].compactMap { $0 }
                    .joined(separator: " "),
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
    }

    private func perform(_ operation: ControlOperation) async throws -> OperationReply {
        switch operation {
        case .applyCompany(let yaml, let environment):
            try await applyCompany(yaml, environment)
        case .exportCompany(let id): try await exportCompany(id)
        case .listCompanies: try await listCompanies()
        case .removeCompany(let id): try await removeCompany(id)
        case .listEvents(let query, let limit, let after):
            try await listEvents(query, limit: limit, after: after)
        case .showEvent(let id): try await showEvent(id)
        case .replayEvents(let ids, let isDryRun):
            try await replayEvents(ids, isDryRun: isDryRun)
        case .replayMatching(let query, let isDryRun):
            try await replayMatching(query, isDryRun: isDryRun)
        case .showReplay(let id): try await showReplay(id)
        case .addUser(let email, let role, let companies):
            try await addUser(email, role: role, companies: companies)
        case .listUsers: try await listUsers()
        case .disableUser(let email): try await disableUser(email)
        case .resetUser(let email): try await resetUser(email)
        case .createToken(let company, let role, let name):
            try await createToken(company: company, role: role, name: name)
        case .listTokens: try await listTokens()
        case .revokeToken(let id): try await revokeToken(id)
        case .verifyAudit(let company): try await verifyAudit(company: company)
        case .backup(let path): try backup(to: path)
        case .rotateKey(let key): try await rotateKey(to: key)
        case .doctor(let company): try await doctor(company: company)
        case .exportAll(let company, let path): try await exportAll(of: company, to: path)
        case .importAll(let path, let environment):
            try await importAll(from: path, environment)
        case .beginBackfill(let company, let connection, let request):
            try await beginBackfill(company: company, connection: connection, request)
        case .showBackfill(let id): try await showBackfill(id)
        case .stopBackfill(let id): try await stopBackfill(id)
        case .importPayouts(let company, let provider, let file, let isDryRun):
            try await importPayouts(company, provider: provider, file, isDryRun: isDryRun)
        case .fetchPayouts(let company, let connection, let from, let to):
            try await fetchPayouts(company, connection: connection, from: from, to: to)
        case .listUnreachable(let company): try await listUnreachable(company)
        case .listPayouts(let company, let limit): try await listPayouts(company, limit: limit)
        case .beginReconciliation(let company, let period):
            try await beginReconciliation(company: company, period: period)
        case .showReconciliation(let id, let format):
            try await showReconciliation(id, format: format)
        case .stopReconciliation(let id): try await stopReconciliation(id)
        }
    }

    private func backup(to path: String) throws -> OperationReply {
        try installation.store.backUp(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let size = attributes[.size] as? Int ?? 0
        return OperationReply(
            text: "\(path): \(size) bytes. It opens only with the same master key.",
            json: JSONText.object([("path", .text(path)), ("bytes", .number(size))])
        )
    }

    private func verifyAudit(company: String?) async throws -> OperationReply {
        var own: Int?
        if let company {
            guard try await installation.companies.company(company) != nil else {
                throw CompanyError.unknownCompany(company)
            }
            own = try await installation.companies.auditCount(of: company)
        }
        switch try await installation.companies.verifyAudit() {
        case .intact(let entries):
            let count = own.map { ", \($0) of them about \(company ?? "")" } ?? ""
            return OperationReply(
                text: "The audit log is intact: \(entries) entries\(count).",
                json: JSONText.object(
                    [("intact", .flag(true)), ("entries", .number(Int(entries)))]
                        + (own.map { [("companyEntries", .number($0))] } ?? [])
                )
            )
        case .broken(let entry):
            return OperationReply(
                text:
                    "The audit log is broken at entry \(entry): it was altered, removed or moved. Compare with a backup.",
                json: JSONText.object([("intact", .flag(false)), ("brokenAt", .number(Int(entry)))]
                ),
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
    }
}
