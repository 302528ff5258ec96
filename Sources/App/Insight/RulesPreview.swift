import Bookkeeping
import Companies
import Connectors
import Dashboard
import Destinations
import Foundation
import Outbox
import Remote

/// Plans a company's last orders under its rules and under others, and tells where they differ.
struct RulesPreview: Sendable {
    /// Orders read at the same time.
    static let concurrency = 4

    let company: LiveCompany
    /// The other rules of each source.
    let changed: [String: Rules]
    let outbox: Outbox

    /// The company's rules in JSON, brought to each source as the running service would.
    init(company: LiveCompany, rules json: Data, installation: Installation) async throws {
        self.company = company
        outbox = installation.outbox
        let rules = try Rules(json: json)
        var changed: [String: Rules] = [:]
        for id in company.sources.keys {
            guard let connection = try await installation.companies.connection(company.id, id)
            else { continue }
            changed[id] = try LiveCompany.rules(rules, for: connection)
        }
        self.changed = changed
    }

    /// Each of the last `count` orders is read anew; throws what the source or Tripletex answers.
    func document(count: Int) async throws -> PreviewDocument {
        let recent = try await outbox.recentSubjects(
            company: company.id,
            prefix: "order/",
            limit: count
        )
        var found: [Examined] = []
        try await withThrowingTaskGroup(of: Examined.self) { group in
            var rest = recent.enumerated().makeIterator()
            for _ in 0..<Self.concurrency {
                guard let next = rest.next() else { break }
                group.addTask { try await examine(next.element, at: next.offset) }
            }
            while let examined = try await group.next() {
                found.append(examined)
                if let next = rest.next() {
                    group.addTask { try await examine(next.element, at: next.offset) }
                }
            }
        }
        return PreviewDocument(
            examined: found.count(where: { $0.isOrder }),
            differences: found.sorted { $0.place < $1.place }.compactMap { $0.difference }
        )
    }

    /// What came of one subject.
    private struct Examined: Sendable {
        var place: Int
        var isOrder = false
        var difference: PreviewDifference?
    }

    private func examine(
        _ about: (connection: String, subject: String),
        at place: Int
    ) async throws -> Examined {
        guard let source = company.sources[about.connection],
            let rules = changed[about.connection]
        else { return Examined(place: place) }
        let facts = try await source.connector.read(about.subject, from: source.access(outbox))
        guard case .order(let order) = facts else { return Examined(place: place) }
        let ledger = company.ledger?.books
        let before = PreviewDifference.Outcome(
            try await SourcePlanner(rules: source.bookkeeper.rules, ledger: ledger).plan(order)
        )
        let after = PreviewDifference.Outcome(
            try await SourcePlanner(rules: rules, ledger: ledger).plan(order)
        )
        guard before != after else { return Examined(place: place, isOrder: true) }
        let difference = PreviewDifference(
            connection: about.connection,
            subject: about.subject,
            orderNumber: order.number,
            date: order.orderDate.description,
            before: before,
            after: after
        )
        return Examined(place: place, isOrder: true, difference: difference)
    }
}

extension PreviewDifference.Outcome {
    /// Sums by account and VAT code: what of it is one posting or two says nothing to people.
    fileprivate init(_ plan: Plan) {
        var sums: [[String]: Amount] = [:]
        for posting in plan.vouchers.flatMap(\.postings) {
            let key = [posting.account.description, posting.vatCode?.number ?? ""]
            sums[key, default: .zero] += posting.amount
        }
        let status: Status =
            switch plan.status {
            case .booked: .booked
            case .held: .held
            case .notBooked: .notBooked
            }
        self.init(
            status: status,
            cause: plan.status == .booked ? nil : plan.alerts.first?.code.rawValue,
            postings: sums.filter { !$0.value.isZero }.sorted {
                $0.key.lexicographicallyPrecedes($1.key)
            }
            .map { key, amount in
                PreviewDifference.Posting(
                    account: Int(key[0]) ?? 0,
                    vatCode: key[1].isEmpty ? nil : key[1],
                    amount: MoneyDocument(amount)
                )
            }
        )
    }
}
