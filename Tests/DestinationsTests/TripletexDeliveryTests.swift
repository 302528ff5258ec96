import Foundation
import Remote
import Testing

@testable import Bookkeeping
@testable import Destinations

/// How businesses get their invoices.
struct TripletexDeliveryTests {
    @Test func `a business gets EHF where it can receive it`() async throws {
        let world = TripletexWorld()
        world.fake.change { $0.ehfReceivers = ["123456785"] }
        var order = TripletexPlanTests.order
        order.customer = .business(receivesEHF: true)

        let outcome = try await TripletexPlanTests.book(order, in: world)

        #expect(outcome.notices.isEmpty)
        #expect(world.fake.read { $0.company.invoices.map(\.sentBy) } == ["EHF"])
        #expect(world.fake.snapshot().openItems.isEmpty)
    }

    @Test func `a business that EHF refuses gets e-mail, and people are told`() async throws {
        let world = TripletexWorld()
        var order = TripletexPlanTests.order
        order.customer = .business(receivesEHF: true)

        let outcome = try await TripletexPlanTests.book(order, in: world)
        let again = try await TripletexPlanTests.book(order, in: world)

        #expect(outcome.notices.map(\.code) == ["CUSTOMER_NOT_ON_EHF"])
        #expect(again.notices == outcome.notices)
        #expect(world.fake.read { $0.company.invoices.map(\.sentBy) } == ["EMAIL"])
        #expect(outcome.notices.allSatisfy { !$0.message.nb.contains("@") })
    }

    @Test func `a known business is two calls, and its invoice is sent once`() async throws {
        let world = TripletexWorld()
        var order = TripletexPlanTests.order
        order.customer = .business()
        _ = try await TripletexPlanTests.book(order, in: world)
        _ = world.transport.takeNames()
        order.number = "1002"
        world.transport.fail("PUT /order", .replyLost)

        _ = try? await TripletexPlanTests.book(order, in: world)
        let names = world.transport.takeNames()
        _ = try await TripletexPlanTests.book(order, in: world)

        #expect(names.count == 2)
        #expect(world.fake.read { $0.company.invoices.map(\.sentBy) } == ["EMAIL", "EMAIL"])
    }
}
