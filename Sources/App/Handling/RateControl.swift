import Bookkeeping
import Connectors
import Foundation
import Remote
import Synchronization

/// Holds the rates of the ledger against those of Norges Bank.
final class RateControl: Sendable {
    /// Days before the one asked for in which a rate was published, whatever holidays there are.
    private static let reachDays = 10
    /// Answers remembered; beyond, all are forgotten and asked for again.
    private static let limit = 5_000

    private let client: RemoteClient
    private let known = Mutex<[RateQuestion: ExchangeRates]>([:])

    init(client: RemoteClient) {
        self.client = client
    }

    /// What is doubtful about the rates for these questions; nil when nothing is.
    func doubt(
        about rates: ExchangeRates,
        for questions: Set<RateQuestion>
    ) async throws -> Alert? {
        for question in questions.sorted(by: {
            ($0.currency.code, $0.day) < ($1.currency.code, $1.day)
        })
        where question.currency != .nok {
            if let doubt = rates.doubt(about: question, against: try await official(question)) {
                return doubt
            }
        }
        return nil
    }

    /// Asks for the newest rates of the euro; throws when they cannot be had.
    func examine(on day: LocalDate) async throws {
        guard let euro = Currency(code: "EUR") else { return }
        _ = try await NorgesBank.rates(
            of: euro,
            from: day.adding(days: -Self.reachDays) ?? day,
            to: day,
            through: client
        )
    }

    private func official(_ question: RateQuestion) async throws -> ExchangeRates {
        if let rates = known.withLock({ $0[question] }) { return rates }
        let table = try await NorgesBank.rates(
            of: question.currency,
            from: question.day.adding(days: -Self.reachDays) ?? question.day,
            to: question.day,
            through: client
        )
        let rates = ExchangeRates([question.currency.code: table])
        // Nothing published yet is asked for again.
        if !table.isEmpty {
            known.withLock { known in
                if known.count >= Self.limit { known.removeAll() }
                known[question] = rates
            }
        }
        return rates
    }
}
