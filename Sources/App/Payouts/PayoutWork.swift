import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox

/// Books a payout, once, and says which of its items nobody knows.
struct PayoutWork: Sendable {
    /// Unmatched items that the explanation names; the rest is counted.
    static let listedItems = 200

    let company: LiveCompany
    let event: ClaimedEvent
    let ledger: TripletexLedger?
    let outbox: Outbox
    let journal: OutboxJournal
    let today: LocalDate
    /// Told the codes of what is worth knowing about a payout that was booked.
    var onRemarks: (@Sendable ([String]) async -> Void)?

    private var language: Language { company.language }

    func verdict() async throws -> Verdict {
        let delivery = try await outbox.deliveries(
            company: event.company,
            connection: event.connection,
            subject: event.subject,
            limit: 1
        ).first
        guard let delivery, let settled = try? SettledPayout(payload: delivery.body) else {
            return .failed(.payoutForgotten(event.subject, language))
        }
        return try await verdict(on: settled)
    }

    private func verdict(on settled: SettledPayout) async throws -> Verdict {
        let rules = company.sources[event.connection]?.bookkeeper.rules ?? company.rules
        if let from = rules.settings.fromDate, settled.payout.date < from {
            return verdict(of: Bookkeeper(rules: rules).plan(settled.payout))
        }
        guard let ledger else { return .failed(.noLedger(language)) }
        let clearing = try rules.clearing(of: settled.payout.method)
        var (own, account) = (rules, clearing.account)
        if let type = clearing.paymentType {
            account = try await ledger.account(ofPaymentType: type)
            own = rules.clearing(settled.payout.method, on: account)
        }
        var payout = settled.payout
        var rates = ExchangeRates.none
        if payout.currency != .nok {
            rates = try await ledger.rates(Bookkeeper(rules: own).ratesNeeded(for: payout))
            if payout.clearingNOK == nil {
                payout.clearingNOK = try await ledger.bookValue(
                    of: payout.items.map(\.amount).total,
                    payout.currency,
                    on: account,
                    before: payout.date
                )
            }
        }
        let plan = Bookkeeper(rules: own, rates: rates).plan(payout)
        guard plan.status == .booked else { return verdict(of: plan) }
        var subject = LedgerSubject(orderKey: settled.id, fact: event.subject)
        if let name = clearing.settlementCustomer {
            subject.customerID = try await ledger.settlementCustomer(name)
        }
        let outcome = try await ledger.book(
            plan,
            of: subject,
            options: LedgerOptions(own, today: today),
            journal: journal
        )
        return try await verdict(on: settled, plan, outcome)
    }

    private func verdict(of plan: Plan) -> Verdict {
        var cause = plan.alerts.first.map { Cause($0, language) } ?? .noReason(language)
        cause.explanation = plan.explanation.map { $0[language] }
        return plan.status == .held ? .failed(cause) : .skipped(cause)
    }

    private func verdict(
        on settled: SettledPayout,
        _ plan: Plan,
        _ outcome: LedgerOutcome
    ) async throws -> Verdict {
        let explanation = plan.explanation.map { $0[language] }
        if let held = outcome.held {
            return .failed(
                Cause(
                    code: held.cause,
                    message: held.message[language],
                    remedy: held.remedy[language],
                    explanation: explanation
                )
            )
        }
        let unmatched = try await PayoutMatching(
            company: company.id,
            connections: company.sources.keys.sorted(),
            outbox: outbox
        ).unmatched(in: settled)
        if !unmatched.isEmpty { await onRemarks?(["PAYOUT_ITEMS_UNKNOWN"]) }
        let text = PayoutText(settled, unmatched: unmatched)
        return .done(
            summary: text.summary(outcome.booked.last)[language],
            explanation: text.list(limit: Self.listedItems).map { $0[language] }
                + plan.alerts.map { "\($0.code.rawValue): \($0.message[language])" } + explanation
        )
    }
}

extension Cause {
    /// The payload is past its retention, or was never one of ours.
    fileprivate static func payoutForgotten(_ subject: String, _ language: Language) -> Cause {
        Cause(
            code: AlertCode.payoutMismatch.rawValue,
            message: LocalizedText(
                nb: "Rapporten til \(subject) er ikke lenger lagret.",
                en: "The report of \(subject) is no longer kept."
            )[language],
            remedy: LocalizedText(
                nb: "Importer rapporten på nytt; det som er bokført, blir ikke bokført igjen.",
                en: "Import the report again; what is booked is not booked again."
            )[language]
        )
    }
}
