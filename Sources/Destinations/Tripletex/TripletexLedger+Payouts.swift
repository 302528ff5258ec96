package import Bookkeeping
import Foundation
import Remote

extension TripletexLedger {
    /// The account on which Tripletex books payments of this type; a payout takes them from there.
    package func account(ofPaymentType description: String) async throws -> AccountNumber {
        let number = try await lookups.debitAccount(ofPaymentType: description, through: calls)
        guard let account = number.flatMap({ AccountNumber($0) }) else {
            throw LedgerFailure.noPaymentType(description)
        }
        return account
    }

    /// The customer on whose ledger a provider's debt stands; made by a person, or by Tripletex's own set-up.
    package func settlementCustomer(_ name: String) async throws -> Int {
        let found = try await calls.send(
            RemoteRequest<TripletexList<TripletexNamedCustomer>>(
                path: "/customer",
                query: [("customerName", name), ("fields", "id,name"), ("count", "1000")]
            )
        ).values.filter { $0.name?.lowercased() == name.lowercased() }
        guard let customer = found.min(by: { $0.id < $1.id }) else {
            throw LedgerFailure.noSettlementCustomer(name)
        }
        return customer.id
    }

    /// What an amount in a foreign currency stands at in NOK on an account; nil when nothing stands there.
    ///
    /// The share of all that has come and gone in that currency before the day: the account goes to zero in NOK
    /// when it does in the currency.
    package func bookValue(
        of amount: Amount,
        _ currency: Currency,
        on account: AccountNumber,
        before day: LocalDate
    ) async throws -> Amount? {
        guard let first = day.adding(days: -Self.bookValueDays), let end = day.adding(days: 1)
        else { return nil }
        let size = CustomerDirectory.pageSize
        var (inCurrency, nok) = (Amount.zero, Amount.zero)
        for page in 0..<(CustomerDirectory.rowLimit / size) {
            let postings = try await calls.send(
                RemoteRequest<TripletexList<TripletexValuedPosting>>(
                    path: "/ledger/posting",
                    query: [
                        ("dateFrom", first.description), ("dateTo", end.description),
                        ("accountNumberFrom", "\(account)"), ("accountNumberTo", "\(account)"),
                        ("fields", TripletexValuedPosting.fields), ("count", "\(size)"),
                        ("from", "\(page * size)"),
                    ]
                )
            ).values
            for posting in postings
            where posting.account.number == account.value
                && posting.currency?.code == currency.code
            {
                inCurrency += Amount(posting.amountGrossCurrency, in: currency) ?? .zero
                nok += Amount(posting.amountGross, in: .nok) ?? .zero
            }
            if postings.count < size { break }
        }
        guard !inCurrency.isZero else { return nil }
        return nok.share(amount, of: inCurrency)
    }

    /// Settlements are at most monthly; what is older than a year is the accountant's.
    private static let bookValueDays = 366
}

struct TripletexNamedCustomer: Decodable, Sendable {
    var id: Int
    var name: String?
}

/// A posting with its value in both currencies.
struct TripletexValuedPosting: Decodable, Sendable {
    struct Account: Decodable, Sendable {
        var number: Int
    }

    struct Code: Decodable, Sendable {
        var code: String?
    }

    var account: Account
    var amountGross: Decimal
    var amountGrossCurrency: Decimal
    var currency: Code?

    static let fields = "account(number),amountGross,amountGrossCurrency,currency(code)"
}

extension LedgerFailure {
    fileprivate static func noPaymentType(_ description: String) -> LedgerFailure {
        .init(
            cause: "MISSING_ACCOUNT_MAPPING",
            message: .init(
                nb: "Tripletex har ingen betalingstype som heter «\(description)».",
                en: "Tripletex has no payment type called “\(description)”."
            ),
            remedy: .init(
                nb:
                    "Lag den i Tripletex (Faktura › Innstillinger › Betalingstyper), og kjør hendelsen på nytt. Eller velg en konto under Regler › Betalingsmåter (i filen: rules.payments); da prøves den igjen av seg selv.",
                en:
                    "Make it in Tripletex (Invoice › Settings › Payment types), then replay the event. Or choose an account under Rules › Payment methods (in the file: rules.payments); it is then tried again by itself."
            )
        )
    }

    fileprivate static func noSettlementCustomer(_ name: String) -> LedgerFailure {
        .init(
            cause: "COMPANY_NOT_READY",
            message: .init(
                nb: "Tripletex har ingen kunde som heter «\(name)».",
                en: "Tripletex has no customer called “\(name)”."
            ),
            remedy: .init(
                nb:
                    "Lag oppgjørskunden «\(name)» i Tripletex, eller sett rules.settings.clearingStyle til account, og kjør hendelsen på nytt.",
                en:
                    "Make the settlement customer “\(name)” in Tripletex, or set rules.settings.clearingStyle to account, then replay the event."
            )
        )
    }
}
