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

    @Test func `an EHF invoice that reached nobody is found afterwards, with its number`()
        async throws
    {
        let world = TripletexWorld()
        world.fake.change { $0.ehfReceivers = ["123456785"] }
        var order = TripletexPlanTests.order
        order.customer = .business(receivesEHF: true)
        _ = try await TripletexPlanTests.book(order, in: world)
        var needs = LedgerNeeds(.standard)
        let first = try #require(LocalDate.sale.adding(days: -30))
        needs.ehfDays = first...LocalDate.sale

        #expect(await world.ledger.examine(needs) == [])
        world.fake.change { $0.ehfUnreachable = ["123456785"] }
        let findings = await world.ledger.examine(needs)

        #expect(findings.map(\.code) == ["EHF_NOT_DELIVERED"])
        #expect(findings.first?.message.en.contains("no. 1") == true)
        needs.ehfDays = first...first
        #expect(await world.ledger.examine(needs) == [], "it was invoiced later")
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

    @Test func `the person who ordered for a business is its contact, made once`() async throws {
        let world = TripletexWorld()
        var order = TripletexPlanTests.order
        order.customer = .business()
        order.customer.contact = ContactPerson(
            firstName: "Ordre",
            lastName: "Avdelingen",
            email: "Innkjop@example.com"
        )
        _ = try await TripletexPlanTests.book(order, in: world)
        order.number = "1002"
        order.customer.contact?.email = "innkjop@example.com"
        _ = try await TripletexPlanTests.book(order, in: world)

        let company = world.fake.read { $0.company }
        #expect(company.contacts.map(\.customer) == [company.customers.last?.id])
        #expect(
            company.orders.map(\.contact) == company.contacts.map(\.id) + company.contacts.map(\.id)
        )
    }

    @Test func `a contact that was deleted in Tripletex keeps no order from being booked`()
        async throws
    {
        let world = TripletexWorld()
        var order = TripletexPlanTests.order
        order.customer = .business()
        order.customer.contact = ContactPerson(firstName: "Ordre", lastName: nil, email: nil)
        _ = try await TripletexPlanTests.book(order, in: world)
        world.fake.change { $0.contacts = [] }
        world.clock.advance(by: .seconds(7_200))

        order.number = "1002"
        _ = try await TripletexPlanTests.book(order, in: world)

        let last = try #require(world.fake.read { $0.company.orders.last })
        #expect(last.number == "shop-1002" && last.contact == nil)
        #expect(world.fake.read { $0.company.invoices.count } == 2)
    }
}
