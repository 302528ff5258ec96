import GRDB
import Testing

@testable import Outbox

struct NoteTests {
    @Test func `a note is remembered, replaced and forgotten`() async throws {
        let fixture = try OutboxFixture()

        let missing = try await fixture.outbox.note("thread/1", company: "a")
        try await fixture.outbox.setNote("thread/1", to: "first", company: "a")
        let first = try await fixture.outbox.note("thread/1", company: "a")
        try await fixture.outbox.setNote("thread/1", to: "second", company: "a")
        let second = try await fixture.outbox.note("thread/1", company: "a")
        try await fixture.outbox.setNote("thread/1", to: nil, company: "a")
        let forgotten = try await fixture.outbox.note("thread/1", company: "a")
        try await fixture.outbox.setNote("thread/1", to: nil, company: "a")

        #expect([missing, first, second, forgotten] == [nil, "first", "second", nil])
    }

    @Test func `a note is its company's and its name's alone`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.outbox.setNote("k", to: "a", company: "a")
        try await fixture.outbox.setNote("k", to: "b", company: "b")
        try await fixture.outbox.setNote("l", to: "", company: "a")

        try await fixture.outbox.setNote("k", to: nil, company: "b")

        #expect(try await fixture.outbox.note("k", company: "a") == "a")
        #expect(try await fixture.outbox.note("k", company: "b") == nil)
        #expect(try await fixture.outbox.note("l", company: "a") == "")
    }

    @Test(arguments: [0, 513])
    func `a note must have a name of sensible length`(length: Int) async throws {
        let fixture = try OutboxFixture()

        await #expect(throws: DatabaseError.self) {
            try await fixture.outbox.setNote(
                String(repeating: "k", count: length),
                to: "v",
                company: "a"
            )
        }
    }
}
