import Bookkeeping
import Connectors
import Foundation
import Outbox
import Testing

@testable import App
@testable import Destinations

/// What stands on an order in Tripletex beside its amounts: department, project, products, references, addresses.
struct OrderPlacementTests {
    @Test func `orders and vouchers belong to the department that the rules name`() async throws {
        let journey = try await Journey(rules: #"rules: {settings: {department: "20"}}"#)
        journey.world.ledger.addDepartment(number: "120", name: "Butikk")
        journey.world.ledger.addDepartment(number: "20", name: "Nettbutikk")
        try await journey.orderFromPartner("P-1", payments: [("vipps", 12_500)])
        try await journey.workOff()
        _ = try await journey.importPayouts(PayoutJourneyTests.klarna)

        let ledger = journey.world.ledger.read { $0.company }
        let id = try #require(ledger.departments.first { $0.number == "20" }?.id)
        #expect(ledger.orders.map(\.department) == [id])
        let voucher = ledger.postings.filter { $0.account == 7_770 }
        #expect(voucher.map(\.department) == [id])
        #expect(journey.world.ledger.snapshot().calls["GET /department"] == 1)
        try journey.end()
    }

    @Test func `a department that Tripletex does not have holds the order until it is there`()
        async throws
    {
        let journey = try await Journey(rules: #"rules: {settings: {department: "20"}}"#)
        try await journey.orderFromPartner("P-1", payments: [("vipps", 12_500)])
        try await journey.workOff()
        #expect(try await journey.events().map(\.cause) == ["COMPANY_NOT_READY"])
        #expect(journey.world.ledger.snapshot().invoices.isEmpty)

        journey.world.ledger.addDepartment(number: "30", name: "Nettbutikk")
        try await journey.apply(rules: #"rules: {settings: {department: "30"}}"#)
        try await journey.workOff()

        #expect(try await journey.events().map(\.state) == [.done])
        #expect(journey.world.ledger.snapshot().invoices.count == 1)
        try journey.end()
    }

    @Test func `lines are products with the item's SKU where that is wanted, each made once`()
        async throws
    {
        let journey = try await Journey(rules: "rules: {settings: {productLines: sku}}")
        for number in ["P-1", "P-2"] {
            try await journey.orderFromPartner(number, payments: [("vipps", 12_500)]) {
                $0.replacing(#""id":"1","#, with: #""id":"1","sku":"LED-64","title":"Lampe","#)
            }
        }
        try await journey.workOff()

        let products = journey.world.ledger.read { $0.company.products.map(\.number) }
        #expect(products == ["LED-64"])
        #expect(journey.world.ledger.snapshot().invoices.map(\.amount) == [12_500, 12_500])
        #expect(try await journey.events().allSatisfy { $0.state == .done })
        try journey.end()
    }

    @Test func `the shop's number, its link and the place of delivery stand on the order`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 5)
        let orders = generator.orders(12)
        let journey = try await Journey()
        for order in orders {
            let last = try #require(order.steps.last)
            try journey.world.shop.put(order: last.order, transactions: last.transactions)
            #expect(try await journey.deliver(last).status == 200)
        }
        try await journey.workOffDue()

        let booked = journey.world.ledger.read { $0.company.orders }
        #expect(!booked.isEmpty)
        for order in booked {
            #expect("shop-\(order.reference ?? "")" == order.number)
            #expect(order.internalComment?.hasPrefix(World.shopAddress) == true)
            #expect(order.deliveryCity?.isEmpty == false)
        }
        try journey.end()
    }

    @Test func `where no invoice documents a voucher the order is attached to it, once`()
        async throws
    {
        let journey = try await Journey(
            rules: "rules: {settings: {bookingModel: voucher, attachOrder: true}}"
        )
        for number in ["P-1", "P-2"] {
            try await journey.orderFromPartner(number, payments: [("vipps", 12_500)])
        }
        try await journey.workOff()
        for event in try await journey.events() {
            _ = try await journey.installation.outbox.replay(event.id)
        }
        try await journey.workOff()

        #expect(try await journey.events().allSatisfy { $0.state == .done })
        let sales = journey.world.ledger.read { company in
            company.company.vouchers.filter { $0.attachedFiles > 0 }
        }
        #expect(sales.map(\.attachedFiles) == [1, 1])
        #expect(sales.allSatisfy { $0.external?.contains("P-") == true })
        try journey.end()
    }
}
