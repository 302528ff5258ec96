import Testing

@testable import App

/// What the usual orders cost in calls to Tripletex.
struct CallCountTests {
    @Test func `the usual orders cost Tripletex as few calls as they can`() async throws {
        let figures = try await CallCount.measure(backfilled: 500)

        #expect(figures.knownConsumer == 1)
        #expect(figures.newConsumer == 2)
        #expect((1...2).contains(figures.knownBusiness))
        #expect((2...3).contains(figures.fullRefund))
        // A list of customers and one of invoices for each hundred, and what is looked up once.
        #expect(figures.backfill <= 2 * 5 + 12)
        #expect(figures.idle == 0)
    }
}
