package import Foundation
import Remote

/// The employees of one company, listed once and kept for an hour.
package struct TripletexEmployees: Sendable {
    static let pageSize = 1_000
    /// Pages read at most; a query of more than 10,000 rows is refused.
    static let pageLimit = 10

    private let kept: KeptList<Int, TripletexEmployee>

    package init(now: @escaping @Sendable () -> Date = { Date() }) {
        kept = KeptList(now: now)
    }

    /// Those who fit; asked for again after a minute when nobody does: somebody may just have been employed.
    func all(
        where fits: @escaping @Sendable (TripletexEmployee) -> Bool,
        through calls: TripletexCalls
    ) async throws -> [TripletexEmployee] {
        try await kept.values(where: fits) {
            let managers = try await Self.list(
                [("assignableProjectManagers", "true"), ("fields", "id")],
                as: TripletexReference.self,
                through: calls
            )
            let assignable = Set(managers.map(\.id))
            let employees = try await Self.list(
                [("fields", TripletexEmployeeWire.fields)],
                as: TripletexEmployeeWire.self,
                through: calls
            )
            return employees.map {
                ($0.id, TripletexEmployee($0, isAssignableManager: assignable.contains($0.id)))
            }
        }
    }

    private static func list<Value: Decodable & Sendable>(
        _ query: [(name: String, value: String)],
        as type: Value.Type,
        through calls: TripletexCalls
    ) async throws -> [Value] {
        var values: [Value] = []
        for page in 0..<pageLimit {
            let list = try await calls.send(
                RemoteRequest<TripletexList<Value>>(
                    path: "/employee",
                    query: query + [
                        ("from", "\(page * pageSize)"), ("count", "\(pageSize)"),
                    ]
                )
            )
            values += list.values
            if list.values.count < pageSize { break }
        }
        return values
    }
}
