import Bookkeeping
import Companies
import Connectors
import Foundation
import Outbox

extension Operations {
    /// Events taken and worked in one go.
    private static let payoutBatch = 20

    /// Books the payouts of a report; a report with a wrong figure is refused whole.
    func importPayouts(
        _ company: String,
        provider: String?,
        _ file: Data,
        isDryRun: Bool
    ) async throws -> OperationReply {
        let live = try liveCompany(company)
        let language = Language.en
        let payouts: [SettledPayout]
        let source: PayoutProvider
        do throws(PayoutImportError) {
            var named = provider.flatMap(PayoutProvider.init(rawValue:))
            if named == nil { named = try PayoutProvider.of(file) }
            guard let named else { throw .missingColumn(names: Self.knownColumns) }
            source = named
            payouts = try PayoutImport.read(file, from: named)
        } catch {
            throw CommandFailure(
                "\(error.message[language]) Nothing was imported. \(error.remedy[language])",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        if isDryRun { return try await report(payouts, of: live, events: [:], isDryRun: true) }
        try await book(payouts, of: live, connection: source.rawValue)
        try await installation.companies.audit(
            company: company,
            actor: Self.actor,
            action: "payouts.imported",
            subject: "payouts/\(source.rawValue)"
        )
        return try await report(payouts, of: live)
    }

    /// Fetches the payouts of a connection in these days and books them.
    func fetchPayouts(
        _ company: String,
        connection: String,
        from: String,
        to: String?
    ) async throws -> OperationReply {
        let live = try liveCompany(company)
        guard let source = live.payoutSources.first(where: { $0.connection == connection }) else {
            throw CommandFailure(
                "\(company) has no connection \(connection) that is switched on and can be asked for payouts: "
                    + "those of Shopify and Vipps can. Reports of others: bokbro payouts import.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let today = LocalDate(now(), in: live.timeZone)
        guard let first = LocalDate(from), let last = to.map({ LocalDate($0) }) ?? today,
            first <= last
        else {
            throw CommandFailure(
                "--from \(from) and --to \(to ?? "") are no days in order, like 2026-01-31.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        let payouts = try await source.payouts(first, last)
        try await book(payouts, of: live, connection: connection)
        return try await report(payouts, of: live)
    }

    /// The newest payouts, whatever way they came.
    func listPayouts(_ company: String, limit: Int) async throws -> OperationReply {
        let live = try liveCompany(company)
        let events = try await installation.outbox.events(
            EventFilter(company: company, topic: PayoutEvent.topic),
            limit: min(max(limit, 1), Outbox.pageLimit)
        ).items
        var payouts: [SettledPayout] = []
        var newest: [String: EventSummary] = [:]
        for event in events where newest[event.subject] == nil {
            newest[event.subject] = event
            let payload = try await installation.outbox.event(event.id)?.payload
            if let payload, let payout = try? SettledPayout(payload: payload) {
                payouts.append(payout)
            }
        }
        return try await report(payouts, of: live, events: newest, isDryRun: false)
    }

    private static let knownColumns = [
        "total_settlement_amount (Klarna)", "automatic_payout_id (Stripe)",
        "Payout ID (Nets)",
    ]

    private func liveCompany(_ id: String) throws(CommandFailure) -> LiveCompany {
        guard let company = installation.live.company(id) else {
            throw CommandFailure(
                "There is no company \(id); see bokbro company list.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        return company
    }

    /// Stores each payout as an event and works it here and now; one that is known is left as it is.
    private func book(
        _ payouts: [SettledPayout],
        of company: LiveCompany,
        connection: String
    ) async throws {
        let (outbox, handler) = (installation.outbox, installation.handler)
        for start in stride(from: 0, to: payouts.count, by: Self.payoutBatch) {
            let claimed = try await outbox.acceptClaimed(
                payouts[start..<min(start + Self.payoutBatch, payouts.count)].map {
                    PayoutEvent.incoming(
                        $0,
                        company: company.id,
                        connection: connection,
                        at: now()
                    )
                }
            )
            let verdicts = await outbox.holding(claimed) {
                var verdicts: [(ClaimedEvent, Verdict)] = []
                for event in claimed {
                    let effects = Effects(outbox: outbox, event: event)
                    verdicts.append((event, await handler.handle(event, effects: effects)))
                }
                return verdicts
            }
            for (event, verdict) in verdicts { try await outbox.finish(event, verdict) }
        }
    }

    private func report(
        _ payouts: [SettledPayout],
        of company: LiveCompany,
        events given: [String: EventSummary]? = nil,
        isDryRun: Bool = false
    ) async throws -> OperationReply {
        let outbox = installation.outbox
        let matching = PayoutMatching(
            company: company.id,
            connections: company.sources.keys.sorted(),
            outbox: outbox
        )
        var lines: [PayoutReport.Line] = []
        for payout in payouts {
            let subject = PayoutEvent.prefix + payout.id
            let event =
                if let given { given[subject] } else {
                    try await outbox.events(
                        EventFilter(company: company.id, subject: subject),
                        limit: 1
                    ).items.first
                }
            let voucher = try await outbox.effects(
                company: company.id,
                keyPrefix: "voucher/\(subject)/",
                limit: 1
            ).first?.result
            lines.append(
                .init(
                    settled: payout,
                    event: event,
                    voucher: voucher.map { $0.number ?? $0.id },
                    unmatched: try await matching.unmatched(in: payout)
                )
            )
        }
        return PayoutReport(lines: lines, isDryRun: isDryRun).reply
    }
}
