import Bookkeeping
import Dashboard
import Destinations
import Foundation
import Synchronization

/// What can be chosen in each company's Tripletex, asked for and believed for a short while.
final class LedgerOffers: Sendable {
    /// People who make an account in Tripletex want to see it here soon.
    static let seconds: TimeInterval = 60

    private let now: @Sendable () -> Date
    private let kept = Mutex<[String: (choices: LedgerChoices, askedAt: Date)]>([:])

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// Throws a `WorkRefusal` that says why Tripletex cannot be asked.
    func choices(of company: LiveCompany?) async throws -> LedgerChoices {
        guard let company, let ledger = company.ledger?.books else { throw WorkRefusal.noLedger }
        let time = now()
        if let known = kept.withLock({ $0[company.id] }),
            time.timeIntervalSince(known.askedAt) < Self.seconds
        {
            return known.choices
        }
        let choices: LedgerChoices
        do {
            choices = LedgerChoices(
                try await ledger.offer(on: LocalDate(time, in: company.timeZone))
            )
        } catch let failure as LedgerFailure {
            throw WorkRefusal(failure)
        }
        kept.withLock { $0[company.id] = (choices, time) }
        return choices
    }

    /// Forgets what is known of a company whose connection may have changed.
    func forget(_ company: String) {
        kept.withLock { $0[company] = nil }
    }
}

extension LedgerChoices {
    fileprivate init(_ offer: LedgerOffer) {
        self.init(
            accounts: offer.accounts.map { Account(number: $0.number, name: $0.name) },
            vatTypes: offer.vatTypes.map {
                VATType(number: $0.number, name: $0.name, percentage: $0.percentage)
            },
            paymentTypes: offer.paymentTypes.map {
                PaymentType(id: Int64($0.id), description: $0.description)
            },
            employees: offer.employees.map { Employee(id: Int64($0.id), name: $0.name) }
        )
    }
}

extension WorkRefusal {
    fileprivate init(_ failure: LedgerFailure) {
        self.init(
            .unavailable,
            code: failure.cause,
            message: failure.message,
            remedy: failure.remedy
        )
    }

    fileprivate static let noLedger = WorkRefusal(
        .conflict,
        code: "COMPANY_NOT_READY",
        message: LocalizedText(
            nb: "Tripletex er ikke koblet til.",
            en: "Tripletex is not connected."
        ),
        remedy: LocalizedText(
            nb: "Koble til Tripletex under Koblinger.",
            en: "Connect Tripletex under Connections."
        )
    )
}
