import Bookkeeping
import Projects

extension RentmanRecord {
    /// The record as an invoice with these lines.
    func invoice(
        lines: [RentmanRecord],
        customer: RentalContact?,
        contactPerson: RentalPerson?,
        reference: String?,
        url: String? = nil
    ) throws -> RentalInvoice {
        guard let id = integer("id") else { throw RentmanUnreadable(field: "invoice.id") }
        let net = try needed("price")
        let vat = try needed("vat_amount")
        return RentalInvoice(
            id: RentalInvoice.ID(id),
            number: text("number") ?? "rentman-\(id)",
            isFinalized: flag("finalized") ?? false,
            isCreditNote: text("invoicetype") == "C",
            date: day("date"),
            dueDate: day("expiration"),
            subject: text("subject"),
            customer: customer,
            contactPerson: contactPerson,
            project: link("project").map { RentalProject.ID($0) },
            reference: reference,
            share: amount("procent")?.percentage,
            lines: try lines.map { try $0.invoiceLine() },
            net: net,
            vat: vat,
            gross: amount("price_invat") ?? net + vat,
            url: url
        )
    }

    private func invoiceLine() throws -> RentalInvoice.Line {
        guard let id = integer("id") else { throw RentmanUnreadable(field: "invoiceline.id") }
        return RentalInvoice.Line(
            id: Identifier(id),
            ledger: text("ledgercode"),
            vatRate: amount("vatrate")?.percentage,
            net: try needed("base"),
            vat: try needed("vatamount")
        )
    }

    private func needed(_ name: String) throws -> UnroundedAmount {
        guard let amount = amount(name) else { throw RentmanUnreadable(field: name) }
        return amount
    }
}
