package import Bookkeeping
import Foundation
import Remote

/// What people can choose from in a company's Tripletex today.
package struct LedgerOffer: Hashable, Sendable {
    package struct Account: Hashable, Sendable {
        package var number: Int
        package var name: String
    }

    package struct VATType: Hashable, Sendable {
        package var number: String
        package var name: String
        /// As `25` or `11.11`.
        package var percentage: String
    }

    package struct PaymentType: Hashable, Sendable {
        package var id: Int
        package var description: String
    }

    package struct Employee: Hashable, Sendable {
        package var id: Int
        package var name: String
    }

    /// By number.
    package var accounts: [Account] = []
    /// Those that sales may have on the day.
    package var vatTypes: [VATType] = []
    package var paymentTypes: [PaymentType] = []
    package var employees: [Employee] = []
}

extension TripletexLedger {
    /// The company's accounts, VAT types for sales, payment types and employees, as they are now.
    package func offer(on day: LocalDate) async throws -> LedgerOffer {
        var offer = LedgerOffer()
        let accounts: [TripletexOffered.Account] = try await pages(
            "/ledger/account",
            [("isInactive", "false"), ("fields", "number,name")]
        )
        offer.accounts =
            accounts
            .map { .init(number: $0.number, name: $0.name ?? "") }
            .sorted { $0.number < $1.number }
        let types: [TripletexOffered.VATType] = try await pages(
            "/ledger/vatType",
            [
                ("typeOfVat", "OUTGOING"), ("vatDate", day.description),
                ("fields", "number,name,percentage"),
            ]
        )
        offer.vatTypes = types.map {
            .init(
                number: $0.number,
                name: $0.name ?? "",
                percentage: $0.percentage?.description ?? ""
            )
        }.sorted { VATCode($0.number) < VATCode($1.number) }
        let payments: [TripletexOffered.PaymentType] = try await pages(
            "/invoice/paymentType",
            [("fields", "id,description")]
        )
        offer.paymentTypes = payments.map { .init(id: $0.id, description: $0.description) }
            .sorted { ($0.description, $0.id) < ($1.description, $1.id) }
        offer.employees = try await employees()
        return offer
    }

    /// The names of all accounts, by number.
    package func accountNames() async throws -> [Int: String] {
        let accounts: [TripletexOffered.Account] = try await pages(
            "/ledger/account",
            [("fields", "number,name")]
        )
        return Dictionary(accounts.map { ($0.number, $0.name ?? "") }) { first, _ in first }
    }

    /// Where people look at a voucher.
    package func webAddress(ofVoucher id: String) -> String {
        "\(webAddress)/execute/voucher?voucherId=\(id)"
    }

    /// Empty where the token may not see employees: only projects need them.
    private func employees() async throws -> [LedgerOffer.Employee] {
        do {
            let found: [TripletexOffered.Employee] = try await pages(
                "/employee",
                [("fields", "id,firstName,lastName")]
            )
            return found.map { employee in
                let name = [employee.firstName, employee.lastName].compactMap { $0 }
                return .init(id: employee.id, name: name.joined(separator: " "))
            }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        } catch let failure as LedgerFailure where failure.cause == "MISSING_RIGHT" {
            return []
        }
    }
}

/// Things that can be chosen, as Tripletex lists them.
enum TripletexOffered {
    struct Account: Decodable, Sendable {
        var number: Int
        var name: String?
    }

    struct VATType: Decodable, Sendable {
        var number: String
        var name: String?
        var percentage: Decimal?
    }

    struct PaymentType: Decodable, Sendable {
        var id: Int
        var description: String
    }

    struct Employee: Decodable, Sendable {
        var id: Int
        var firstName: String?
        var lastName: String?
    }
}
