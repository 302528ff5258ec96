import Bookkeeping
import Foundation

extension RentalLifeDraft {
    var stamp: String {
        if let today = firstDay?.adding(days: day) {
            return "\(today)T10:\(minute % 60 < 10 ? "0" : "")\(minute % 60):00+01:00"
        }
        return
            "2026-02-\(10 + minute / 600)T\(10 + minute / 60 % 10):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00+01:00"
    }

    func put(
        _ collection: String,
        _ id: Int64,
        _ fields: KeyValuePairs<String, JSONValue>
    ) -> FakeRentman.Change {
        .put(collection: collection, record: .record(id, fields, modified: stamp))
    }

    var project: FakeRentman.Change {
        put(
            "projects",
            id,
            [
                "number": .number(String(id)), "name": .string(name),
                "reference": .string("PO-\(id)"),
                "customer": customer.map { .path("contacts", $0) } ?? .null,
                "account_manager": .path("crew", 40), "cust_contact": .null,
                "project_total_price": .number("0"), "planperiod_start": .null,
                "planperiod_end": .null,
            ]
        )
    }

    func subproject(_ part: Part) -> FakeRentman.Change {
        put(
            "subprojects",
            part.id,
            [
                "project": .path("projects", id), "order": .number(String(part.id - id * 10)),
                "name": .string(part.name), "status": .path("statuses", part.status),
                "is_template": .bool(false), "in_financial": .bool(true),
                "planperiod_start": .textOrNull(part.from), "planperiod_end": .textOrNull(part.to),
                "project_total_price": .number(part.price),
            ]
        )
    }

    // MARK: Webhooks

    var subprojectsWebhook: Data {
        webhook("update", "Subproject", parts.map { item($0.id, of: ("Project", id)) })
    }

    func item(_ id: Int64, of parent: (type: String, id: Int64)? = nil) -> JSONValue {
        .object([
            .init("id", .number(String(id))), .init("ref", .string("/x/\(id)")),
            .init(
                "parent",
                parent.map {
                    .object([
                        .init("id", .number(String($0.id))), .init("itemType", .string($0.type)),
                        .init("ref", .string("/x/\($0.id)")),
                    ])
                } ?? .null
            ),
        ])
    }

    func webhook(_ event: String, _ type: String, _ items: [JSONValue]) -> Data {
        RentalLifeDraft.body(account, user: 33, event, type, items, at: stamp)
    }

    static func body(
        _ account: String,
        user: Int64,
        _ event: String,
        _ type: String,
        _ items: [JSONValue],
        at stamp: String
    ) -> Data {
        let json = JSONValue.object([
            .init("account", .string(account)),
            .init(
                "user",
                .object([
                    .init("itemType", .string("Crew")), .init("id", .number(String(user))),
                    .init("ref", .string("/crew/\(user)")),
                ])
            ),
            .init("eventType", .string(event)), .init("itemType", .string(type)),
            .init("items", .array(items)), .init("eventDate", .string(stamp)),
        ])
        return Data(json.description.utf8)
    }
}
