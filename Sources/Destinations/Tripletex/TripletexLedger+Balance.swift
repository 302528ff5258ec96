package import Bookkeeping
import Foundation
import Remote

extension TripletexLedger {
    /// The first day of which Tripletex can hold anything.
    private static let firstDay = "2000-01-01"

    /// What stands on the account before the day, in øre; debit positive.
    package func balance(
        of account: AccountNumber,
        before day: LocalDate
    ) async throws -> Amount {
        guard let first = LocalDate(Self.firstDay), first < day else { return .zero }
        var sum = Amount.zero
        var ranges = [(first, day)]
        while let (from, end) = ranges.popLast() {
            do {
                sum += try await movement(on: account, from: from, to: end)
            } catch let failure as LedgerFailure where failure.isTooLarge {
                let days = end.daysSince1970 - from.daysSince1970
                guard days > 1, let middle = from.adding(days: days / 2) else { throw failure }
                ranges += [(middle, end), (from, middle)]
            }
        }
        return sum
    }

    /// From the one day up to the other, which is not included.
    private func movement(
        on account: AccountNumber,
        from: LocalDate,
        to end: LocalDate
    ) async throws -> Amount {
        let size = CustomerDirectory.pageSize
        var sum = Amount.zero
        for page in 0..<(CustomerDirectory.rowLimit / size) {
            let list = try await calls.send(
                RemoteRequest<TripletexList<TripletexMovement>>(
                    path: "/ledger/posting",
                    query: [
                        ("dateFrom", from.description), ("dateTo", end.description),
                        ("accountNumberFrom", String(account.value)),
                        ("accountNumberTo", String(account.value)), ("fields", "amountGross"),
                        ("count", "\(size)"), ("from", "\(page * size)"),
                    ]
                )
            ).values
            sum += list.compactMap { Amount($0.amountGross, in: .nok) }.total
            if list.count < size { break }
        }
        return sum
    }
}

/// A posting of which only the amount was asked.
struct TripletexMovement: Decodable, Sendable {
    var amountGross: Decimal
}
