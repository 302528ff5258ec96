import Bookkeeping
import Connectors
import Foundation
import Projects
import Remote
import Testing

struct RentmanHistoryTests {
    private let account: RentmanAccount
    private let from = Date(timeIntervalSince1970: 1_772_319_600)  // 2026-03-01T00:00:00+01:00

    init() throws {
        account = try RentmanAccount()
    }

    private func history(_ request: HistoryRequest) async throws -> [HistoryItem] {
        var items: [HistoryItem] = []
        var request = request
        repeat {
            let page = try await account.rentman.history(request, from: account.access())
            #expect(page.items.map(\.changedAt) == page.items.map(\.changedAt).sorted())
            items += page.items
            request.cursor = page.next
        } while request.cursor != nil
        return items
    }

    private func put(_ collection: String, _ id: Int, _ modified: String, _ rest: String) throws {
        try account.put(
            collection,
            #"{"id":\#(id),"created":"2026-02-01T10:00:00+01:00","modified":"\#(modified)"\#(rest)}"#
        )
    }

    @Test func `changes of projects and their parts, invoices and contacts since a time are found`()
        async throws
    {
        let late = "2026-03-01T10:00:00.000+01:00"
        let early = "2026-02-28T23:59:59+01:00"
        try put("projects", 1, late, #","number":1"#)
        try put("projects", 2, early, #","number":"2""#)
        try put("subprojects", 20, late, #","project":"/projects/2""#)
        try put("projectfunctions", 30, early, #","project":"/projects/3""#)
        try put("projectcrew", 31, late, #","function":"/projectfunctions/30""#)
        try put("invoices", 40, late, #","project":"/projects/4""#)
        try put("invoices", 41, late, #","project":null"#)
        try put("contacts", 501, late, "")

        let items = try await history(HistoryRequest(.changed, from: from))
        #expect(
            items.map(\.subject).sorted() == [
                "contact/501", "invoice/41", "project/1", "project/2", "project/3", "project/4",
            ]
        )
        #expect(items.first { $0.subject == "project/1" }?.number == "1")
    }

    @Test func `a long history comes in pages, nothing twice`() async throws {
        for id in 1...750 { try put("projects", id, "2026-03-0\(1 + id % 9)T10:00:00+01:00", "") }

        let items = try await history(HistoryRequest(.changed, from: from))
        #expect(items.count == 750 && Set(items.map(\.subject)).count == 750)
    }

    @Test func `the past by creation is bounded on both sides`() async throws {
        try account.put("projects", #"{"id":1,"created":"2026-03-02T10:00:00+01:00"}"#)
        try account.put("projects", #"{"id":2,"created":"2026-03-05T10:00:00+01:00"}"#)

        let items = try await history(
            HistoryRequest(.created, from: from, to: from.addingTimeInterval(3 * 86_400))
        )
        #expect(items.map(\.subject) == ["project/1"])
    }

    @Test func `a cursor that was not made here is an error`() async {
        for cursor in ["9", "x", "", "0 https://evil.example/projects", "0 nowhere"] {
            await #expect(throws: (any Error).self) {
                try await account.rentman.history(
                    HistoryRequest(.changed, from: from, cursor: cursor),
                    from: account.access()
                )
            }
        }
    }

    @Test func `what there is now shows what was deleted`() async throws {
        for id in 1...350 { try put("projects", id, "2026-03-01T10:00:00+01:00", "") }
        try put("invoices", 40, "2026-03-01T10:00:00+01:00", #","project":"/projects/4""#)
        try put("invoices", 41, "2026-03-01T10:00:00+01:00", #","project":null"#)
        account.fake.apply([.remove(collection: "projects", id: 7)])

        let inventory = try #require(
            try await account.rentman.inventory(from: account.access())
        )
        #expect(inventory.subjects.count == 351)
        #expect(inventory.lacks("project/7") && !inventory.lacks("project/8"))
        #expect(!inventory.lacks("invoice/40") && inventory.lacks("projectcrew/1"))
        #expect(!inventory.lacks("contact/501"))
    }

    @Test func `a healthy account has no findings`() async throws {
        #expect(
            try await account.rentman.examine(webhookAddress: "", from: account.access()).isEmpty
        )
    }

    @Test func `a refused token and statuses that nobody sorted are found`() async throws {
        let refused = try await account.rentman.examine(
            webhookAddress: "",
            from: account.access(token: "old")
        )
        #expect(refused.map(\.code) == ["token-rejected"] && refused.allSatisfy(\.isBlocking))

        let chosen = try RentmanAccount(options: #"{"confirmedStatuses":[3,77]}"#)
        try chosen.put("statuses", #"{"id":13,"name":"Bekreftet, ikke pakket"}"#)
        let findings = try await chosen.rentman.examine(webhookAddress: "", from: chosen.access())
        #expect(findings.map(\.code) == ["status-missing", "status-unsorted"])
        #expect(findings.allSatisfy { !$0.isBlocking && !$0.remedy.nb.isEmpty })
    }
}
