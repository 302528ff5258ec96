import Bookkeeping
import Projects
import Testing

struct InvoiceBasisTests {
    private typealias Line = RentalInvoice.Line

    private func line(
        _ id: Int64,
        _ ledger: String?,
        _ net: String,
        _ vat: String,
        rate: String = "0.25"
    ) -> RentalInvoice.Line {
        RentalInvoice.Line(
            id: .init(id),
            ledger: ledger,
            vatRate: amount(rate).percentage,
            net: amount(net),
            vat: amount(vat)
        )
    }

    private func invoice(
        _ lines: [RentalInvoice.Line],
        net: String? = nil,
        vat: String? = nil,
        gross: String? = nil,
        isFinalized: Bool = true,
        isCreditNote: Bool = false,
        customer: RentalContact? = .sample(),
        share: String = "1"
    ) -> RentalInvoice {
        let totals = (lines.map(\.net).total, lines.map(\.vat).total)
        return RentalInvoice(
            id: 215,
            number: "2026-215",
            isFinalized: isFinalized,
            isCreditNote: isCreditNote,
            date: day("2026-05-14"),
            dueDate: day("2026-05-28"),
            subject: "Vårkonferansen 2026",
            customer: customer,
            project: 812,
            reference: "PO-4711",
            share: amount(share).percentage,
            lines: lines,
            net: net.map(amount) ?? totals.0,
            vat: vat.map(amount) ?? totals.1,
            gross: gross.map(amount) ?? totals.0 + totals.1
        )
    }

    private func basis(
        _ invoice: RentalInvoice,
        _ change: (inout ProjectSettings) -> Void = { _ in }
    ) throws -> InvoiceBasis {
        var settings = ProjectSettings.standard
        change(&settings)
        guard case .basis(let basis) = try invoice.basis(settings: settings) else {
            throw Waits()
        }
        return basis
    }

    private struct Waits: Error {}

    private func document(_ basis: InvoiceBasis) throws -> SaleDocument {
        let plan = Bookkeeper(rules: .standard).plan(basis.order)
        guard case .sale(let document)? = plan.entries.first else {
            Issue.record("not booked: \(plan.alerts)")
            throw Waits()
        }
        return document
    }

    @Test func `an invoice becomes a sale that ties to the øre`() throws {
        let basis = try basis(
            invoice([
                line(1401, "Rental", "32000", "8000.0"), line(1402, "Sale", "500", "125"),
                line(1403, "Crew", "17600", "4400"),
                line(1405, "Other", "2000", "300", rate: "0.15"),
            ])
        )

        #expect(basis.order.number == "2026-215" && basis.order.documentType == .invoice)
        #expect(basis.order.total.minor == 6_492_500 && !basis.isCreditNote)
        #expect(basis.order.invoiceDueDate == day("2026-05-28"))
        #expect(basis.order.customerReference == "PO-4711" && basis.mode == .order)
        #expect(basis.order.lines.first?.title == "Leie av utstyr, Vårkonferansen 2026")
        let document = try document(basis)
        #expect(document.total.minor == 6_492_500)
        #expect(document.lines.map(\.account.value) == [3610, 3000, 3000, 3001])
        #expect(document.lines.map(\.vatCode?.number) == ["3", "3", "3", "31"])
    }

    @Test func `unrounded amounts are rounded once and still sum to the invoice's total`() throws {
        let basis = try basis(
            invoice(
                [
                    line(1, "Rental", "33.333333333333336", "8.333333333333334"),
                    line(2, "Crew", "33.333333333333336", "8.333333333333334"),
                    line(3, "Transport", "33.333333333333336", "8.333333333333334"),
                ],
                net: "100",
                vat: "25",
                gross: "125"
            )
        )

        #expect(basis.order.lines.map(\.unitPrice).total.minor == 10_000)
        #expect(basis.order.lines.compactMap(\.shopVAT).total.minor == 2_500)
        #expect(basis.order.total.minor == 12_500)
        #expect(try document(basis).total.minor == 12_500)
    }

    @Test(arguments: [
        ("101", "25", "126"), ("100", "24", "124"), ("100", "25", "126"), ("0", "0", "0"),
    ])
    func `totals that are not the lines' hold the invoice`(
        net: String,
        vat: String,
        gross: String
    )
        throws
    {
        let invoice = invoice(
            [line(1, "Rental", "100", "25")],
            net: net,
            vat: vat,
            gross: gross
        )

        let alert = try #require(throws: Alert.self) { try basis(invoice) }
        #expect(alert.code == .totalMismatch)
        #expect(alert.message.nb.contains("2026-215") && alert.message.en.contains("2026-215"))
    }

    @Test func `a part invoice says its share, and a final one subtracts what was asked before`()
        throws
    {
        let part = try basis(invoice([line(1, "Rental", "700", "175")], share: "0.7"))
        #expect(part.order.lines.first?.title?.hasSuffix("(70 %)") == true)

        let final = try basis(
            invoice([line(1, "Rental", "1000", "250"), line(2, "Rental", "-700", "-175")])
        )
        #expect(try document(final).total.minor == 37_500)
    }

    @Test(arguments: ["-4800", "4800"])
    func `a credit note takes back, whichever sign its amounts have`(net: String) throws {
        let vat = net.hasPrefix("-") ? "-1200" : "1200"
        let basis = try basis(invoice([line(1, "Crew", net, vat)], isCreditNote: true))

        #expect(basis.isCreditNote && basis.order.total.minor == -600_000)
        #expect(try document(basis).total.minor == -600_000)
    }

    @Test func `a refundable deposit is a debt without VAT`() throws {
        let basis = try basis(
            invoice([
                line(1, "Rental", "1000", "250"), line(2, "Depositum", "5000", "0", rate: "0"),
            ])
        )

        let document = try document(basis)
        #expect(document.total.minor == 625_000)
        #expect(document.lines.map(\.account.value).sorted() == [2990, 3610])
        #expect(document.lines.first { $0.account.value == 2990 }?.vatCode == nil)
    }

    @Test func `drafts count only if the company wants them, invoices only if any`() throws {
        let draft = invoice([line(1, "Rental", "100", "25")], isFinalized: false)

        #expect(throws: Waits.self) { try basis(draft) }
        #expect(try basis(draft) { $0.drafts = true }.order.total.minor == 12_500)
        #expect(throws: Waits.self) {
            try basis(draft) {
                $0.drafts = true
                $0.invoices = .off
            }
        }
    }

    @Test func `an invoice without customer takes its project's, else it is held`() throws {
        let orphan = invoice([line(1, "Rental", "100", "25")], customer: nil)

        #expect(throws: Alert.self) { try basis(orphan) }
        guard
            case .basis(let basis) = try orphan.basis(
                settings: .standard,
                projectCustomer: .sample(600)
            )
        else { throw Waits() }
        #expect(basis.customer.id == 600)
    }

    @Test func `lines have the company's own texts`() throws {
        let basis = try basis(invoice([line(1, "RENTAL", "100", "25")])) {
            $0.ledgerTexts = ["rental": "Utleie"]
        }
        #expect(basis.order.lines.first?.title == "Utleie, Vårkonferansen 2026")
    }

    @Test func `the customer is a business or a person with the address for invoices`() {
        var contact = RentalContact.sample()
        contact.organizationNumber = "NO 910 667 574 MVA"
        contact.invoiceAddress = PostalAddress(line1: "Postboks 1", country: "NO")
        let business = contact.bookkeepingCustomer
        #expect(business.kind == .business && business.organizationNumber == "910667574")
        #expect(
            business.address?.line1 == "Postboks 1" && business.email == "faktura@kunde.example"
        )

        contact.kind = .private
        #expect(contact.bookkeepingCustomer.kind == .consumer)
        contact.country = "SE"
        contact.vatNumber = "SE556000000001"
        #expect(contact.bookkeepingCustomer.taxID == "SE556000000001")
        #expect(contact.bookkeepingCustomer.organizationNumber == nil)
    }
}
