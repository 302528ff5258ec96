import Bookkeeping
import Foundation

/// A webhook's body: what changed, never how.
struct RentmanWebhook: Hashable, Sendable {
    static let itemLimit = 20_000

    /// One thing that changed, and what it directly belongs to.
    ///
    /// Of what is deleted only the number is told.
    struct Item: Hashable, Sendable {
        var id: Int64
        var parent: RentmanSubject?
    }

    var account: String
    /// The crew member who made the change; nil when Rentman itself did.
    var userID: Int64?
    var eventType: String
    var itemType: String
    var items: [Item]
    /// To the second.
    var eventDate: Date?

    var topic: String { "\(itemType).\(eventType)" }

    init(_ body: Data) throws(WebhookRefusal) {
        let json: RentmanRecord
        do throws(JSONValue.NotJSON) {
            json = RentmanRecord(try JSONValue(parsing: body))
        } catch {
            throw .unreadable(reason: "body is not JSON at byte \(error.offset)")
        }
        account = try Self.needed(json, "account")
        eventType = try Self.needed(json, "eventType")
        itemType = try Self.needed(json, "itemType")
        guard ["create", "update", "delete"].contains(eventType) else {
            throw .unreadable(reason: "eventType is none of create, update, delete")
        }
        userID = json.record("user")?.integer("id")
        eventDate = json.moment("eventDate")
        guard case .array(let items)? = json["items"], items.count <= Self.itemLimit else {
            throw .unreadable(reason: "items is no list, or too long")
        }
        self.items = []
        for item in items { self.items.append(try Self.item(item)) }
    }

    /// What the items are about, each once, in a fixed order.
    ///
    /// The direct owner stands for a part of it: it is there when the part may be gone, and bursts about one owner
    /// fall together.
    func subjects(of thing: RentmanThing) -> [String] {
        let subjects = items.map { item -> String in
            guard let parent = item.parent, thing != .project, thing != .contact, thing != .crew
            else { return thing.subject(item.id) }
            return parent.text
        }
        return Set(subjects).sorted()
    }

    private static func needed(
        _ json: RentmanRecord,
        _ name: String
    ) throws(WebhookRefusal) -> String {
        guard case .string(let text)? = json[name], !text.isEmpty, text.utf8.count <= 100 else {
            throw .unreadable(reason: "\(name) is missing or no text")
        }
        return text
    }

    private static func item(_ value: JSONValue) throws(WebhookRefusal) -> Item {
        if case .number(let text) = value, let id = Int64(text), id > 0 { return Item(id: id) }
        let record = RentmanRecord(value)
        guard let id = record.integer("id"), id > 0 else {
            throw .unreadable(reason: "an item has no id")
        }
        guard let parent = record.record("parent"), let owner = parent.integer("id"), owner > 0,
            case .string(let type)? = parent["itemType"], let thing = RentmanThing(itemType: type)
        else { return Item(id: id) }
        return Item(id: id, parent: RentmanSubject(thing, owner))
    }
}
