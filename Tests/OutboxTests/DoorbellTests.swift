import Testing

@testable import Outbox

struct DoorbellTests {
    @Test func `a wait that ran out leaves the next one whole`() async {
        let doorbell = Doorbell()
        for _ in 0..<3 { await doorbell.wait(atMost: .milliseconds(1)) }

        let start = ContinuousClock.now
        await doorbell.wait(atMost: .milliseconds(50))
        #expect(ContinuousClock.now - start >= .milliseconds(40))
    }

    @Test func `a ring that nobody heard ends the next wait at once`() async {
        let doorbell = Doorbell()
        doorbell.ring()
        let start = ContinuousClock.now
        await doorbell.wait(atMost: .seconds(600))
        #expect(ContinuousClock.now - start < .seconds(300))
    }
}
