import Foundation
import Testing

@testable import Outbox

struct EventIDTests {
    @Test(arguments: [
        (Int64(0), Int64(1)), (1_790_000_000_123, 42), (281_474_976_710_655, 1),
        (1_790_000_000_123, 0x3FFF_FFFF_FFFF_FFFF), (1_790_000_000_123, 0x1_0000_0000_0000),
    ])
    func `an id is a UUID of version 7 and reads back as itself`(
        milliseconds: Int64,
        sequence: Int64
    ) throws {
        let id = EventID(milliseconds: milliseconds, sequence: sequence)

        let uuid = try #require(UUID(uuidString: id.description)).uuid
        #expect(uuid.6 >> 4 == 7)
        #expect(uuid.8 >> 6 == 0b10)
        let time = [uuid.0, uuid.1, uuid.2, uuid.3, uuid.4, uuid.5].reduce(Int64(0)) {
            $0 << 8 | Int64($1)
        }
        #expect(time == milliseconds)
        #expect(EventID(id.description) == id)
        #expect(EventID(id.description.uppercased()) == id)
    }

    @Test func `ids sort by arrival, as values and as text`() {
        var generator = SeededGenerator(seed: 3)
        var time: Int64 = 1_790_000_000_000
        let ids = (1...500).map { number in
            time += Int64.random(in: 0...3, using: &generator)
            return EventID(milliseconds: time, sequence: Int64(number))
        }

        #expect(ids.shuffled(using: &generator).sorted() == ids)
        #expect(ids.map(\.description).sorted() == ids.map(\.description))
    }

    @Test(arguments: [
        "", "-", "----", "019f", "01a0c3a8-8c00-7000-8000-00000000000",
        "01a0c3a8-8c00-7000-8000-0000000000001", "01a0c3a8-8c00-4000-8000-000000000001",
        "01a0c3a8-8c00-7001-8000-000000000001", "01a0c3a8-8c00-7000-c000-000000000001",
        "01a0c3a8-8c00-7000-8000-000000000000", "+1a0c3a8-8c00-7000-8000-000000000001",
        "01a0c3a8-8c00-7000-8000-+00000000001", "01a0c3a8-8c00-7000-8000-00000000000g",
        "01a0c3a8-8c00-7000-8000-00000000000\u{0661}", "01a0c3a8 8c00 7000 8000 000000000001",
        "01a0c3a8-8c00-7000-8000-000000000001' OR 1",
    ])
    func `anything else is no id`(text: String) {
        #expect(EventID(text) == nil)
    }

    @Test func `an id with another time than the event's finds nothing`() async throws {
        let fixture = try OutboxFixture()
        let id = try await fixture.accept()

        let guess = EventID(milliseconds: id.milliseconds + 1, sequence: id.sequence)

        #expect(try await fixture.outbox.event(guess) == nil)
        await #expect(throws: OutboxError.unknownEvent) { try await fixture.outbox.replay(guess) }
    }
}
