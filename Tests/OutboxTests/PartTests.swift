import Testing

@testable import Outbox

struct PartTests {
    @Test func `a part leads to all subjects that ever had it`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.keep(["line/1", "line/2"], of: "project/1")
        try await fixture.keep(["line/2", "line/3"], of: "project/2")
        try await fixture.keep(["line/1"], of: "project/9", connection: "woo")

        try await fixture.keep(["line/2"], of: "project/1")
        try await fixture.keep([], of: "project/2")

        #expect(try await fixture.subjects(having: "line/1") == ["project/1"])
        #expect(try await fixture.subjects(having: "line/2") == ["project/1", "project/2"])
        #expect(try await fixture.subjects(having: "line/3") == ["project/2"])
        #expect(try await fixture.subjects(having: "line/4") == [])
        #expect(try await fixture.subjects(having: "line/1", connection: "woo") == ["project/9"])
    }

    @Test func `parts are paged, without those whose end was announced, until they are forgotten`()
        async throws
    {
        let fixture = try OutboxFixture()
        try await fixture.keep(["line/1", "line/2"], of: "project/1")
        try await fixture.keep(["line/2"], of: "project/2")
        _ = try await fixture.outbox.accept(fixture.event("project/1", delivery: "absent/line/1"))

        #expect(
            try await fixture.parts(limit: 1).map { [$0.name, $0.subject] } == [
                ["line/2", "project/1"], ["line/2", "project/2"],
            ]
        )
        try await fixture.outbox.forgetParts(
            of: "project/1",
            company: OutboxFixture.company,
            connection: "shop"
        )
        #expect(try await fixture.subjects(having: "line/1") == [])
        #expect(try await fixture.subjects(having: "line/2") == ["project/2"])
    }

    @Test func `no more than a hundred subjects of a part are given`() async throws {
        let fixture = try OutboxFixture(isDurable: false)
        for number in 100..<220 { try await fixture.keep(["line/1"], of: "project/\(number)") }

        let subjects = try await fixture.subjects(having: "line/1")

        #expect(subjects == (100..<200).map { "project/\($0)" })
    }

    @Test func `of very many parts the first are kept`() async throws {
        let fixture = try OutboxFixture(isDurable: false)

        try await fixture.keep((0...Outbox.partLimit).map { "line/\($0)" }, of: "project/1")

        let last = Outbox.partLimit - 1
        #expect(try await fixture.subjects(having: "line/\(last)") == ["project/1"])
        #expect(try await fixture.subjects(having: "line/\(Outbox.partLimit)") == [])
    }
}

extension OutboxFixture {
    fileprivate func parts(limit: Int) async throws -> [Outbox.Part] {
        var parts: [Outbox.Part] = []
        while true {
            let page = try await outbox.parts(
                after: parts.last,
                company: Self.company,
                connection: "shop",
                exceptAnnounced: "absent/",
                limit: limit
            )
            guard !page.isEmpty else { return parts }
            parts += page
        }
    }

    fileprivate func keep(
        _ parts: [String],
        of subject: String,
        connection: String = "shop"
    ) async throws {
        try await outbox.keepParts(
            parts,
            of: subject,
            company: Self.company,
            connection: connection
        )
    }

    fileprivate func subjects(
        having part: String,
        connection: String = "shop"
    ) async throws -> [String] {
        try await outbox.subjects(having: part, company: Self.company, connection: connection)
    }
}
