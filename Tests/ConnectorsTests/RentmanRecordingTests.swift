import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import TestSupport
import Testing

/// The header of a webhook's body, by file.
private struct Signatures: Decodable {
    struct File: Decodable {
        var sha512: String
        var sha256: String
    }

    var token: String
    var files: [String: File]

    /// Checks that each body verifies as expected, and that no other body does.
    func check(_ body: (String) throws -> Data) throws {
        for (name, file) in files {
            let body = try body(name)
            for digest in [file.sha512, file.sha256] {
                let webhook = try verify(body, digest)
                let expected =
                    Self.expected[name].map { webhook.with(subject: $0) } ?? webhook.asIgnored
                #expect(webhook == expected, "\(name)")
                var tampered = body
                tampered[tampered.count / 2] ^= 1
                for wrong in [tampered, body + Data("\n".utf8), body.dropLast()] {
                    #expect(throws: WebhookRefusal.self) { () throws(WebhookRefusal) in
                        try verify(wrong, digest)
                    }
                }
            }
        }
    }

    private func verify(
        _ body: Data,
        _ digest: String
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        var headers = HTTPFields()
        if let name = HTTPField.Name("Digest") { headers[name] = digest }
        return try Rentman(options: .object([.init("account", .string("nordlyslyd"))])).verify(
            WebhookDelivery(headers: headers, body: body, receivedAt: .distantFuture),
            secrets: [token]
        )
    }

    /// Those that are not here are of no use.
    private static let expected = [
        "webhook_contact_update.json": "contact/501",
        "webhook_contactperson_create.json": "contact/501",
        "webhook_crew_update.json": "crew/40", "webhook_invoice_create.json": "invoice/215",
        "webhook_invoice_delete.json": "invoice/215", "webhook_invoice_update.json": "invoice/215",
        "webhook_invoiceline_create.json": "invoice/215",
        "webhook_project_create.json": "project/812", "webhook_project_delete.json": "project/812",
        "webhook_project_update.json": "project/812",
        "webhook_project_update_escaped_slashes.json": "project/812",
        "webhook_projectcrew_create.json": "projectfunction/3002",
        "webhook_projectcrew_delete.json": "changes/",
        "webhook_projectequipment_delete_many.json": "changes/",
        "webhook_projectfunction_update.json": "subproject/931",
        "webhook_subproject_create.json": "project/812",
        "webhook_subproject_delete.json": "subproject/931",
        "webhook_subproject_update.json": "project/812",
        "webhook_subproject_update_multi.json": "project/812",
    ]
}

struct RentmanFixtureTests {
    @Test func `every webhook of our own verifies, and none that was tampered with`() throws {
        let signatures = try JSONDecoder().decode(
            Signatures.self,
            from: Samples.fixture("rentman/signatures.json")
        )
        #expect(signatures.files.count == 10)
        try signatures.check { try Samples.fixture("rentman/\($0)") }
    }
}

@Suite(.enabled(if: Samples.hasRecordings))
struct RentmanRecordingTests {
    @Test func `every recorded webhook verifies, and none that was tampered with`() throws {
        let signatures = try JSONDecoder().decode(
            Signatures.self,
            from: Samples.recording("rentman/webhook_signatures.json")
        )
        let files = try Samples.recordings(in: "rentman").filter {
            $0.hasPrefix("webhook_") && $0 != "webhook_signatures.json"
        }
        #expect(Set(files) == Set(signatures.files.keys) && files.count > 20)
        try signatures.check { try Samples.recording("rentman/\($0)") }
    }
}

extension VerifiedWebhook {
    /// This event with another subject, unless its own begins so.
    fileprivate func with(subject wanted: String) -> VerifiedWebhook {
        guard case .event(let topic, let subject, let id) = self else {
            return .event(topic: "", subject: wanted, deliveryID: "")
        }
        let isBatch = wanted.hasSuffix("/") && subject.hasPrefix(wanted)
        return .event(topic: topic, subject: isBatch ? subject : wanted, deliveryID: id)
    }

    fileprivate var asIgnored: VerifiedWebhook {
        switch self {
        case .event(let topic, _, _), .ignored(let topic): .ignored(topic: topic)
        case .ping: .ping
        }
    }
}
