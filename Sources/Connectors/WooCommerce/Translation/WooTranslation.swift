import Bookkeeping
import Foundation

/// Turns an order of WooCommerce into the neutral one, or says why a person must look.
struct WooTranslation: Sendable {
    /// Lines in one order; a shop's order has a few hundred at the very most.
    private static let lineLimit = 5_000

    let order: WooOrder
    /// nil where only the order's own list of them is at hand.
    let refunds: [WooRefund]?
    let options: WooOptions
    let zone: TimeZone
    /// The shop's address, for links to its admin pages.
    let baseURL: String?

    func translated() throws(Alert) -> Order {
        guard let currency = Currency(code: order.currency.uppercased()) else {
            throw .wooUnknownCurrency(order.currency)
        }
        try refuseRepeatedLines()
        let tieOut = WooTieOut(of: order, in: currency)
        try tieOut.check()
        let parties = WooParties(order: order, options: options)
        let destination = parties.destination
        var tenders = try WooTenders(
            of: order,
            options: options,
            currency: currency,
            isDomestic: ["NO", "SJ"].contains(destination.country)
        )
        let ordered = sale(tenders, currency, destination)
        try closeGap(of: ordered, tenders: &tenders, tolerance: tieOut.tolerance)
        try refuseUnknownStatus()
        return try assemble(sale(tenders, currency, destination), parties: parties)
    }

    private func sale(
        _ tenders: WooTenders,
        _ currency: Currency,
        _ destination: ShippingDestination
    ) -> WooSale {
        WooSale(
            of: order,
            currency: currency,
            tenders: tenders,
            destination: destination.country,
            options: options
        )
    }

    /// A total below its parts is a tender that the JSON does not show, if the company says so; anything else does
    /// not tie.
    private func closeGap(
        of sale: WooSale,
        tenders: inout WooTenders,
        tolerance: WooFigure
    ) throws(Alert) {
        let net = order.charges.filter { !tenders.fees.contains($0.id) }
            .map { tenders.isBeforeCoupons ? $0.subtotal ?? $0.net : $0.net }.total
        let tax = order.charges.map { tenders.isBeforeCoupons ? $0.exactSubtotalTax : $0.tax }.total
        let stored = WooFigure(
            millionths: Int128(tenders.total.minor) * WooFigure.step(of: sale.currency)
        )
        let exact = net + tax - stored - order.head.total
        guard exact.magnitude > tolerance else { return }
        let gap = sale.total - tenders.total - order.head.total.amount(in: sale.currency)
        guard gap > .zero, tenders.add(gap: gap) else {
            throw .wooTotal(
                parts: sale.total - tenders.total,
                total: order.head.total.amount(in: sale.currency),
                sale.currency
            )
        }
    }

    private func assemble(_ sale: WooSale, parties: WooParties) throws(Alert) -> Order {
        let buyer = parties.buyer
        let capture = WooCapture(
            order: order,
            options: options,
            currency: sale.currency,
            zone: zone,
            isDelivered: isDelivered
        )
        let dueDate = try dueDate(buyer)
        let money = try dueDate == nil ? capture.payment() : nil
        let total = order.head.total.amount(in: sale.currency) + sale.tenders.total
        var made = Order(
            number: order.number,
            source: WooCommerce.service,
            orderDate: try day(order.created, "date_created_gmt"),
            fulfilledDate: try fulfilledDate(),
            cancelledDate: try cancelledDate(),
            currency: sale.currency,
            pricesIncludeVAT: order.pricesIncludeTax,
            customer: buyer,
            shipTo: parties.destination,
            invoiceDueDate: dueDate,
            lines: try sale.lines(),
            shipping: try sale.shipping(),
            rounding: total - sale.total,
            total: total,
            payments: try stored(sale.tenders) + [money].compactMap(\.self),
            refunds: try credits(sale, capture, taken: money?.amount).neutral(),
            customerReference: parties.customerReference,
            url: url
        )
        made.deliveryAddress = parties.deliveryAddress
        return made
    }

    private func credits(_ sale: WooSale, _ capture: WooCapture, taken: Amount?) -> WooRefunds {
        WooRefunds(
            order: order,
            refunds: (refunds ?? order.refunds).sorted {
                ($0.created?.secondsSince1970 ?? 0, $0.id)
                    < ($1.created?.secondsSince1970 ?? 0, $1.id)
            },
            sale: sale,
            currency: sale.currency,
            options: options,
            zone: zone,
            method: capture.method,
            captured: taken
        )
    }

    /// Cards are charged when the order is placed; before that, and when it comes to nothing, they are not.
    private func stored(_ tenders: WooTenders) throws(Alert) -> [Payment] {
        let isPlaced =
            isDelivered || ["processing", "completed", "refunded"].contains(order.status)
        guard isPlaced, !tenders.tenders.isEmpty else { return [] }
        let date = try day(order.paid ?? order.created, "date_paid_gmt")
        return tenders.tenders.map {
            Payment(
                id: $0.id,
                method: $0.method,
                amount: $0.amount,
                date: date,
                giftCardID: $0.giftCardID
            )
        }
    }

    // MARK: Status

    /// On the way to delivery, or off it.
    ///
    /// Source: WooCommerce, wc_get_order_statuses().
    private static let coreStatuses: Set<String> = [
        "pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed",
    ]

    private var isDelivered: Bool {
        options.fulfilledStatuses.contains(order.status)
            || (order.status == "refunded" && order.completed != nil)
    }

    /// The status of a plugin may mean delivered: an order must not wait for ever because nobody knows.
    private func refuseUnknownStatus() throws(Alert) {
        guard !isDelivered, !Self.coreStatuses.contains(order.status),
            !options.openStatuses.contains(order.status)
        else { return }
        throw .wooUnknownStatus(order.status, fulfilled: options.fulfilledStatuses.sorted())
    }

    /// The first switch to completed; statuses of plugins may leave it empty.
    private func fulfilledDate() throws(Alert) -> LocalDate? {
        guard isDelivered else { return nil }
        return try day(order.completed ?? order.paid ?? order.created, "date_completed_gmt")
    }

    private func cancelledDate() throws(Alert) -> LocalDate? {
        guard order.status == "cancelled" else { return nil }
        return try day(order.modified ?? order.created, "date_modified_gmt")
    }

    private func dueDate(_ buyer: Customer) throws(Alert) -> LocalDate? {
        guard buyer.kind == .business,
            let terms = options.invoiceTerms.first(where: {
                $0.gateway.matches(order.paymentMethod)
            })
        else { return nil }
        let start = try fulfilledDate()
        let ordered = try day(order.created, "date_created_gmt")
        return (start ?? ordered).adding(days: terms.days)
    }

    // MARK: The head

    private func refuseRepeatedLines() throws(Alert) {
        guard order.charges.count <= Self.lineLimit else { throw .wooUnreadable("line_items") }
        var seen: Set<Int64> = []
        for line in order.charges where !seen.insert(line.id).inserted {
            throw .wooUnreadable("line_items.id")
        }
    }

    private func day(_ moment: WooMoment?, _ field: String) throws(Alert) -> LocalDate {
        guard let day = moment?.day(in: zone) else { throw .wooUnreadable(field) }
        return day
    }

    /// The old address leads to the order in shops that keep orders in tables of their own, too.
    private var url: String? {
        baseURL.map { "\($0)/wp-admin/post.php?post=\(order.id)&action=edit" }
    }
}
