import Foundation
import Remote

/// The customers of a company by what they are known by, so that a new one is known to be new without a call.
///
/// Read as a whole once and kept up by what changed since; a company with more customers than one query may match
/// is asked about each instead.
actor CustomerDirectory {
    /// Rows of a page, and rows that a query may match.
    static let pageSize = 1_000
    static let rowLimit = 10_000
    /// How soon what is not found is asked for again: a person may just have made it.
    static let ageWhenMissing: TimeInterval = 60
    /// Clocks differ; what changed a little before is read again.
    static let overlap: TimeInterval = 120

    private let now: @Sendable () -> Date
    private let turnstile = Turnstile()
    private var ids: [CustomerIdentity: Int] = [:]
    private var readAt: Date?
    private var isTooLarge = false

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// The customer's id; nil when there is none.
    func id(of identity: CustomerIdentity, through calls: TripletexCalls) async throws -> Int? {
        await turnstile.enter()
        do {
            let id = try await present(identity, through: calls)
            await turnstile.leave()
            return id
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    func add(_ id: Int, as identity: CustomerIdentity) { ids[identity] = id }

    /// The customer is no longer in Tripletex.
    func forget(_ id: Int) { ids = ids.filter { $0.value != id } }

    private func present(
        _ identity: CustomerIdentity,
        through calls: TripletexCalls
    ) async throws -> Int? {
        if let id = ids[identity] { return id }
        if !isTooLarge, isOld {
            do {
                try await read(through: calls)
            } catch let failure as LedgerFailure where failure.isTooLarge {
                isTooLarge = true
            }
        }
        if let id = ids[identity] { return id }
        guard isTooLarge else { return nil }
        let id = try await identity.find(through: calls)?.id
        ids[identity] = id
        return id
    }

    private var isOld: Bool {
        readAt.map { now().timeIntervalSince($0) >= Self.ageWhenMissing } ?? true
    }

    private func read(through calls: TripletexCalls) async throws {
        let startedAt = now()
        var query = [("fields", TripletexCustomer.fields), ("count", "\(Self.pageSize)")]
        if let readAt {
            query.append(
                ("changedSince", TripletexTime.text(of: readAt.addingTimeInterval(-Self.overlap)))
            )
        }
        for page in 0..<(Self.rowLimit / Self.pageSize) {
            let list = try await calls.send(
                RemoteRequest<TripletexList<TripletexCustomer>>(
                    path: "/customer",
                    query: query + [("from", "\(page * Self.pageSize)")]
                )
            )
            for customer in list.values {
                for identity in CustomerIdentity.all(of: customer) {
                    ids[identity] = min(ids[identity] ?? customer.id, customer.id)
                }
            }
            if (list.fullResultSize ?? 0) >= Self.rowLimit {
                isTooLarge = true
                return
            }
            if list.values.count < Self.pageSize { break }
        }
        readAt = startedAt
    }
}
