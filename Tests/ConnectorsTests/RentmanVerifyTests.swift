import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Testing

struct RentmanVerifyTests {
    private let token = "0123456789abcdef"
    private let body = Data(
        #"{"account":"demo","user":{"itemType":"Crew","id":33,"ref":"/crew/33"},"eventType":"delete","itemType":"Project","items":[812],"eventDate":"2026-02-12T23:20:21+01:00"}"#
            .utf8
    )
    private let sha512 =
        "sha512=a387324365067a9d20a0850714387eb87c1fc0841e39e8b5594bed10d745433d536d9b606a7b08322c1518cf6f677659882ca0677864f9e91808c4e243c0f68d"
    private let sha256 =
        "sha256=eb053974da51d0f366352929b1831c23e6683a4f00f67b86393d0b09c745909b"

    private func verify(
        _ body: Data,
        _ digests: [String],
        secrets: [String]? = nil,
        with rentman: Rentman = Rentman(),
        receivedAt: Date = Date(timeIntervalSince1970: 1_800_000_000)
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        var headers = HTTPFields()
        for digest in digests {
            if let name = HTTPField.Name("digest") {
                headers.append(HTTPField(name: name, value: digest))
            }
        }
        return try rentman.verify(
            WebhookDelivery(headers: headers, body: body, receivedAt: receivedAt),
            secrets: secrets ?? [token]
        )
    }

    private func signed(
        _ body: String,
        with rentman: Rentman = Rentman(),
        receivedAt: Date = Date(timeIntervalSince1970: 1_800_000_000)
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        let digest = RentmanSignature(of: Data(body.utf8), token: token).header
        return try verify(Data(body.utf8), [digest], with: rentman, receivedAt: receivedAt)
    }

    private func rentman(_ options: String) throws -> Rentman {
        Rentman(options: try .init(parsing: options.utf8))
    }

    private func subject(_ webhook: VerifiedWebhook) -> String? {
        if case .event(_, let subject, _) = webhook { subject } else { nil }
    }

    private func deliveryID(_ webhook: VerifiedWebhook) -> String? {
        if case .event(_, _, let id) = webhook { id } else { nil }
    }

    @Test func `both algorithms are accepted, and any of the live tokens`() throws {
        for digest in [sha512, sha256] {
            #expect(subject(try verify(body, [digest])) == "project/812")
            #expect(subject(try verify(body, [digest], secrets: ["new", token])) == "project/812")
        }
        #expect(RentmanSignature(of: body, token: token).header == sha512)
    }

    @Test func `a wrong, missing, doubled or foreign signature is refused`() {
        let bad = [
            [], [""], ["sha512="], [sha512, sha512], [sha512.uppercased()],
            [String(sha512.dropLast(2))], [String(sha512.dropLast()) + "0"],
            ["md5=d41d8cd98f00b204e9800998ecf8427e"], ["SHA512=" + sha512.dropFirst(7)],
            [sha512.replacing("sha512", with: "sha256")],
            ["sha1=" + String(repeating: "0", count: 40)],
            [String(sha512.dropFirst(7))],
        ]
        for digests in bad {
            #expect(throws: WebhookRefusal.self) { () throws(WebhookRefusal) in
                try verify(body, digests)
            }
        }
        for secrets in [[], [""], ["other"]] {
            #expect(throws: WebhookRefusal.self) { () throws(WebhookRefusal) in
                try verify(body, [sha512], secrets: secrets)
            }
        }
    }

    @Test func `a single changed byte of the body is refused`() {
        for index in stride(from: 0, to: body.count, by: 7) {
            var tampered = body
            tampered[index] ^= 1
            #expect(throws: WebhookRefusal.self) { () throws(WebhookRefusal) in
                try verify(tampered, [sha512])
            }
        }
    }

    @Test func `an empty token verifies nothing, although everybody could sign with it`() {
        let digest = RentmanSignature(of: body, token: " ").header
        #expect(throws: WebhookRefusal.self) { () throws(WebhookRefusal) in
            try verify(body, [digest], secrets: [""])
        }
    }

    @Test func `the account is checked when it is known`() throws {
        #expect(subject(try verify(body, [sha512], with: rentman(#"{"account":"demo"}"#))) != nil)
        let other = try rentman(#"{"account":"other"}"#)
        #expect(throws: WebhookRefusal.self) { () throws(WebhookRefusal) in
            try verify(body, [sha512], with: other)
        }
    }

    @Test(arguments: ["33", "[7, 33]"])
    func `changes of our own user are ignored`(user: String) throws {
        let rentman = try rentman(#"{"integrationUser":\#(user)}"#)
        #expect(try verify(body, [sha512], with: rentman) == .ignored(topic: "Project.delete"))
    }

    @Test(arguments: [
        "[]", "12", "{", "", #"{"account":"a"}"#,
        #"{"account":"a","eventType":"explode","itemType":"Project","items":[1]}"#,
        #"{"account":"a","eventType":"update","itemType":"Project","items":{}}"#,
        #"{"account":"a","eventType":"update","itemType":"Project","items":[{"ref":"/x"}]}"#,
        #"{"account":"a","eventType":"update","itemType":"Project","items":[-1]}"#,
        #"{"account":1,"eventType":"update","itemType":"Project","items":[1]}"#,
    ])
    func `a genuine body that is no webhook is unreadable`(body: String) {
        let refusal = #expect(throws: WebhookRefusal.self) { () throws(WebhookRefusal) in
            try signed(body)
        }
        guard case .unreadable? = refusal else {
            Issue.record("\(body) is \(String(describing: refusal))")
            return
        }
    }

    private static func body(_ type: String, _ event: String = "update", items: String) -> String {
        #"{"account":"a","user":null,"eventType":"\#(event)","itemType":"\#(type)","items":\#(items),"eventDate":"2026-03-01T10:00:00+01:00"}"#
    }

    private static func item(_ id: Int, _ parent: String = "null") -> String {
        #"{"id":\#(id),"ref":"/x/\#(id)","parent":\#(parent)}"#
    }

    private static func parent(_ type: String, _ id: Int) -> String {
        #"{"id":\#(id),"itemType":"\#(type)","ref":"/x/\#(id)"}"#
    }

    @Test(arguments: [
        ("Project", item(1), "project/1"),
        ("Subproject", item(2, parent("Project", 1)), "project/1"),
        ("Subproject", item(2), "subproject/2"),
        ("ProjectFunction", item(3, parent("Subproject", 2)), "subproject/2"),
        ("ProjectCrew", item(4, parent("ProjectFunction", 3)), "projectfunction/3"),
        ("ProjectCrew", item(4), "projectcrew/4"),
        (
            "ProjectEquipment", item(5, parent("ProjectEquipmentGroup", 6)),
            "projectequipmentgroup/6"
        ),
        ("ProjectEquipment", "5", "projectequipment/5"), ("ProjectCost", "7", "projectcost/7"),
        ("ProjectCost", item(7, parent("Folder", 1)), "projectcost/7"),
        ("Contact", item(8, parent("Folder", 1)), "contact/8"),
        ("ContactPerson", item(9, parent("Contact", 8)), "contact/8"),
        ("ContactPerson", "9", "contactperson/9"), ("Crew", item(10), "crew/10"),
        ("Factuur", item(11), "invoice/11"), ("Invoice", item(11), "invoice/11"),
        ("Factuur", item(11, parent("Project", 1)), "project/1"),
        ("InvoiceLine", item(12, parent("Factuur", 11)), "invoice/11"),
        ("InvoiceLine", "12", "invoiceline/12"),
    ])
    func `an item leads to what it belongs to`(type: String, item: String, subject: String) throws {
        let webhook = try signed(Self.body(type, items: "[\(item)]"))
        #expect(self.subject(webhook) == subject)
    }

    @Test(arguments: [
        "ProjectFunctionGroup", "ProjectVehicle", "ProjectType", "ProjectRequest",
        "ProjectRequestEquipment", "CrewAvailability", "CrewRate", "CrewRateFactor", "Appointment",
        "AppointmentCrew", "Quotation", "Contract", "Ledger", "TaxClass", "Status", "File",
        "Folder",
        "Equipment", "EquipmentSetContent", "Accessory", "SerialNumber", "StockLocation",
        "StockMovement", "Repair", "Subrental", "SubrentalEquipment", "SubrentalEquipmentGroup",
        "TimeRegistration", "TimeRegistrationActivity", "Vehicle", "Payment", "Tomorrow's",
    ])
    func `kinds without use are acknowledged and dropped`(type: String) throws {
        #expect(
            try signed(Self.body(type, items: "[1]")) == .ignored(topic: "\(type).update")
        )
    }

    @Test func `several things of one project are one subject, of several are one batch`() throws {
        let one = Self.parent("Project", 1)
        let same = try signed(
            Self.body("Subproject", items: "[\(Self.item(2, one)),\(Self.item(3, one))]")
        )
        #expect(subject(same) == "project/1")

        let many = try signed(Self.body("ProjectEquipment", "delete", items: "[701,702,703]"))
        #expect(subject(many)?.hasPrefix("changes/") == true)
        #expect(try signed(Self.body("Project", items: "[]")) == .ignored(topic: "Project.update"))
    }

    @Test func `a retry has the same delivery id, another body another`() throws {
        let first = deliveryID(try verify(body, [sha512]))

        #expect(first != nil)
        #expect(
            deliveryID(
                try verify(body, [sha256], receivedAt: Date(timeIntervalSince1970: 1_900_000_000))
            ) == first
        )
        #expect(deliveryID(try signed(Self.body("Project", items: "[1]"))) != first)
    }

    @Test func `equal bodies within a minute of what they tell of are different deliveries`() throws
    {
        let eventDate = 1_772_355_600.0
        let ids = try [0.1, 0.6, 59.9, 60, 600].map { after in
            deliveryID(
                try signed(
                    Self.body("Project", items: "[1]"),
                    receivedAt: Date(timeIntervalSince1970: eventDate + after)
                )
            )
        }
        #expect(Set(ids).count == 4 && ids[3] == ids[4])
    }
}
