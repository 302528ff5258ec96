import Bookkeeping
import Dashboard
import Destinations
import Foundation

extension LiveCompany {
    /// What the company's rules need of its Tripletex.
    var needs: LedgerNeeds {
        let rules = sources.values.map(\.bookkeeper.rules)
        return LedgerNeeds(
            rules.first ?? .standard,
            usesProjects: sources.values.contains { $0.projects != nil }
        )
    }

    /// What an account is for, as a chart of accounts names it.
    func accountName(_ account: AccountNumber) -> String {
        let rules = sources.values.first?.bookkeeper.rules ?? .standard
        if let role = AccountNames.roles.first(where: { rules.account($0.role) == account }) {
            return role.name
        }
        if let sale = AccountNames.sales.first(where: {
            rules.salesAccounts[VATCode($0.code)] == account
        }) {
            return "Salg: \(sale.name)"
        }
        let methods = rules.methodAccounts.filter { $0.value == account }.keys.sorted()
        return methods.isEmpty ? "Konto \(account)" : "Oppgjør \(methods.joined(separator: ", "))"
    }
}

extension Installation {
    /// The doctor's findings as the dashboard shows them.
    func diagnose(
        _ company: String,
        _ configuration: Configuration
    ) async throws -> CompanyDiagnosis {
        let doctor = Doctor(installation: self, configuration: configuration, now: { Date() })
        let found = try await doctor.examine(company: company)
        guard let live = live.company(company) else {
            return CompanyDiagnosis(findings: [], missingAccounts: [])
        }
        return CompanyDiagnosis(
            findings: found.filter { $0.weight != .note }.map { diagnosis in
                .init(
                    place: diagnosis.place,
                    finding: Finding(
                        code: diagnosis.code,
                        blocking: diagnosis.weight == .error,
                        message: diagnosis.message,
                        remedy: diagnosis.remedy
                    )
                )
            },
            missingAccounts: await missingAccounts(of: live).map(\.value)
        )
    }

    /// None where Tripletex cannot be asked: that is a finding of its own.
    private func missingAccounts(of company: LiveCompany) async -> [AccountNumber] {
        (try? await company.ledger?.books.missingAccounts(company.needs)) ?? []
    }

    /// Makes what the rules name and Tripletex lacks, one after the other; those that were made.
    func makeMissingAccounts(of company: String) async throws -> [Int] {
        guard let live = live.company(company), let books = live.ledger?.books else { return [] }
        do {
            let missing = try await books.missingAccounts(live.needs)
            for account in missing {
                try await books.makeAccount(account, named: live.accountName(account))
            }
            return missing.map(\.value)
        } catch let failure as LedgerFailure {
            throw WorkRefusal(
                .unavailable,
                code: failure.cause,
                message: failure.message,
                remedy: failure.remedy
            )
        }
    }
}
