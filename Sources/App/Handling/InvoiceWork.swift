import Bookkeeping
import Destinations
import Projects
import Remote

/// Takes the invoices of a Rentman project over: as orders on it that a person invoices, or as invoices at once.
struct InvoiceWork: Sendable {
    struct Result: Sendable {
        var done: [LocalizedText] = []
        var notices: [WorkNotice] = []
        /// What keeps the first invoice that could not be taken over; the others were.
        var failure: WorkNotice?
    }

    let work: ProjectWork

    init(_ work: ProjectWork) {
        self.work = work
    }

    func book(_ project: RentalProject, ledgerProject: Int?) async throws -> Result {
        var result = Result()
        for invoice in project.invoices.sorted(by: { $0.id < $1.id }) {
            try await book(
                invoice,
                customer: project.customer,
                ledgerProject: ledgerProject,
                &result
            )
        }
        return result
    }

    /// Takes one invoice over; what holds it is noted, and does not hold the others.
    func book(
        _ invoice: RentalInvoice,
        customer: RentalContact?,
        ledgerProject: Int?,
        _ result: inout Result
    ) async throws {
        let outcome: RentalInvoice.Outcome
        do throws(Alert) {
            outcome = try invoice.basis(
                settings: work.settings,
                projectCustomer: customer,
                language: work.language
            )
        } catch {
            return hold(WorkNotice(error, about: invoice.subject), &result)
        }
        guard case .basis(let basis) = outcome, let ledger = work.ledger else { return }
        let booking = OrderBooking(
            source: work.source,
            ledger: ledger.books,
            language: work.language,
            today: work.today,
            project: ledgerProject
        )
        let plan = work.source.bookkeeper.plan(basis.order)
        guard plan.status == .booked else {
            if plan.status == .held, let alert = plan.alerts.first {
                hold(WorkNotice(alert, about: invoice.subject), &result)
            }
            return
        }
        var subject = booking.subject(of: basis.order)
        let notices = plan.alerts.map { WorkNotice($0, about: invoice.subject) }
        do {
            switch basis.mode {
            case .off: return
            case .order:
                subject.contact = try await contact(of: basis, ledger)
                let made = try await ledger.books.order(
                    plan,
                    of: subject,
                    options: booking.options,
                    journal: work.journal
                )
                result.done.append(.order(made.number ?? made.id, of: invoice.number))
            case .invoice:
                subject.contact = try await contact(of: basis, ledger)
                let booked = try await ledger.books.book(
                    plan,
                    of: subject,
                    options: booking.options,
                    journal: work.journal
                )
                if let document = booked.document {
                    result.done.append(.invoice(document.number ?? document.id, of: invoice.number))
                }
                if let held = booked.held {
                    hold(WorkNotice(held, about: invoice.subject), &result)
                }
                result.notices += booked.notices.map { WorkNotice($0, about: invoice.subject) }
            }
        } catch let failure as LedgerFailure
            where failure.disposition == .fail && failure.isOutcomeKnown
        {
            hold(WorkNotice(failure, about: invoice.subject), &result)
        }
        result.notices += notices
    }

    /// The contact person at the customer, who is found by its number in Tripletex first.
    private func contact(of basis: InvoiceBasis, _ ledger: LiveLedger) async throws -> Int? {
        let customer = try await ledger.projects.customer(
            basis.order.customer,
            number: basis.customer.accountingCode,
            journal: work.journal
        )
        try await work.noteAccountingCode(of: basis.customer, as: customer)
        return try await work.contact(basis.contactPerson, of: customer)
    }

    private func hold(_ notice: WorkNotice, _ result: inout Result) {
        result.failure = result.failure ?? notice
        result.notices.append(notice)
    }
}

extension RentalInvoice {
    fileprivate var subject: String { "invoice/\(id)" }
}

extension LocalizedText {
    fileprivate static func order(_ number: String, of invoice: String) -> LocalizedText {
        LocalizedText(
            nb: "fakturagrunnlag \(invoice) er ordre \(number)",
            en: "invoice basis \(invoice) is order \(number)"
        )
    }

    fileprivate static func invoice(_ number: String, of basis: String) -> LocalizedText {
        LocalizedText(
            nb: "faktura \(basis) er faktura \(number) i Tripletex",
            en: "invoice \(basis) is invoice \(number) in Tripletex"
        )
    }
}
