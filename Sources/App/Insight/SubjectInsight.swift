import Bookkeeping
import Connectors
import Dashboard
import Foundation
import Outbox
import Projects

/// What is known of orders and projects beyond their events: kept when they are read, and found again.
struct SubjectInsight: Sendable {
    static let limit = 50

    let outbox: Outbox

    /// Keeps what an order or project is known by.
    func keep(_ facts: SourceFacts, of subject: String, source: LiveSource) async throws {
        guard let record = SubjectRecord(facts, of: subject, connection: source.connection) else {
            return
        }
        try await outbox.keepFacts(record, company: source.company)
    }

    func facts(
        _ company: String,
        _ connection: String,
        _ subject: String
    ) async throws -> SubjectFacts? {
        try await outbox.facts(of: subject, connection: connection, company: company).map { known in
            SubjectFacts(
                number: known.number,
                date: known.date,
                sourceURL: known.url,
                amounts: known.money.map {
                    [SubjectAmount(name: LocalizedText(nb: "Sum", en: "Total"), amount: $0)]
                } ?? []
            )
        }
    }

    /// By order, customer, invoice or voucher number, or by amount; each subject once.
    func search(_ company: String, _ text: String) async throws -> [SubjectMatch] {
        var found: [SubjectRecord] = []
        var seen: Set<String> = []
        for search in Self.searches(for: text) {
            let records = try await outbox.subjects(
                matching: search,
                company: company,
                limit: Self.limit
            )
            for record in records
            where seen.insert("\(record.connection)/\(record.subject)").inserted {
                found.append(record)
            }
        }
        let shown = found.prefix(Self.limit)
        let made = try await outbox.record(
            of: shown.map(\.fact),
            kinds: ["invoice", "voucher"],
            company: company
        )
        return shown.map { record in
            SubjectMatch(
                connection: record.connection,
                subject: record.subject,
                number: record.number.isEmpty ? nil : record.number,
                date: record.date.isEmpty ? nil : record.date,
                amount: record.money,
                voucher: made[record.fact]?.lazy.compactMap(\.result).compactMap(\.number).first
            )
        }
    }

    /// The ways in which a text may be meant, the likeliest first.
    static func searches(for text: String) -> [SubjectSearch] {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let bare = trimmed.hasPrefix("#") ? String(trimmed.dropFirst()) : trimmed
        guard !bare.isEmpty else { return [] }
        var searches: [SubjectSearch] = [
            .number(bare), .document(bare), .customer(bare.filter { $0 != " " }),
        ]
        if let amount = minorUnits(bare) { searches.append(.amount(amount)) }
        return searches
    }

    /// `1250`, `1 250,50`, `1250.50` and `kr 1250` in minor units; nil for what is no amount.
    private static func minorUnits(_ text: String) -> Int64? {
        let digits = text.lowercased().replacing("kr", with: "").replacing("nok", with: "")
            .filter { !$0.isWhitespace && $0 != "\u{A0}" }
            .replacing(",", with: ".")
        return Amount(digits, in: .nok)?.minor
    }
}

extension SubjectRecord {
    fileprivate var money: MoneyDocument? {
        guard let amount, let currency else { return nil }
        return MoneyDocument(minor: amount, currency: currency)
    }

    /// The subject's name in our record.
    fileprivate var fact: String { "\(connection)/order/\(number)" }

    /// nil for what has no number of its own.
    fileprivate init?(_ facts: SourceFacts, of subject: String, connection: String) {
        switch facts {
        case .order(let order):
            self.init(
                connection: connection,
                subject: subject,
                number: order.number,
                date: order.orderDate.description,
                customer: order.customer.organizationNumber?.filter(\.isNumber),
                amount: order.total.minor,
                currency: order.currency.code,
                url: order.url
            )
        case .project(let project):
            self.init(
                connection: connection,
                subject: subject,
                number: project.number,
                date: project.createdOn?.description ?? "",
                url: project.url
            )
        default: return nil
        }
    }
}
