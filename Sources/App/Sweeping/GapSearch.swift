import Companies
import Connectors
import Foundation
import Logging
import Outbox

/// Finds gaps in a source's order numbers, and looks for the orders that belong there.
struct GapSearch: Sendable {
    /// A gap that young may still be filled by a webhook, or by the next sweep.
    static let patience = Duration.seconds(1_800)
    /// How long before a gap was seen its order may have been made.
    static let reach = Duration.seconds(2 * 86_400)
    /// Pages read in search of orders at most.
    static let pageLimit = 100
    /// Missing numbers that are named; the others are counted.
    static let namedNumbers = 20

    let source: LiveSource
    let outbox: Outbox
    /// Told of numbers that the source has no order of; nil where nobody is to be.
    var desk: AlertDesk?
    let now: @Sendable () -> Date
    let logger: Logger

    /// Where the series is remembered.
    static func key(_ connection: String) -> String { "numbers/\(connection)" }

    /// Takes in what a sweep saw; returns the orders that were found in gaps.
    func run(_ numbers: [String]) async throws -> [HistoryItem] {
        let key = Self.key(source.connection)
        let kept = try await outbox.note(key, company: source.company)
        guard var series = try kept.map(OrderSeries.init(text:)) ?? OrderSeries(numbers) else {
            return []
        }
        series.note(numbers, at: now())
        let open = series.open(since: now().addingTimeInterval(-Self.patience.seconds))
        let found = open.isEmpty ? [] : try await search(open, &series)
        let text = try series.jsonText()
        if text != kept { try await outbox.setNote(key, to: text, company: source.company) }
        return found
    }

    private func search(
        _ gaps: [OrderSeries.Gap],
        _ series: inout OrderSeries
    ) async throws -> [HistoryItem] {
        let oldest = gaps.map(\.since).min() ?? 0
        var wanted = Dictionary(
            gaps.map { (series.text($0.number), $0.number) },
            uniquingKeysWith: { first, _ in first }
        )
        var request = HistoryRequest(
            .created,
            from: Date(timeIntervalSince1970: TimeInterval(oldest) - Self.reach.seconds),
            to: now()
        )
        var found: [HistoryItem] = []
        for _ in 0..<Self.pageLimit where !wanted.isEmpty {
            let page = try await source.connector.history(request, from: source.access(outbox))
            for item in page.items {
                guard let number = item.number, wanted.removeValue(forKey: number) != nil else {
                    continue
                }
                found.append(item)
            }
            guard let next = page.next else { break }
            request.cursor = next
        }
        series.note(found.compactMap(\.number), at: now())
        series.close(Set(wanted.values))
        await report(wanted.keys.sorted())
        return found
    }

    private func report(_ absent: [String]) async {
        guard !absent.isEmpty else { return }
        let numbers = absent.prefix(Self.namedNumbers).joined(separator: ", ")
        logger.warning(
            "ORDER_NUMBERS_MISSING: order numbers are missing at the source; were those orders deleted?",
            metadata: [
                "company": "\(source.company)", "connection": "\(source.connection)",
                "numbers": "\(numbers)", "count": "\(absent.count)",
            ]
        )
        await desk?.happened(
            AlertSignal(
                connection: source.connection,
                code: "ORDER_NUMBERS_MISSING",
                severity: .warning,
                count: absent.count,
                subject: numbers
            ),
            of: source.company,
            fact: numbers
        )
    }
}

extension OrderSeries {
    init(text: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    func jsonText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension Installation {
    /// Order numbers of a connection that the source has no order of: deleted there, or never given out.
    func absentNumbers(company: String, connection: String) async throws -> [String] {
        guard
            let text = try await outbox.note(GapSearch.key(connection), company: company)
        else { return [] }
        let series = try OrderSeries(text: text)
        return series.absent.map(series.text)
    }
}
