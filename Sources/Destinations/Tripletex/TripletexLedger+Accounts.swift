package import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// The accounts that are needed and that the company's chart lacks; asked for anew.
    package func missingAccounts(_ needs: LedgerNeeds) async throws -> [AccountNumber] {
        var missing: [AccountNumber] = []
        for account in needs.accounts.union(needs.paymentAccounts).sorted() {
            await lookups.forgetAccount(account.value)
            do {
                _ = try await lookups.account(account.value, through: calls)
            } catch let failure as LedgerFailure where failure.cause == "COMPANY_NOT_READY" {
                missing.append(account)
            }
        }
        return missing
    }

    /// Makes an account unless it is there: after an answer that was lost it is looked up first.
    ///
    /// Tripletex gives it the code and type that belong to its number. Throws ``LedgerFailure``.
    package func makeAccount(_ account: AccountNumber, named name: String) async throws {
        await lookups.forgetAccount(account.value)
        do {
            _ = try await lookups.account(account.value, through: calls)
            return
        } catch let failure as LedgerFailure where failure.cause == "COMPANY_NOT_READY" {
            await lookups.forgetAccount(account.value)
        }
        _ = try await calls.send(
            RemoteRequest<TripletexValue<TripletexReference>>(
                method: .post,
                path: "/ledger/account",
                body: try JSONEncoder().encode(
                    NewAccount(number: account.value, name: name)
                )
            )
        )
    }

    private struct NewAccount: Encodable {
        var number: Int
        var name: String
    }
}
