import Bookkeeping

extension ProjectPlanner {
    /// One order line for each confirmed subproject that counts in the finances.
    func planLines(
        _ project: RentalProject,
        _ standing: ProjectStanding,
        _ existing: ExistingProject,
        defaultDate: LocalDate,
        _ plan: inout ProjectPlan
    ) -> LineDifference {
        var kept: Set<Subproject.ID> = []
        for subproject in standing.confirmed where subproject.isFinancial {
            guard let price = subproject.price else {
                plan.notices.append(.priceUnknown(subproject))
                kept.insert(subproject.id)
                continue
            }
            let date = subproject.period.start ?? defaultDate
            switch vatCode(of: subproject, on: date, customer: project.customer) {
            case .decided(let code, let why):
                plan.lines.append(
                    PlannedLine(
                        subproject: subproject.id,
                        description: LineMark.description(
                            of: Self.title(of: subproject),
                            subproject.id
                        ),
                        price: price.rounded,
                        vatCode: code,
                        date: date
                    )
                )
                plan.explanation.append(why)
            case .refused(let alert):
                plan.notices.append(.missingVATRule(subproject, alert))
                kept.insert(subproject.id)
            }
        }
        return LineDifference(from: existing.lines, to: plan.lines, kept: kept)
    }

    private static func title(of subproject: Subproject) -> String {
        let name = subproject.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return name.isEmpty ? "Delprosjekt \(subproject.id)" : name
    }

    private enum VATChoice {
        case decided(VATCode?, LocalizedText)
        case refused(Alert?)
    }

    /// The code that an invoice for renting out to this customer would have.
    ///
    /// Asked of the same bookkeeper that plans invoices, with an invoice of 100 for this line alone, so that
    /// project and invoice cannot disagree. The from-date and closed periods are no matter of a line's code.
    private func vatCode(
        of subproject: Subproject,
        on date: LocalDate,
        customer: RentalContact?
    ) -> VATChoice {
        var rules = rules
        rules.settings.fromDate = nil
        rules.settings.closedThrough = nil
        rules.settings.bookingModel = .invoice
        let buyer =
            customer?.bookkeepingCustomer ?? Customer(kind: .business, country: "NO")
        let price = Amount(minor: 100_00)
        let order = Order(
            number: "subproject-\(subproject.id)",
            source: "rentman",
            documentType: .invoice,
            orderDate: date,
            fulfilledDate: date,
            currency: .nok,
            // Then the total is known before the rate is.
            pricesIncludeVAT: true,
            customer: buyer,
            shipTo: ShippingDestination(country: "NO"),
            lines: [InvoiceLedger.line(id: "\(subproject.id)", ledger: "Rental", net: price)],
            total: price
        )
        let plan = Bookkeeper(rules: rules).plan(order)
        guard case .sale(let document)? = plan.entries.first, let line = document.lines.first
        else { return .refused(plan.alerts.first) }
        return .decided(line.vatCode, Self.sentence(subproject, line, buyer))
    }

    private static func sentence(
        _ subproject: Subproject,
        _ line: DocumentLine,
        _ customer: Customer
    ) -> LocalizedText {
        let code = line.vatCode?.number ?? "–"
        return LocalizedText(
            nb:
                "«\(subproject.name)» er utleie til en kunde i \(customer.country) og får mva-kode \(code) (\(line.vatRate) %).",
            en:
                "\"\(subproject.name)\" is rented out to a customer in \(customer.country) and has the VAT code "
                + "\(code) (\(line.vatRate) %)."
        )
    }
}
