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
    private let now: @Sendable () -> Date
    private let store = Mutex(RentmanStore())

    /// - `baseURL`: what the addresses of next pages begin with.
    /// - `now`: the clock by which calls are limited.
    package init(
        token: String,
        baseURL: String = "https://api.rentman.net",
        now: @escaping @Sendable () -> Date
    ) {
        self.token = token
        self.baseURL = baseURL
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

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let moment = now()
        return store.withLock {
            $0.answer(request, token: token, baseURL: baseURL, at: moment)
        }
    }
}
