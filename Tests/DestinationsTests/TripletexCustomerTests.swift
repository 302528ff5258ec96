import Bookkeeping
import HTTPTypes
import Remote
import Testing

@testable import Destinations

struct TripletexCustomerTests {
    @Test func `a consumer is known by e-mail, whatever its case`() async throws {
        let world = TripletexWorld()

        try await world.book(.sample("1", customer: .consumer("a@example.no")), [.sample(30_000)])
        try await world.book(.sample("2", customer: .consumer("A@Example.NO")), [.sample(30_000)])
        try await world.book(.sample("3", customer: .consumer("b@example.no")), [.sample(30_000)])

        #expect(world.fake.snapshot().customers == 2)
    }

    @Test func `a business is known by its organisation number, however it is written`()
        async throws
    {
        let world = TripletexWorld()

        try await world.book(
            .sample("1", customer: .business("123456785")),
            [.sample(30_000)]
        )
        try await world.book(
            .sample("2", customer: .business("123 456 785", email: "annen@example.no")),
            [.sample(30_000)]
        )

        #expect(world.fake.snapshot().customers == 1)
    }

    @Test func `the same address of a consumer and of a business are two customers`()
        async throws
    {
        let world = TripletexWorld()

        try await world.book(.sample("1", customer: .consumer("a@example.no")), [.sample(30_000)])
        try await world.book(
            .sample("2", customer: .business(nil, email: "a@example.no")),
            [.sample(30_000)]
        )

        #expect(world.fake.snapshot().customers == 2)
    }

    @Test func `consumers without address share one customer`() async throws {
        let world = TripletexWorld()

        for number in 1...3 {
            try await world.book(
                .sample("\(number)", customer: .consumer(nil)),
                [.sample(30_000)]
            )
        }

        #expect(world.fake.snapshot().customers == 1)
    }

    @Test func `a customer that Tripletex already has is matched, not made`() async throws {
        let world = TripletexWorld()
        try await world.book(.sample("1"), [.sample(30_000)])

        _ = try await world.restarted().book(
            .sample("2"),
            payments: [.sample(30_000)],
            orderKey: "shop-2",
            fact: "shop/order/2",
            journal: TripletexJournal()
        )

        #expect(world.fake.snapshot().customers == 1)
        #expect(world.fake.snapshot().invoices.count == 2)
    }

    @Test func `two orders of a new customer at the same time make the customer once`()
        async throws
    {
        let world = TripletexWorld()

        try await withThrowingTaskGroup { group in
            for number in 1...8 {
                group.addTask { try await world.book(.sample("\(number)"), [.sample(30_000)]) }
            }
            try await group.waitForAll()
        }

        #expect(world.fake.snapshot().customers == 1)
        #expect(world.fake.snapshot().invoices.count == 8)
    }

    @Test func `a foreign business is not checked as a Norwegian one`() async throws {
        let world = TripletexWorld()
        let customer = Customer(
            kind: .business,
            country: "SE",
            organizationNumber: "556703-7485",
            email: "post@example.se",
            name: "Bolag AB",
            address: .init(line1: "Gatan 1", postalCode: "111 22", city: "Stockholm", country: "SE")
        )

        try await world.book(
            .sample(customer: customer, lines: [.sample(10_000, code: "52")]),
            [.sample(10_000)]
        )

        #expect(world.balance(3_107, "52") == -10_000)
    }

    @Test func `keys of customers carry no address`() async throws {
        let world = TripletexWorld()

        try await world.book(.sample(), [.sample(30_000)])

        #expect(world.journal.doneKeys.allSatisfy { !$0.contains("@") })
        #expect(world.journal.doneKeys.contains { $0.hasPrefix("customer/private/") })
    }

    @Test func `a business that Tripletex knows by its address alone is matched by that`()
        async throws
    {
        let world = TripletexWorld()
        let caller = try await TripletexFakeTests.Caller(world.fake)
        _ = try await caller.send(
            .post,
            "/customer",
            [],
            #"{"name":"Firma","email":"post@example.no"}"#
        )

        try await world.book(.sample(customer: .business()), [.sample(30_000)])

        #expect(world.fake.snapshot().customers == 1)
    }

    @Test func `another business with the same address is not taken for it`() async throws {
        let world = TripletexWorld()
        let caller = try await TripletexFakeTests.Caller(world.fake)
        _ = try await caller.send(
            .post,
            "/customer",
            [],
            #"{"name":"Firma","email":"post@example.no","organizationNumber":"974760673"}"#
        )

        try await world.book(.sample(customer: .business()), [.sample(30_000)])

        #expect(world.fake.snapshot().customers == 2)
    }
}
