import Projects

/// Follows the links of records, with a call only for what an answer did not bring along.
struct RentmanLinks: Sendable {
    static let invoiceExpansions = ["customer", "customer.admin_contactperson", "contact"]

    let calls: RentmanCalls

    init(_ calls: RentmanCalls) {
        self.calls = calls
    }

    /// What a link leads to; nil when it leads nowhere, or to something that is gone.
    func target(
        _ name: String,
        of record: RentmanRecord,
        in collection: String
    ) async throws -> RentmanRecord? {
        if let expanded = record.record(name) { return expanded }
        guard let id = record.link(name) else { return nil }
        return try await calls.item(collection, id)
    }

    func contact(_ name: String, of record: RentmanRecord) async throws -> RentalContact? {
        try await target(name, of: record, in: "contacts")?.contact()
    }

    func person(_ name: String, of record: RentmanRecord) async throws -> RentalPerson? {
        try await target(name, of: record, in: "contactpersons")?.person
    }

    /// An invoice with its lines.
    func invoice(_ record: RentmanRecord, reference: String?) async throws -> RentalInvoice {
        guard let id = record.integer("id") else { throw RentmanUnreadable(field: "invoice.id") }
        return try record.invoice(
            lines: try await calls.list("invoices/\(id)/invoicelines"),
            customer: try await contact("customer", of: record),
            contactPerson: try await person("contact", of: record),
            reference: reference
        )
    }
}
