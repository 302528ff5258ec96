import Bookkeeping
import Foundation

// How many orders one core plans a second; `deploy/bench` prints the figures.
//
// Seconds of processor time, so that other work on the machine counts little. Of the rounds the median and the
// best are printed: a neighbour on the machine can only make a round slower.

/// An order of this many lines at three rates, with shipping, paid in full.
func order(lines count: Int) -> Order {
    var lines: [OrderLine] = []
    for number in 0..<count {
        let (productClass, rate): (ProductClass, Int64) =
            switch number % 3 {
            case 0: (.food, 1_500)
            case 1: (.standard, 2_500)
            default: (.book, 0)
            }
        lines.append(
            OrderLine(
                id: "\(number)",
                quantity: DecimalNumber(units: 2, scale: 0),
                unitPrice: Amount(minor: Int64(1_000 + (number * 37) % 50_000)),
                productClass: productClass,
                shopVATRate: Percentage(basisPoints: rate),
                sku: "SKU-\(number)",
                title: "Vare nummer \(number)"
            )
        )
    }
    let shipping = Amount(minor: 9_900)
    let total = lines.reduce(shipping) { $0 + Amount(minor: $1.unitPrice.minor * 2) }
    guard let day = LocalDate("2026-02-10") else { fatalError("a date of the calendar") }
    return Order(
        number: "1001",
        source: "shopify",
        orderDate: day,
        fulfilledDate: day,
        currency: .nok,
        pricesIncludeVAT: true,
        customer: Customer(kind: .consumer, country: "NO"),
        shipTo: ShippingDestination(country: "NO", postalCode: "0150"),
        lines: lines,
        shipping: [ShippingCharge(amount: shipping, title: "Frakt")],
        total: total,
        payments: [Payment(id: "p1", method: "vipps", amount: total, date: day)]
    )
}

/// Seconds of processor time that this process has used.
func processorSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds that planning the order takes, in the median and in the best round.
func measure(_ order: Order, rounds: Int, repeats: Int) -> (median: Double, best: Double) {
    let bookkeeper = Bookkeeper(rules: .standard)
    var seconds: [Double] = []
    for _ in 0..<rounds {
        let start = processorSeconds()
        for _ in 0..<repeats where bookkeeper.plan(order).status != .booked {
            fatalError("the order of the measurement is not booked")
        }
        seconds.append((processorSeconds() - start) / Double(repeats))
    }
    seconds.sort()
    return (seconds[rounds / 2], seconds[0])
}

let typical = measure(order(lines: 5), rounds: 40, repeats: 2_000)
let large = measure(order(lines: 10_000), rounds: 10, repeats: 1)
print("planning: 5-line orders per second, one core\t\(Int(1 / typical.median))")
print("planning: 5-line orders per second, best round\t\(Int(1 / typical.best))")
print("planning: ms for an order of 10,000 lines\t\(large.median * 1_000)")
