package import Bookkeeping

/// What a Rentman invoice is for the ledger: a sale to be booked as any other, and where it belongs.
package struct InvoiceBasis: Hashable, Sendable {
    package var order: Order
    /// The contact in Rentman whose customer it is: found by accounting code, organisation number, e-mail, name.
    package var customer: RentalContact
    package var contactPerson: RentalPerson?
    package var project: RentalProject.ID?
    /// An order that a person invoices, or an invoice at once.
    package var mode: ProjectSettings.InvoiceMode
    /// Whether it takes back what another invoice asked for.
    package var isCreditNote: Bool
}

extension RentalInvoice {
    /// What comes of the invoice.
    package enum Outcome: Hashable, Sendable {
        case basis(InvoiceBasis)
        /// Nothing yet, and nothing is wrong.
        case waits(LocalizedText)
    }

    /// The basis of a sale in the ledger.
    ///
    /// Throws the alert that holds the invoice: it has no customer or date, or its lines are not what it says it
    /// comes to. Every amount is rounded once; the øre that rounding leaves over goes to the lines it took most
    /// from, so that they sum to the invoice's own totals.
    package func basis(
        settings: ProjectSettings,
        projectCustomer: RentalContact? = nil,
        language: Language = .nb
    ) throws(Alert) -> Outcome {
        guard settings.invoices != .off else { return .waits(.invoicesAreOff) }
        guard isFinalized || settings.drafts else { return .waits(.draft(number)) }
        guard let buyer = customer ?? projectCustomer else { throw .rentmanNoCustomer(number) }
        guard let date else { throw .rentmanNoDate(number) }
        let figures = try InvoiceFigures(self)
        let order = Order(
            number: number,
            source: "rentman",
            documentType: .invoice,
            orderDate: date,
            // Rent may be invoiced before it is delivered (bokføringsforskriften § 5-2-6).
            fulfilledDate: date,
            currency: .nok,
            pricesIncludeVAT: false,
            customer: buyer.bookkeepingCustomer,
            shipTo: ShippingDestination(country: "NO"),
            invoiceDueDate: dueDate,
            lines: zip(lines, zip(figures.net, figures.vat)).map { line, amounts in
                orderLine(line, net: amounts.0, vat: amounts.1, settings, language)
            },
            total: figures.gross,
            customerReference: reference ?? buyer.purchaseNumber,
            url: url
        )
        return .basis(
            InvoiceBasis(
                order: order,
                customer: buyer,
                contactPerson: contactPerson,
                project: project,
                mode: settings.invoices,
                isCreditNote: figures.gross < .zero
            )
        )
    }

    private func orderLine(
        _ line: Line,
        net: Amount,
        vat: Amount,
        _ settings: ProjectSettings,
        _ language: Language
    ) -> OrderLine {
        let code = line.ledger?.lowercased() ?? ""
        let isDeposit = settings.depositLedgers.contains(code) && line.vat.isZero
        return InvoiceLedger.line(
            id: "\(line.id)",
            ledger: line.ledger,
            net: net,
            title: title(of: line, settings, language),
            vatRate: isDeposit ? nil : line.vatRate,
            vat: vat,
            isDeposit: isDeposit
        )
    }

    private func title(
        of line: Line,
        _ settings: ProjectSettings,
        _ language: Language
    ) -> String {
        let code = line.ledger?.lowercased() ?? ""
        var title =
            settings.ledgerTexts[code] ?? InvoiceLedger.title(of: line.ledger, language: language)
        if let subject, !subject.isEmpty { title += ", \(subject)" }
        if let share, share != Percentage(basisPoints: 10_000), share != .zero {
            title += " (\(share) %)"
        }
        return title
    }
}

extension LocalizedText {
    fileprivate static let invoicesAreOff = LocalizedText(
        nb: "Fakturaer fra Rentman overføres ikke (innstillingen invoices er off).",
        en: "Invoices of Rentman are not taken over (the setting invoices is off)."
    )

    fileprivate static func draft(_ number: String) -> LocalizedText {
        LocalizedText(
            nb: "Faktura \(number) er et utkast og overføres når den er ferdig.",
            en: "Invoice \(number) is a draft, and is taken over when it is finalized."
        )
    }
}
