import Bookkeeping
import Destinations
import Foundation
import Outbox
import Remote

/// Brings the books to what an order comes to, for its whole life, and says how that went.
struct OrderBooking: Sendable {
    let source: LiveSource
    let ledger: TripletexLedger?
    let language: Language
    let today: LocalDate
    /// Told the codes of what is worth knowing about an order that was booked.
    var onRemarks: (@Sendable ([String]) async -> Void)?
    /// The project in Tripletex that the order belongs to.
    var project: Int?
    var reach: EHFReach?
    /// Checks the ledger's exchange rates, where Norges Bank is connected.
    var rateControl: RateControl?
    /// Whether a business is sent its invoice; not of what is only booked afterwards.
    var sends = true

    /// A plan and whether it is to be booked.
    enum Decision: Sendable {
        case verdict(Verdict)
        case book(Plan, TripletexLedger)
    }

    func verdict(on order: Order, journal: OutboxJournal) async throws -> Verdict {
        switch try await decision(on: order) {
        case .verdict(let verdict): return verdict
        case .book(let plan, let ledger):
            let outcome = try await ledger.book(
                plan,
                of: subject(of: order),
                options: options,
                journal: journal
            )
            if outcome.notices.contains(where: { $0.code == LedgerNotice.notOnEHFCode }) {
                try await reach?.noteRefusal(of: order.customer)
            }
            await onRemarks?(remarks(plan, outcome))
            try await attach(order, to: outcome, journal: journal)
            return verdict(on: order, plan, outcome)
        }
    }

    /// Attaches the order to its voucher, where the company wants that and no invoice documents the sale.
    func attach(
        _ order: Order,
        to outcome: LedgerOutcome,
        journal: any EffectJournal
    ) async throws {
        guard source.bookkeeper.rules.settings.attachesOrders, outcome.held == nil,
            let voucher = outcome.document, voucher.kind == "voucher"
        else { return }
        let paper = OrderPaper(order: order, language: language)
        try await ledger?.attach(paper.pdf, named: paper.name, to: voucher, journal: journal)
    }

    /// What was booked all the same; what is left for a person fails the event and is told with it.
    func remarks(_ plan: Plan, _ outcome: LedgerOutcome) -> [String] {
        guard outcome.held == nil else { return [] }
        return plan.alerts.filter { !$0.code.leavesWork }.map(\.code.rawValue)
            + outcome.notices.map(\.code)
    }

    /// Plans the order, with the exchange rates it asks for.
    func decision(on given: Order) async throws -> Decision {
        var order = given
        var plan = source.bookkeeper.plan(order)
        if plan.status == .notBooked { return .verdict(verdict(of: plan)) }
        if sends, let reach {
            order = try await reach.completed(order)
            if order != given { plan = source.bookkeeper.plan(order) }
        }
        let questions = source.bookkeeper.ratesNeeded(for: order)
        if !questions.isEmpty {
            guard let ledger else { return .verdict(.failed(.noLedger(language))) }
            let rates = try await ledger.rates(questions)
            plan = Bookkeeper(rules: source.bookkeeper.rules, rates: rates).plan(order)
            if plan.status == .booked,
                let doubt = try await rateControl?.doubt(about: rates, for: questions)
            {
                return .verdict(.failed(Cause(doubt, language)))
            }
        }
        guard plan.status == .booked else { return .verdict(verdict(of: plan)) }
        guard let ledger else { return .verdict(.failed(.noLedger(language))) }
        return .book(sends ? plan : plan.unsent, ledger)
    }

    func subject(of order: Order) -> LedgerSubject {
        var subject = LedgerSubject(
            orderKey: "\(source.connection)-\(order.number)",
            fact: "\(source.connection)/order/\(order.number)",
            customer: order.customer,
            project: project
        )
        subject.url = order.url
        return subject
    }

    var options: LedgerOptions { LedgerOptions(source.bookkeeper.rules, today: today) }

    private func verdict(of plan: Plan) -> Verdict {
        let alert = plan.alerts.first
        var cause = alert.map { Cause($0, language) } ?? .noReason(language)
        cause.explanation = plan.explanation.map { $0[language] }
        return plan.status == .held ? .failed(cause) : .skipped(cause)
    }

    func verdict(on order: Order, _ plan: Plan, _ outcome: LedgerOutcome) -> Verdict {
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
        // What could not be booked beside the sale still needs a person.
        if let open = plan.alerts.first(where: { $0.code.leavesWork }) {
            var cause = Cause(open, language)
            cause.explanation = explanation
            return .failed(cause)
        }
        let unsent = sends || plan.delivery == nil ? [] : [LocalizedText.notSent[language]]
        let remarks =
            unsent
            + outcome.notices.map { "\($0.code): \($0.message[language]) \($0.remedy[language])" }
            + plan.alerts.map { "\($0.code.rawValue): \($0.message[language])" }
        return .done(
            summary: summary(of: order, outcome)[language],
            explanation: remarks + explanation
        )
    }

    private func summary(of order: Order, _ outcome: LedgerOutcome) -> LocalizedText {
        guard let document = outcome.document else {
            return LocalizedText(
                nb: "Ordre \(order.number): ingenting nytt å føre.",
                en: "Order \(order.number): nothing new to book."
            )
        }
        let number = document.number ?? document.id
        let kind: (nb: String, en: String) =
            document.kind == "invoice" ? ("faktura", "invoice") : ("bilag", "voucher")
        return LocalizedText(
            nb: "Ordre \(order.number) er bokført: \(kind.nb) \(number).",
            en: "Order \(order.number) is booked: \(kind.en) \(number)."
        )
    }
}

extension AlertCode {
    /// Whether something is left for a person although the sale is booked.
    fileprivate var leavesWork: Bool { self == .refundMismatch || self == .refundExceedsSale }
}

extension LocalizedText {
    fileprivate static let notSent = LocalizedText(
        nb:
            "Fakturaen er ikke sendt til kunden: ordren er ført i ettertid. Send den fra Tripletex hvis kunden ikke har fått den.",
        en:
            "The invoice was not sent to the customer: the order was booked afterwards. Send it from Tripletex if the customer has not had it."
    )
}
