package import Bookkeeping
package import Foundation
package import Projects
import Remote

/// One project's life in the account, moment by moment.
package struct RentalLife: Sendable {
    package enum Ending: String, Hashable, Sendable, CaseIterable {
        case running
        case returned
        case cancelled
        case deleted
    }

    package let project: RentalProject.ID
    package let ending: Ending
    package let moments: [RentalMoment]
}

/// Something that happens: what changes in the account, and the webhooks that tell of it.
package struct RentalMoment: Sendable {
    /// Days after the first day.
    package let day: Int
    package let changes: [FakeRentman.Change]
    /// Unsigned bodies; see ``RentmanSigner``.
    package let webhooks: [Data]
}

/// Makes projects that are drafted, confirmed, changed, crewed, invoiced and ended; the same seed makes the same.
///
/// About a third of them have something that is often wrong: no customer, no dates, a status of the company's own, a
/// name of 300 characters or emoji, prices with noise, deletions of what nobody has seen.
package struct RentalLifeGenerator: Sendable {
    package static let integrationUser: Int64 = 99
    /// Moments of jobs with a first day happen on so many days from it.
    package static let days = 60

    private var random: SplitMix64
    private var sequence: Int64 = 0
    private let account: String
    private let firstNumber: Int64
    private let firstDay: LocalDate?

    /// `firstDay` is when the first of them begins; nil gives all moments the same fixed time.
    package init(
        seed: UInt64,
        account: String = "nordlyslyd",
        firstNumber: Int64 = 812,
        firstDay: LocalDate? = nil
    ) {
        self.firstDay = firstDay
        random = SplitMix64(seed: seed)
        self.account = account
        self.firstNumber = firstNumber
    }

    /// The next project.
    package mutating func next() -> RentalLife {
        var draft = RentalLifeDraft(
            id: firstNumber + sequence,
            account: account,
            firstDay: firstDay,
            random: SplitMix64(seed: random.next())
        )
        sequence += 1
        return draft.life()
    }

    /// The next so many projects.
    package mutating func lives(_ count: Int) -> [RentalLife] {
        (0..<count).map { _ in next() }
    }

    /// What the account has before any project: crew, customers, statuses, ledger codes.
    package static var foundation: [FakeRentman.Change] {
        let statuses = zip(
            1...8,
            [
                "Pending", "Canceled", "Confirmed", "Prepped", "On location", "Returned",
                "Inquiry", "Concept",
            ]
        ).map { id, name in
            FakeRentman.Change.put(
                collection: "statuses",
                record: .record(Int64(id), ["name": .string(name)])
            )
        }
        let ledgers = RentalLifeDraft.ledgers.enumerated().map { index, code in
            FakeRentman.Change.put(
                collection: "ledgercodes",
                record: .record(Int64(index + 1), ["code": .string(code)])
            )
        }
        return statuses + ledgers + RentalLifeDraft.people + RentalLifeDraft.customers
    }
}
