package import Bookkeeping
package import Foundation
package import Remote
import Synchronization

/// An in-memory account that answers like Rentman's public API, as strict as the real one.
///
/// Checks token and content type, limits calls per second and day, pages by cursor, leaves the sums of projects and
/// subprojects out of lists, and refuses what cannot be filtered, expanded or written. It sends no webhooks by itself;
/// ``RentalLifeGenerator`` makes them. Source: the API's description and captured answers.
package final class FakeRentman: FakeService {
    package static let callsPerSecond = 10
    package static let callsPerDay = 50_000
    package static let maximumPageSize = 1_500

    /// Something that happens in the account.
    package enum Change: Hashable, Sendable {
        case put(collection: String, record: JSONValue)
        case remove(collection: String, id: Int64)
    }

    private let token: String
    private let baseURL: String
    private let limitFactor: Int
    private let now: @Sendable () -> Date
    private let store = Mutex(RentmanStore())

    /// - `baseURL`: what the addresses of next pages begin with.
    /// - `limitFactor`: the limits times this, where time runs faster than the account's.
    /// - `now`: the clock by which calls are limited.
    package init(
        token: String,
        baseURL: String = "https://api.rentman.net",
        limitFactor: Int = 1,
        now: @escaping @Sendable () -> Date
    ) {
        self.token = token
        self.baseURL = baseURL
        self.limitFactor = limitFactor
        self.now = now
    }

    /// Makes changes, all at once.
    package func apply(_ changes: some Sequence<Change>) {
        let changes = Array(changes)
        store.withLock { store in
            for change in changes { store.apply(change) }
        }
    }

    /// How many calls were answered, of whatever kind.
    package var callCount: Int { store.withLock { $0.callCount } }

    /// The answered reads by their path, such as `/projects/812`.
    package var reads: [String: Int] { store.withLock { $0.reads } }

    /// All of the day's calls are used up, by somebody.
    package func exhaustDay() {
        let moment = now()
        store.withLock { $0.exhaustDay(at: moment, factor: limitFactor) }
    }

    /// A record as it stands; nil when it is gone.
    package func record(_ collection: String, _ id: Int64) -> JSONValue? {
        store.withLock { $0.record(collection, id) }
    }

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let moment = now()
        return store.withLock {
            $0.answer(
                request,
                token: token,
                baseURL: baseURL,
                limitFactor: limitFactor,
                at: moment
            )
        }
    }
}
