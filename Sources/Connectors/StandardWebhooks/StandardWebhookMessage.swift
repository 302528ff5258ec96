import Bookkeeping
import Crypto
import Foundation

/// The body of a delivery: `{"type": "order.updated", "timestamp": …, "data": <neutral order>}`.
struct StandardWebhookMessage: Sendable {
    static let deletion = "order.deleted"
    /// Problems of one body that are named in the answer to its sender.
    private static let problemLimit = 10
    private static let subjectLimit = 255

    let type: String
    let moment: StandardWebhookMoment
    let data: JSONValue

    init(_ body: Data) throws(WebhookRefusal) {
        let value: JSONValue
        do throws(JSONValue.NotJSON) {
            value = try JSONValue(parsing: body)
        } catch {
            throw .unreadable(reason: "body is not JSON at byte \(error.offset)")
        }
        guard case .object = value else { throw .unreadable(reason: "body is no JSON object") }
        guard case .string(let type)? = value["type"], !type.isEmpty else {
            throw .unreadable(reason: "type is missing or no text")
        }
        guard case .string(let text)? = value["timestamp"],
            let moment = StandardWebhookMoment(text)
        else { throw .unreadable(reason: "timestamp should be a moment like 2026-01-31T12:00:00Z") }
        guard let data = value["data"] else { throw .unreadable(reason: "data is missing") }
        self.type = type
        self.moment = moment
        self.data = data
    }

    /// Whether the message is about an order at all.
    var isOfOrder: Bool { type.hasPrefix("order.") }

    var isDeletion: Bool { type == Self.deletion }

    /// `order/` and the order's id, or its number where it has no id; long ones are cut, with a hash of the whole.
    func subject() throws(WebhookRefusal) -> String {
        guard let name = (data["id"] ?? data["number"])?.text, !name.isEmpty else {
            throw .unreadable(reason: "data.number is missing")
        }
        guard name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw .unreadable(reason: "data.number has control characters")
        }
        let subject = "order/\(name)"
        guard subject.utf8.count > Self.subjectLimit else { return subject }
        let hash = SHA256.hash(data: Data(name.utf8)).prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        var head = subject
        while head.utf8.count > Self.subjectLimit - hash.count - 1 { head.removeLast() }
        return "\(head)~\(hash)"
    }

    /// The order, or what is wrong with it by path.
    func order() throws(WebhookRefusal) -> Order {
        let unknown = NeutralOrderNames.unknown(in: data, at: "data")
        var problems = unknown.map { "\($0) is not known" }
        var order: Order?
        do throws(InputErrors) {
            order = try Order(neutral: data, at: "data")
        } catch {
            problems += error.problems.map { "\($0.path) \($0.text.en)" }
        }
        guard var order, problems.isEmpty else {
            throw .unreadable(reason: problems.prefix(Self.problemLimit).joined(separator: "; "))
        }
        if order.source.isEmpty { order.source = StandardWebhooks.service }
        return order
    }
}
