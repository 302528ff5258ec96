import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    func newInvoice(_ draft: InvoiceDraft) async throws -> TripletexNewInvoice {
        TripletexNewInvoice(
            invoiceDate: draft.document.date.description,
            invoiceDueDate: draft.document.dueDate.description,
            orders: [try await newOrder(draft)]
        )
    }

    func newOrder(_ draft: InvoiceDraft) async throws -> TripletexNewOrder {
        let document = draft.document
        var lines: [TripletexNewOrder.Line] = []
        for line in document.lines {
            lines.append(
                orderLine(
                    line,
                    product: try await product(of: line, draft.booking),
                    vatType: try await lookups.vatType(line.vatCode, through: calls),
                    sign: draft.sign,
                    in: document
                )
            )
        }
        let terms = document.dueDate.daysSince1970 - document.date.daysSince1970
        return TripletexNewOrder(
            customer: draft.customer,
            contact: try await contact(of: draft),
            number: draft.orderKey,
            // Peppol demands an order reference; where the buyer gave none it is the shop's number.
            reference: String((document.customerReference ?? document.orderNumber).prefix(255)),
            department: draft.booking.subject.department.map(TripletexReference.init(id:)),
            project: draft.booking.subject.project.map(TripletexReference.init(id:)),
            internalComment: draft.booking.subject.url,
            deliveryAddress: try await address(document.deliveryAddress),
            orderDate: document.date.description,
            deliveryDate: document.deliveryDate.description,
            isPrioritizeAmountsIncludingVat: document.pricesIncludeVAT,
            currency: try await lookups.currency(document.currency.code, through: calls),
            invoiceComment: document.comment,
            // The order's own terms count where its invoice is made by its action.
            invoicesDueIn: terms,
            invoicesDueInType: "DAYS",
            orderLines: lines
        )
    }

    /// Tripletex knows discounts only in percent, so a line carries its price after discount.
    private func orderLine(
        _ line: DocumentLine,
        product: TripletexReference?,
        vatType: TripletexReference,
        sign: Int64,
        in document: SaleDocument
    ) -> TripletexNewOrder.Line {
        let price = UnitPrice(of: line.amount, for: line.quantity, in: document.currency)
        let including = document.pricesIncludeVAT
        let quantity = price.isForAll ? DecimalNumber.one : line.quantity
        return TripletexNewOrder.Line(
            product: product,
            description: price.isForAll && line.quantity != .one
                ? "\(line.quantity) × \(line.description)" : line.description,
            count: Decimal(DecimalNumber(units: sign * quantity.units, scale: quantity.scale)),
            unitPriceIncludingVatCurrency: including ? Decimal(price.value) : nil,
            unitPriceExcludingVatCurrency: including ? nil : Decimal(price.value),
            vatType: vatType
        )
    }

    /// Where Tripletex puts sales under a code by itself; another account takes a product.
    ///
    /// Source: the default sales accounts of Tripletex's VAT types.
    private static let usualAccounts = [
        "3": 3_000, "31": 3_001, "33": 3_002, "32": 3_011, "5": 3_100, "52": 3_107, "51": 3_108,
        "6": 3_200,
    ]

    /// The product of a line whose account is not the code's own; nil where it is.
    ///
    /// A line of an order cannot choose its account; its product can.
    private func product(
        of line: DocumentLine,
        _ booking: Booking
    ) async throws -> TripletexReference? {
        guard Self.usualAccounts[line.vatCode?.number ?? "0"] != line.account.value else {
            guard booking.options.lineMode == .sku, let sku = line.sku, !sku.isEmpty else {
                return nil
            }
            return try await product(sku: sku, line, booking.journal)
        }
        return try await product(on: line.account, code: line.vatCode, booking.journal)
    }

    /// The product whose number is the SKU; made once, under the line's text, when Tripletex has none.
    private func product(
        sku: String,
        _ line: DocumentLine,
        _ journal: any EffectJournal
    ) async throws -> TripletexReference? {
        let known = try await lookups.skuProducts.value(sku) {
            try await lookups.findProduct(sku, through: calls)
        }
        if let known { return TripletexReference(id: known) }
        let made = try await journal.once(
            "product/sku/\(sku)",
            ifInterrupted: { try await find(product: sku) },
            perform: {
                if let found = try await find(product: sku) { return found }
                let reply = try await calls.send(
                    RemoteRequest<TripletexValue<TripletexReference>>(
                        method: .post,
                        path: "/product",
                        body: try JSONEncoder().encode(
                            TripletexNewProduct(
                                // Names are unique too, and shops repeat them.
                                name: "\(line.description.prefix(200)) (\(sku))",
                                number: sku,
                                vatType: try await lookups.vatType(line.vatCode, through: calls)
                            )
                        )
                    )
                )
                return EffectResult(kind: "product", id: String(reply.value.id), number: sku)
            }
        )
        return Int(made.id).map(TripletexReference.init(id:))
    }

    /// The place of delivery, which the sales document states (bokføringsforskriften § 5-1-1).
    private func address(_ postal: PostalAddress?) async throws -> TripletexNewCustomer.Address? {
        guard let postal, postal.line1 != nil || postal.city != nil else { return nil }
        return TripletexNewCustomer.Address(
            addressLine1: postal.line1,
            addressLine2: postal.line2,
            postalCode: postal.postalCode,
            city: postal.city,
            country: try await lookups.country(postal.country, through: calls)
        )
    }

    /// The product that stands for an account under a code; made once.
    func product(
        on account: AccountNumber,
        code: VATCode?,
        _ journal: any EffectJournal
    ) async throws -> TripletexReference? {
        let number = "BOKBRO-\(account)-\(code?.number ?? "0")"
        let made = try await journal.once(
            "product/\(number)",
            ifInterrupted: { try await find(product: number) },
            perform: {
                if let found = try await find(product: number) { return found }
                let found = try await lookups.account(account.value, through: calls)
                let reply = try await calls.send(
                    RemoteRequest<TripletexValue<TripletexReference>>(
                        method: .post,
                        path: "/product",
                        body: try JSONEncoder().encode(
                            TripletexNewProduct(
                                name: "Konto \(account), mva-kode \(code?.number ?? "0")",
                                number: number,
                                vatType: try await lookups.vatType(code, through: calls),
                                account: TripletexReference(id: found.id)
                            )
                        )
                    )
                )
                return EffectResult(kind: "product", id: String(reply.value.id), number: number)
            }
        )
        return Int(made.id).map(TripletexReference.init(id:))
    }

    private func find(product number: String) async throws -> EffectResult? {
        try await lookups.findProduct(number, through: calls)
            .map { EffectResult(kind: "product", id: String($0), number: number) }
    }
}
