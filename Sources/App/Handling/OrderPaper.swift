import Bookkeeping
import Foundation

/// An order on paper: the documentation of a voucher that no invoice documents (bokføringsforskriften § 5-1-1).
struct OrderPaper: Sendable {
    /// Lines that are printed; the rest is counted.
    static let lineLimit = 2_000

    let order: Order
    let language: Language

    var name: String { "\(word("ordre", "order"))-\(order.number)" }

    var pdf: Data {
        let heading = "\(word("Ordre", "Order")) \(order.number) · \(order.source)"
        return Data(PrintedReport(heading: heading, [facts, lines, money], language).bytes)
    }

    private func word(_ nb: String, _ en: String) -> String { language == .nb ? nb : en }

    private var facts: ReportTable {
        var rows: [(String, String?)] = [
            (word("Ordredato", "Order date"), order.orderDate.description),
            (word("Levert", "Delivered"), order.fulfilledDate?.description),
            (word("Kunde", "Customer"), order.customer.name),
            (word("Organisasjonsnummer", "Organisation number"), order.customer.organizationNumber),
            (word("Land", "Country"), order.shipTo.country),
            (word("Kundens referanse", "Customer's reference"), order.customerReference),
            (word("Priser", "Prices"), prices),
            (word("I butikken", "In the shop"), order.url),
        ]
        if order.lines.count > Self.lineLimit {
            rows.append((word("Linjer i alt", "Lines in all"), String(order.lines.count)))
        }
        return ReportTable(
            title: word("Om ordren", "About the order"),
            header: ["", ""],
            rows: rows.compactMap { name, value in value.map { [.text(name), .text($0)] } }
        )
    }

    private var prices: String {
        order.pricesIncludeVAT ? word("med mva", "with VAT") : word("uten mva", "without VAT")
    }

    private func money(_ amount: Amount) -> ReportTable.Cell { .money(amount, order.currency) }

    private var lines: ReportTable {
        let goods = order.lines.prefix(Self.lineLimit).map { line -> [ReportTable.Cell] in
            [
                .text(line.title ?? line.sku ?? line.id), .text(line.quantity.description),
                money(line.unitPrice), money(line.discount),
                .text(line.shopVATRate.map { "\($0) %" } ?? ""),
            ]
        }
        let shipping = order.shipping.map { charge -> [ReportTable.Cell] in
            [
                .text(charge.title ?? word("Frakt", "Shipping")), .text("1"),
                money(charge.amount), money(charge.discount), .text(""),
            ]
        }
        return ReportTable(
            title: word("Linjer", "Lines"),
            header: [
                word("Vare", "Item"), word("Antall", "Quantity"), word("Pris", "Price"),
                word("Rabatt", "Discount"), word("Mva i butikken", "VAT in the shop"),
            ],
            rows: goods + shipping
        )
    }

    private var money: ReportTable {
        var rows: [[ReportTable.Cell]] = []
        if order.orderDiscount != .zero {
            rows.append([
                .text(word("Rabatt på ordren", "Discount on the order")), .text(""),
                money(order.orderDiscount),
            ])
        }
        rows.append([.text(word("Sum med mva", "Total with VAT")), .text(""), money(order.total)])
        rows += order.payments.map {
            [.text($0.method), .text($0.date.description), money($0.amount)]
        }
        return ReportTable(
            title: word("Sum og betalinger", "Total and payments"),
            header: ["", word("Dato", "Date"), word("Beløp", "Amount")],
            rows: rows
        )
    }
}
