import Bookkeeping
import Connectors
import Destinations
import Outbox
import Remote

extension EventHandler {
    /// Handles events of one source that were taken together: what can be booked in one call is.
    ///
    /// `known` holds the numbers of orders that Tripletex has already. Verdicts stand in the order of the events.
    func handle(
        _ events: [(event: ClaimedEvent, facts: SourceFacts?)],
        of source: LiveSource,
        known: Set<String>
    ) async -> [(event: ClaimedEvent, verdict: Verdict)] {
        var verdicts: [Int: Verdict] = [:]
        var batch: [(index: Int, order: Order, item: LedgerBatchItem)] = []
        // Unread, nothing is sent: an invoice can be sent later, and not be called back.
        let historic =
            (try? await historicSubjects(events.map(\.event), of: source))
            ?? Set(events.map(\.event.subject))
        for (index, entry) in events.enumerated() {
            let effects = Effects(outbox: outbox, event: entry.event)
            guard case .order(let order)? = entry.facts,
                let company = companies.company(source.company)
            else {
                verdicts[index] = await handle(entry.event, effects: effects, facts: entry.facts)
                continue
            }
            var booking = booking(company, source, record(of: entry.event))
            booking.sends = !historic.contains(entry.event.subject)
            do {
                try await SubjectInsight(outbox: outbox).keep(
                    .order(order),
                    of: entry.event.subject,
                    source: source
                )
                switch try await booking.decision(on: order) {
                case .verdict(let verdict):
                    verdicts[index] = verdict
                    log(verdict, of: entry.event)
                case .book(let plan, _):
                    batch.append(
                        (
                            index, order,
                            LedgerBatchItem(
                                plan: plan,
                                subject: booking.subject(of: order),
                                journal: OutboxJournal(effects: effects)
                            )
                        )
                    )
                }
            } catch {
                verdicts[index] = Verdict(error, language: company.language, now: now())
            }
        }
        await book(batch, events, source, known, historic, &verdicts)
        return events.indices.map { index in
            (events[index].event, verdicts[index] ?? .waiting(until: now(), reason: ""))
        }
    }

    private func book(
        _ batch: [(index: Int, order: Order, item: LedgerBatchItem)],
        _ events: [(event: ClaimedEvent, facts: SourceFacts?)],
        _ source: LiveSource,
        _ known: Set<String>,
        _ historic: Set<String>,
        _ verdicts: inout [Int: Verdict]
    ) async {
        guard let company = companies.company(source.company), let first = batch.first,
            let ledger = company.ledger?.books.recording(to: record(of: events[first.index].event))
        else { return }
        var booking = booking(company, source, record(of: events[first.index].event))
        let results = await ledger.bookAll(
            batch.map(\.item),
            known: known,
            options: booking.options
        )
        for (entry, result) in zip(batch, results) {
            let verdict: Verdict
            switch result {
            case .success(let outcome):
                do {
                    try await booking.attach(
                        entry.order,
                        to: outcome,
                        journal: entry.item.journal
                    )
                } catch {
                    verdict = Verdict(error, language: company.language, now: now())
                    break
                }
                booking.sends = !historic.contains(events[entry.index].event.subject)
                verdict = booking.verdict(on: entry.order, entry.item.plan, outcome)
                let remarks = booking.remarks(entry.item.plan, outcome)
                await remark(remarks, on: events[entry.index].event)
            case .failure(let error):
                verdict = Verdict(error, language: company.language, now: now())
            }
            verdicts[entry.index] = verdict
            log(verdict, of: events[entry.index].event)
        }
    }

    private func record(of event: ClaimedEvent) -> @Sendable (RecordedRemoteCall) -> Void {
        { event.calls.record(RecordedCall($0)) }
    }
}
