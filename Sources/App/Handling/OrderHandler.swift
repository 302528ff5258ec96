import Bookkeeping
import Connectors
import Destinations
import Foundation
import Logging
import Outbox
import Remote

/// Works an event off: reads what it is about as it is now, plans, and makes what is missing.
struct OrderHandler: Sendable {
    let companies: LiveCompanies
    let now: @Sendable () -> Date
    let logger: Logger

    /// The verdict; everything that goes wrong becomes one.
    func handle(_ event: ClaimedEvent, effects: Effects) async -> Verdict {
        let language = companies.company(event.company)?.language ?? .nb
        do {
            return try await work(event, effects: effects, language: language)
        } catch {
            let verdict = Verdict(error, language: language, now: now())
            log(verdict, of: event)
            return verdict
        }
    }

    private func work(
        _ event: ClaimedEvent,
        effects: Effects,
        language: Language
    ) async throws -> Verdict {
        guard let company = companies.company(event.company),
            let source = company.sources[event.connection]
        else { return .failed(.noConnection(event.connection, language)) }
        let record = { @Sendable (call: RecordedRemoteCall) in
            event.calls.record(RecordedCall(call))
        }
        let facts = try await source.connector.read(
            event.subject,
            through: source.client.recording(to: record)
        )
        switch facts {
        case .absent(let text):
            return .done(summary: text[language], explanation: [])
        case .held(let alert):
            return logged(.failed(Cause(alert, language)), of: event)
        case .order(let order):
            let plan = source.bookkeeper.plan(order)
            let explanation = plan.explanation.map { $0[language] }
            guard plan.status == .booked else {
                return logged(verdict(of: plan, language: language), of: event)
            }
            guard let ledger = company.ledger else { return .failed(.noLedger(language)) }
            return try await book(
                plan,
                order,
                in: ledger.recording(to: record),
                source: source,
                journal: OutboxJournal(effects: effects),
                explanation: explanation,
                language: language
            )
        }
    }

    private func verdict(of plan: Plan, language: Language) -> Verdict {
        let alert = plan.alerts.first
        var cause = alert.map { Cause($0, language) } ?? .noReason(language)
        cause.explanation = plan.explanation.map { $0[language] }
        return plan.status == .held ? .failed(cause) : .skipped(cause)
    }

    private func book(
        _ plan: Plan,
        _ order: Order,
        in ledger: TripletexLedger,
        source: LiveSource,
        journal: OutboxJournal,
        explanation: [String],
        language: Language
    ) async throws -> Verdict {
        var payments: [PaymentEntry] = []
        var sale: SaleDocument?
        var unbookable: PlanEntry?
        for entry in plan.entries {
            switch entry {
            case .sale(let document): sale = document
            case .payment(let payment): payments.append(payment)
            case .creditNote, .refundPayment, .voucher: unbookable = unbookable ?? entry
            }
        }
        // A voucher stands instead of the sale, or must come before it.
        if let unbookable, case .voucher = unbookable {
            return .failed(.notBookable(unbookable, language))
        }
        guard let sale else { return .failed(.noReason(language)) }
        let invoice = try await ledger.book(
            sale,
            payments: payments,
            orderKey: "\(source.connection)-\(order.number)",
            fact: "\(source.connection)/order/\(order.number)",
            journal: journal
        )
        // What could not be booked beside the sale still needs a person.
        if let open = plan.alerts.first(where: { $0.code.leavesWork }) {
            var cause = Cause(open, language)
            cause.explanation = explanation
            return .failed(cause)
        }
        if let unbookable {
            var cause = Cause.notBookable(unbookable, language)
            cause.explanation = explanation
            return .failed(cause)
        }
        let remarks = plan.alerts.map { $0.message[language] }
        return .done(
            summary: LocalizedText(
                nb: "Ordre \(order.number) er bokført: faktura \(invoice.number ?? invoice.id).",
                en: "Order \(order.number) is booked: invoice \(invoice.number ?? invoice.id)."
            )[language],
            explanation: remarks + explanation
        )
    }

    private func logged(_ verdict: Verdict, of event: ClaimedEvent) -> Verdict {
        log(verdict, of: event)
        return verdict
    }

    private func log(_ verdict: Verdict, of event: ClaimedEvent) {
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

/// The outbox's effects as the journal that destinations write into.
struct OutboxJournal: EffectJournal {
    let effects: Effects

    func once(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectResult?,
        perform: @Sendable () async throws -> EffectResult
    ) async throws -> EffectResult {
        let record = try await effects.once(
            key,
            ifInterrupted: { try await find().map(EffectRecord.init) },
            perform: { EffectRecord(try await perform()) }
        )
        return EffectResult(
            kind: record.kind,
            id: record.id,
            number: record.number,
            url: record.url
        )
    }
}

extension EffectRecord {
    fileprivate init(_ result: EffectResult) {
        self.init(kind: result.kind, id: result.id, number: result.number, url: result.url)
    }
}

extension RecordedCall {
    fileprivate init(_ call: RecordedRemoteCall) {
        self.init(
            service: call.service,
            method: call.method,
            path: call.path,
            status: call.status,
            milliseconds: call.milliseconds,
            requestID: call.requestID
        )
    }
}

extension Cause {
    /// What the ledger cannot book yet, so that a person must.
    fileprivate static func notBookable(_ entry: PlanEntry, _ language: Language) -> Cause {
        let what =
            switch entry {
            case .creditNote(let note):
                LocalizedText(
                    nb: "kreditnotaen for returen \(note.refundID)",
                    en: "the credit note for refund \(note.refundID)"
                )
            case .refundPayment(let payment):
                LocalizedText(
                    nb: "tilbakebetalingen \(payment.id)",
                    en: "the money back \(payment.id)"
                )
            case .voucher(let voucher):
                LocalizedText(
                    nb: "bilaget av \(voucher.date)",
                    en: "the voucher of \(voucher.date)"
                )
            case .sale(let sale):
                LocalizedText(nb: "ordre \(sale.orderNumber)", en: "order \(sale.orderNumber)")
            case .payment(let payment):
                LocalizedText(nb: "betalingen \(payment.id)", en: "the payment \(payment.id)")
            }
        return Cause(
            code: "REMOTE_REJECTED",
            message: LocalizedText(
                nb: "bokbro kan ikke føre \(what.nb) i Tripletex ennå.",
                en: "bokbro cannot book \(what.en) in Tripletex yet."
            )[language],
            remedy: LocalizedText(
                nb: "Før det for hånd i Tripletex etter forklaringen.",
                en: "Book it by hand in Tripletex by the explanation."
            )[language]
        )
    }
}

extension AlertCode {
    /// Whether something is left for a person although the sale is booked.
    fileprivate var leavesWork: Bool { self == .refundMismatch || self == .refundExceedsSale }
}
