import Bookkeeping
import Remote

extension TripletexLedger {
    /// Does the work for the days from the one through the other, in parts where they are more than a query may match.
    ///
    /// A part is its first day and the day after its last. A query may not match ten thousand rows: a part that does is
    /// halved, earlier days first.
    func eachRange(
        from first: LocalDate,
        through last: LocalDate,
        work: (_ from: LocalDate, _ end: LocalDate) async throws -> Void
    ) async throws {
        var ranges = [(first, last)]
        while let (from, through) = ranges.popLast() {
            guard from <= through, let end = through.adding(days: 1) else { continue }
            do {
                try await work(from, end)
            } catch let failure as LedgerFailure where failure.isTooLarge && from < through {
                let days = through.daysSince1970 - from.daysSince1970
                guard let middle = from.adding(days: days / 2), let next = middle.adding(days: 1)
                else { throw failure }
                ranges += [(next, through), (from, middle)]
            }
        }
    }

    /// All pages of a list that may have no more rows than a query may match.
    func pages<Value: Decodable & Sendable>(
        _ path: String,
        _ query: [(String, String)]
    ) async throws -> [Value] {
        let size = CustomerDirectory.pageSize
        var values: [Value] = []
        for page in 0..<(CustomerDirectory.rowLimit / size) {
            let list = try await calls.send(
                RemoteRequest<TripletexList<Value>>(
                    path: path,
                    query: query + [("count", "\(size)"), ("from", "\(page * size)")]
                )
            ).values
            values += list
            if list.count < size { break }
        }
        return values
    }
}
