import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Projects
import Remote

/// Fetches a source's orders anew, and plans them as the books should hold them.
struct OrderGathering: Sendable {
    /// Subjects read in one step from a source that cannot list its past.
    static let step = 100

    let company: LiveCompany
    let source: LiveSource
    let outbox: Outbox
    let period: ReportedPeriod
    /// The source's rules that were in force before, newest first.
    let earlierRules: [Rules]

    /// One page of what may concern the period, and where the next begins; nil at the end.
    func page(
        after cursor: String?
    ) async throws -> (orders: [ExpectedOrder], next: String?) {
        if source.client == nil { return try await heardOf(after: cursor) }
        let page = try await source.connector.history(
            HistoryRequest(.changed, from: period.begins, cursor: cursor),
            from: source.access(outbox)
        )
        var orders: [ExpectedOrder] = []
        for item in page.items {
            orders += try await expected(of: item.subject, facts: item.facts)
        }
        return (orders, page.next)
    }

    /// What we have heard of, from a source that only sends.
    private func heardOf(
        after cursor: String?
    ) async throws -> (orders: [ExpectedOrder], next: String?) {
        let subjects = try await outbox.subjects(
            company: source.company,
            connection: source.connection,
            prefix: "order/",
            after: cursor,
            limit: Self.step
        )
        var orders: [ExpectedOrder] = []
        for subject in subjects { orders += try await expected(of: subject, facts: nil) }
        return (orders, subjects.count < Self.step ? nil : subjects.last)
    }

    /// The orders of a subject that may concern the period.
    func expected(of subject: String, facts given: SourceFacts?) async throws -> [ExpectedOrder] {
        let facts: SourceFacts
        if let given {
            facts = given
        } else {
            facts = try await source.connector.read(subject, from: source.access(outbox))
        }
        switch facts {
        case .order(let order): return [try await expected(order, subject)]
        case .project(let project):
            return try await expected(project.invoices, customer: project.customer, subject)
        case .invoice(let invoice): return try await expected([invoice], customer: nil, subject)
        case .absent, .held, .concerns, .contact, .deletedProject: return []
        }
    }

    private func expected(
        _ invoices: [RentalInvoice],
        customer: RentalContact?,
        _ subject: String
    ) async throws -> [ExpectedOrder] {
        var orders: [ExpectedOrder] = []
        for invoice in invoices {
            let outcome = try? invoice.basis(
                settings: source.projects ?? .standard,
                projectCustomer: customer,
                language: company.language
            )
            // An invoice basis is invoiced by a person: only what we invoice ourselves is ours to expect.
            guard case .basis(let basis)? = outcome, basis.mode == .invoice else { continue }
            orders.append(try await expected(basis.order, subject))
        }
        return orders
    }

    private func expected(_ order: Order, _ subject: String) async throws -> ExpectedOrder {
        // A period that was closed since must not move what was booked before.
        var rules = source.bookkeeper.rules
        rules.settings.closedThrough = nil
        let ledger = company.ledger?.books
        let plan = try await SourcePlanner(rules: rules, ledger: ledger).plan(order)
        var expected = ExpectedOrder(
            order,
            plan,
            subject: subject,
            connection: source.connection,
            rules: rules,
            until: period.to
        )
        for var earlier in earlierRules where earlier != rules {
            earlier.settings.closedThrough = nil
            let plan = try await SourcePlanner(rules: earlier, ledger: ledger).plan(order)
            expected.add(earlier: plan)
        }
        return expected
    }
}

/// Plans orders under rules, with the exchange rates they ask for.
struct SourcePlanner: Sendable {
    let rules: Rules
    let ledger: TripletexLedger?

    func plan(_ order: Order) async throws -> Plan {
        let bookkeeper = Bookkeeper(rules: rules)
        let questions = bookkeeper.ratesNeeded(for: order)
        guard !questions.isEmpty, let ledger else { return bookkeeper.plan(order) }
        return Bookkeeper(rules: rules, rates: try await ledger.rates(questions)).plan(order)
    }
}

/// The days of a report.
struct ReportedPeriod: Hashable, Sendable {
    let from: LocalDate
    let to: LocalDate
    let timeZone: String

    /// The first moment of the period.
    var begins: Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let day = DateComponents(year: from.year, month: from.month, day: from.day)
        return calendar.date(from: day) ?? .distantPast
    }
}
