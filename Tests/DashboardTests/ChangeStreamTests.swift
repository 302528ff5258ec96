import Hummingbird
import Synchronization
import Testing

@testable import Dashboard

/// What an open page is told.
@Suite struct ChangeStreamTests {
    /// Looks at the marks one after the other, then stops.
    private func told(_ marks: [String]) async throws -> String {
        let left = Mutex(marks[...])
        let stream = ChangeStream(
            places: ChangeStream.Places(),
            pause: .zero,
            isStopping: { left.withLock { $0.isEmpty } },
            mark: { left.withLock { $0.popFirst() ?? "" } }
        )
        #expect(stream.places.take())
        let listener = ChangeListener(stream)
        var text = ""
        while let buffer = try await listener.next() { text += String(buffer: buffer) }
        return text
    }

    @Test func `each change is told once, and nothing else`() async throws {
        let text = try await told(["1", "1", "2", "2", "3"])

        #expect(text == "retry: 3000\n\ndata: changed\n\ndata: changed\n\n")
    }

    @Test func `a quiet stream shows that it lives`() async throws {
        let text = try await told(Array(repeating: "1", count: ChangeStream.quietRounds + 1))

        #expect(text == "retry: 3000\n\n:\n\n")
    }

    @Test func `no more pages are told than there are places, and a place is given back`() {
        let places = ChangeStream.Places()
        let stream = ChangeStream(places: places, isStopping: { true }, mark: { "" })
        var answers = (0..<ChangeStream.limit).map { _ in stream.response() }

        #expect(answers.allSatisfy { $0 != nil })
        #expect(stream.response() == nil)
        answers.removeLast()
        #expect(stream.response() != nil, "an answer that was never begun holds no place")
    }
}
