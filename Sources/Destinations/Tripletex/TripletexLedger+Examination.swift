import Bookkeeping
import Foundation
import Remote

extension TripletexLedger {
    /// Says what Tripletex will refuse, before the first order finds out; empty when all is well.
    ///
    /// Source: the reference's preconditions on a company.
    package func examine(_ needs: LedgerNeeds) async -> [LedgerFinding] {
        let company: Int
        do {
            company = try await calls.send(
                RemoteRequest<TripletexValue<TripletexWhoAmI>>(
                    path: "/token/session/>whoAmI",
                    query: [("fields", "companyId,employeeId")]
                )
            ).value.companyId
        } catch let failure as LedgerFailure {
            // Nothing else can be asked without a session.
            return [LedgerFinding(failure, code: "SESSION")]
        } catch {
            return [.unreadable("SESSION", error)]
        }
        var findings: [LedgerFinding] = []
        findings += await look("BANK_ACCOUNT") { try await bankAccount() }
        findings += await look("VAT") { try await vatCodes(needs) }
        findings += await look("ACCOUNTS") { try await accounts(needs) }
        findings += await look("PAYMENT_TYPES") { try await paymentTypes(needs) }
        findings += await look("CURRENCIES") { try await currencies(needs) }
        findings += await look("RIGHTS") { try await rights() }
        findings += await look("CLOSED_PERIOD") { try await closedPeriods(needs) }
        if needs.makesInvoices {
            findings += await look("EHF_SENDER") { try await ehfSender(company) }
            findings += await look("EHF_NOT_DELIVERED") { try await undeliveredEHF(needs) }
        }
        if needs.usesProjects {
            findings += await look("PROJECT_MANAGER") { try await projectManagers() }
        }
        return findings
    }

    private func look(
        _ code: String,
        _ body: () async throws -> [LedgerFinding]
    ) async -> [LedgerFinding] {
        do {
            return try await body()
        } catch let failure as LedgerFailure {
            return [LedgerFinding(failure, code: code)]
        } catch {
            return [.unreadable(code, error)]
        }
    }

    private func bankAccount() async throws -> [LedgerFinding] {
        let found = try await calls.send(
            RemoteRequest<TripletexList<TripletexBankAccount>>(
                path: "/ledger/account",
                query: [
                    ("isBankAccount", "true"),
                    ("fields", "number,isInvoiceAccount,isBankAccount,bankAccountNumber"),
                    ("count", "1000"),
                ]
            )
        ).values
        let isReady = found.contains {
            $0.isBankAccount == true && $0.bankAccountNumber.map { !$0.isEmpty } ?? false
        }
        return isReady ? [] : [.bankAccount]
    }

    private func vatCodes(_ needs: LedgerNeeds) async throws -> [LedgerFinding] {
        let status = try await calls.send(
            RemoteRequest<TripletexValue<TripletexVATSettings>>(
                path: "/ledger/vatSettings",
                query: [("fields", "vatRegistrationStatus")]
            )
        ).value.vatRegistrationStatus
        let taxed = needs.vatCodes.contains { $0.number != "6" }
        if taxed, status == "VAT_NOT_REGISTERED" { return [.notRegistered] }
        var findings: [LedgerFinding] = []
        for code in needs.vatCodes.sorted() {
            do {
                _ = try await lookups.vatType(code, through: calls)
            } catch let failure as LedgerFailure where failure.cause == "COMPANY_NOT_READY" {
                findings.append(
                    LedgerFinding(failure, code: "VAT_CODE_\(code)", weight: .warning)
                )
            }
        }
        return findings
    }

    private func accounts(_ needs: LedgerNeeds) async throws -> [LedgerFinding] {
        var findings: [LedgerFinding] = []
        for account in needs.accounts.union(needs.paymentAccounts).sorted() {
            do {
                _ = try await lookups.account(account.value, through: calls)
            } catch let failure as LedgerFailure where failure.cause == "COMPANY_NOT_READY" {
                findings.append(
                    LedgerFinding(failure, code: "ACCOUNT_\(account)", weight: .warning)
                )
            }
        }
        return findings
    }

    private func paymentTypes(_ needs: LedgerNeeds) async throws -> [LedgerFinding] {
        var findings: [LedgerFinding] = []
        let someDay = LocalDate(year: 2_026, month: 1, day: 1)
        for account in needs.paymentAccounts.sorted() {
            guard let someDay else { continue }
            let entry = PaymentEntry(
                id: "",
                method: "\(account)",
                account: account,
                amount: .zero,
                amountNOK: .zero,
                date: someDay
            )
            if try await lookups.paymentType(for: entry, through: calls) == nil {
                findings.append(
                    LedgerFinding(
                        .missingPaymentType(entry),
                        code: "PAYMENT_TYPE_\(account)",
                        weight: .warning
                    )
                )
            }
        }
        return findings
    }

    private func currencies(_ needs: LedgerNeeds) async throws -> [LedgerFinding] {
        var findings: [LedgerFinding] = []
        for currency in needs.currencies.sorted(by: { $0.code < $1.code }) {
            do {
                _ = try await lookups.currency(currency.code, through: calls)
            } catch let failure as LedgerFailure where failure.cause == "COMPANY_NOT_READY" {
                findings.append(
                    LedgerFinding(failure, code: "CURRENCY_\(currency.code)", weight: .warning)
                )
            }
        }
        return findings
    }

    /// What booking reads and writes must at least be readable with this token.
    private func rights() async throws -> [LedgerFinding] {
        var findings: [LedgerFinding] = []
        let day = (from: "2000-01-01", to: "2000-01-02")
        let probes: [(path: String, query: [(String, String)])] = [
            ("/customer", [("count", "1"), ("fields", "id")]),
            (
                "/order",
                [
                    ("orderDateFrom", day.from), ("orderDateTo", day.to), ("count", "1"),
                    ("fields", "id"),
                ]
            ),
            (
                "/invoice",
                [
                    ("invoiceDateFrom", day.from), ("invoiceDateTo", day.to), ("count", "1"),
                    ("fields", "id"),
                ]
            ),
            (
                "/ledger/voucher",
                [("dateFrom", day.from), ("dateTo", day.to), ("count", "1"), ("fields", "id")]
            ),
        ]
        for probe in probes {
            do {
                _ = try await calls.send(
                    RemoteRequest<TripletexIgnored>(path: probe.path, query: probe.query)
                )
            } catch let failure as LedgerFailure where failure.cause == "MISSING_RIGHT" {
                findings.append(LedgerFinding(failure, code: "RIGHT_\(probe.path)"))
            }
        }
        return findings
    }

    private func projectManagers() async throws -> [LedgerFinding] {
        let found = try await calls.send(
            RemoteRequest<TripletexList<TripletexReference>>(
                path: "/employee",
                query: [
                    ("assignableProjectManagers", "true"), ("count", "1"), ("fields", "id"),
                ]
            )
        ).values
        return found.isEmpty ? [.noProjectManager] : []
    }
}

struct TripletexWhoAmI: Decodable, Sendable {
    var companyId: Int
}

struct TripletexVATSettings: Decodable, Sendable {
    var vatRegistrationStatus: String?
}

struct TripletexBankAccount: Decodable, Sendable {
    var number: Int
    var isBankAccount: Bool?
    var bankAccountNumber: String?
}

extension LedgerFinding {
    fileprivate static let bankAccount = LedgerFinding(
        code: "BANK_ACCOUNT",
        weight: .error,
        message: .init(
            nb: "Ingen bankkonto i Tripletex har kontonummer: fakturaer kan ikke opprettes.",
            en: "No bank account in Tripletex has its number: invoices cannot be made."
        ),
        remedy: .init(
            nb: "Registrer bankkontonummeret på konto 1920 (Regnskap › Kontoplan).",
            en: "Register the bank account number on account 1920 (Accounting › Chart of accounts)."
        )
    )

    fileprivate static let notRegistered = LedgerFinding(
        code: "VAT_NOT_REGISTERED",
        weight: .error,
        message: .init(
            nb: "Selskapet er ikke mva-registrert i Tripletex, men reglene bruker mva-koder.",
            en: "The company is not VAT registered in Tripletex, but its rules use VAT codes."
        ),
        remedy: .init(
            nb:
                "Registrer selskapet i Tripletex (Regnskap › Innstillinger › Mva), eller sett rules.settings.sellerVatRegistered til false.",
            en:
                "Register the company in Tripletex (Accounting › Settings › VAT), or set rules.settings.sellerVatRegistered to false."
        )
    )

    fileprivate static let noProjectManager = LedgerFinding(
        code: "PROJECT_MANAGER",
        weight: .error,
        message: .init(
            nb: "Ingen ansatt i Tripletex kan være prosjektleder: prosjekter kan ikke opprettes.",
            en: "No employee in Tripletex may be project manager: projects cannot be made."
        ),
        remedy: .init(
            nb: "Gi en ansatt rett til å være prosjektleder i Tripletex.",
            en: "Give an employee the right to be project manager in Tripletex."
        )
    )

    fileprivate static func unreadable(_ code: String, _ error: any Error) -> LedgerFinding {
        LedgerFinding(
            code: code,
            weight: .error,
            message: .init(
                nb: "Kunne ikke undersøkes: \(error.localizedDescription)",
                en: "Could not be examined: \(error.localizedDescription)"
            ),
            remedy: .init(nb: "Prøv igjen om litt.", en: "Try again in a while.")
        )
    }
}
