import Bookkeeping
import Companies
import Connectors
import Destinations
import Foundation
import Logging
import Outbox
import Projects
import Remote

/// Works an event off: reads what it is about as it is now, plans, and makes what is missing.
struct EventHandler: Sendable {
    let companies: LiveCompanies
    let outbox: Outbox
    let desk: AlertDesk
    let posts: AlertPosts
    let now: @Sendable () -> Date
    let logger: Logger

    /// The verdict; everything that goes wrong becomes one.
    ///
    /// `facts` are what the source says now, when the caller has read them; nil: they are read.
    func handle(
        _ event: ClaimedEvent,
        effects: Effects,
        facts: SourceFacts? = nil
    ) async -> Verdict {
        let language = companies.company(event.company)?.language ?? .nb
        let verdict: Verdict
        if AlertPosts.isTold(event.topic) {
            verdict = await posts.handle(event, effects: effects)
            log(verdict, of: event)
            return verdict
        }
        do {
            verdict = try await work(event, effects: effects, facts: facts, language: language)
        } catch {
            verdict = Verdict(error, language: language, now: now())
        }
        log(verdict, of: event)
        return verdict
    }

    private func work(
        _ event: ClaimedEvent,
        effects: Effects,
        facts given: SourceFacts?,
        language: Language
    ) async throws -> Verdict {
        let record = { @Sendable (call: RecordedRemoteCall) in
            event.calls.record(RecordedCall(call))
        }
        guard let company = companies.company(event.company) else {
            return .failed(.noConnection(event.connection, language))
        }
        if event.subject.hasPrefix(PayoutEvent.prefix) {
            return try await payoutWork(company, event, effects, record).verdict()
        }
        guard let source = company.sources[event.connection] else {
            return .failed(.noConnection(event.connection, language))
        }
        let facts: SourceFacts
        if let given {
            facts = given
        } else {
            facts = try await source.connector.read(
                event.subject,
                from: source.access(outbox, recording: record)
            )
        }
        try await SubjectInsight(outbox: outbox).keep(facts, of: event.subject, source: source)
        switch facts {
        case .absent(let text): return .done(summary: text[language], explanation: [])
        case .held(let alert): return .failed(Cause(alert, language))
        case .concerns(let subjects), .contact(_, of: let subjects):
            return try await pass(event, of: source, on: subjects, language: language)
        case .order(let order):
            var booking = booking(company, source, record)
            let historic = try await historicSubjects([event], of: source)
            booking.sends = !historic.contains(event.subject)
            booking.onRemarks = { await remark($0, on: event) }
            return try await booking.verdict(on: order, journal: OutboxJournal(effects: effects))
        case .project(let project):
            return try await projectWork(company, source, effects, record).verdict(on: project)
        case .deletedProject(let id):
            return try await projectWork(company, source, effects, record).verdict(onDeleted: id)
        case .invoice(let invoice):
            return try await projectWork(company, source, effects, record).verdict(on: invoice)
        }
    }

    /// Subjects that only a backfill told of: their customers have long had what they were to have.
    func historicSubjects(
        _ events: [ClaimedEvent],
        of source: LiveSource
    ) async throws -> Set<String> {
        let subjects = events.filter { $0.topic == Backfill.topic }.map(\.subject)
        guard !subjects.isEmpty else { return [] }
        let live = try await outbox.newestEvents(
            company: source.company,
            connection: source.connection,
            subjects: subjects,
            exceptTopic: Backfill.topic
        )
        return Set(subjects).subtracting(live.keys)
    }

    func booking(
        _ company: LiveCompany,
        _ source: LiveSource,
        _ record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> OrderBooking {
        OrderBooking(
            source: source,
            ledger: company.ledger?.books.recording(to: record),
            language: company.language,
            today: LocalDate(now(), in: company.timeZone),
            reach: EHFReach(
                company: company.id,
                directory: company.peppol?.recording(to: record),
                outbox: outbox,
                today: LocalDate(now(), in: company.timeZone)
            ),
            rateControl: company.rateControl
        )
    }

    private func payoutWork(
        _ company: LiveCompany,
        _ event: ClaimedEvent,
        _ effects: Effects,
        _ record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> PayoutWork {
        PayoutWork(
            company: company,
            event: event,
            ledger: company.ledger?.books.recording(to: record),
            outbox: outbox,
            journal: OutboxJournal(effects: effects),
            today: LocalDate(now(), in: company.timeZone),
            onRemarks: { await remark($0, on: event) }
        )
    }

    /// Has people told of what was booked all the same, but is worth knowing.
    func remark(_ codes: [String], on event: ClaimedEvent) async {
        for code in codes where !Self.quietCodes.contains(code) {
            await desk.happened(
                AlertSignal(
                    connection: event.connection,
                    code: code,
                    severity: .warning,
                    subject: event.subject
                ),
                of: event.company,
                fact: event.subject
            )
        }
    }

    /// Remarks that ask nothing of anybody.
    private static let quietCodes: Set<String> = ["ROUNDING_POSTED", "LOW_VALUE_NO_IOSS"]

    private func projectWork(
        _ company: LiveCompany,
        _ source: LiveSource,
        _ effects: Effects,
        _ record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> ProjectWork {
        ProjectWork(
            company: company,
            source: source,
            settings: source.projects ?? .standard,
            ledger: company.ledger?.recording(to: record),
            slack: company.slack?.recording(to: record),
            outbox: outbox,
            journal: OutboxJournal(effects: effects),
            now: now()
        )
    }

    /// The event is about a part of other subjects: each of them is to be looked at, once for this event.
    private func pass(
        _ event: ClaimedEvent,
        of source: LiveSource,
        on subjects: [String],
        language: Language
    ) async throws -> Verdict {
        guard !subjects.isEmpty else {
            return .done(summary: LocalizedText.nothingToDo[language], explanation: [])
        }
        let time = now()
        for subject in subjects {
            _ = try await outbox.accept(
                IncomingEvent(
                    company: event.company,
                    connection: event.connection,
                    topic: event.topic,
                    subject: subject,
                    // With the attempt: an event that is run again has its subjects looked at again.
                    deliveryID: "\(event.id)/\(event.attempt)/\(subject)",
                    payload: Data(),
                    receivedAt: time,
                    dueAt: source.due(receivedAt: time)
                )
            )
        }
        let list = subjects.joined(separator: ", ")
        return .done(
            summary: LocalizedText(
                nb: "Hendelsen gjelder \(list), som behandles for seg.",
                en: "The event is about \(list), which is handled by itself."
            )[language],
            explanation: []
        )
    }

    func log(_ verdict: Verdict, of event: ClaimedEvent) {
        let facts: Logger.Metadata = [
            "event": "\(event.id)", "company": "\(event.company)",
            "connection": "\(event.connection)", "subject": "\(event.subject)",
            "attempt": "\(event.attempt)",
        ]
        switch verdict {
        case .failed(let cause):
            logger.error(
                "an event failed: somebody must look",
                metadata: facts.merging(["cause": "\(cause.code)"]) { first, _ in first }
            )
        case .retry(let cause, _):
            logger.warning(
                "an event will be tried again",
                metadata: facts.merging(["cause": "\(cause.code)"]) { first, _ in first }
            )
        case .done, .skipped, .waiting: logger.debug("an event was worked", metadata: facts)
        }
    }
}
