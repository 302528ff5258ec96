import Bookkeeping

/// When an order was delivered: only successful fulfilments count.
struct ShopifyDelivery: Sendable {
    /// The moment of the last successful fulfilment, in seconds since 1970.
    let lastSeconds: Int64?
    /// The day of the last fulfilment when nothing is left to deliver.
    let fulfilledDate: LocalDate?

    init(of order: ShopifyOrder, calendar: ShopCalendar) throws(Alert) {
        var covered: [Int64: Int] = [:]
        var last: (seconds: Int64, text: String)?
        for fulfillment in order.fulfillments ?? [] where fulfillment.status == "success" {
            guard let seconds = ShopCalendar.secondsSince1970(fulfillment.createdAt) else {
                throw .shopifyUnreadable("fulfillments.created_at")
            }
            if last.map({ $0.seconds < seconds }) ?? true {
                last = (seconds, fulfillment.createdAt)
            }
            for line in fulfillment.lineItems ?? [] {
                covered[line.id, default: 0] += line.quantity ?? 0
            }
        }
        lastSeconds = last?.seconds
        let isComplete = order.lineItems.allSatisfy { line in
            let left = line.currentQuantity ?? line.quantity
            // A tip is never shipped.
            guard left > 0, !line.isTip else { return true }
            if line.fulfillmentStatus == "fulfilled" { return true }
            return line.fulfillableQuantity == 0 && covered[line.id, default: 0] >= left
        }
        guard isComplete, let last else {
            fulfilledDate = nil
            return
        }
        guard let date = calendar.day(of: last.text) else {
            throw .shopifyUnreadable("fulfillments.created_at")
        }
        fulfilledDate = date
    }
}
