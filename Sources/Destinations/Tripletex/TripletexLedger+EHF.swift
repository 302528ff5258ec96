import Bookkeeping
import Remote

extension TripletexLedger {
    /// Numbers of invoices that a finding names.
    private static let namedLimit = 10

    /// Whether the company can be the sender of EHF: Peppol wants its organisation number and postal address.
    func ehfSender(_ company: Int) async throws -> [LedgerFinding] {
        let sender: TripletexSender
        do {
            sender = try await calls.send(
                RemoteRequest<TripletexValue<TripletexSender>>(
                    path: "/company/\(company)",
                    query: [("fields", TripletexSender.fields)]
                )
            ).value
        } catch let failure as LedgerFailure where failure.cause == "MISSING_RIGHT" {
            return [LedgerFinding(failure, code: "EHF_SENDER", weight: .warning)]
        }
        var missing: [LocalizedText] = []
        if sender.number == nil {
            missing.append(.init(nb: "organisasjonsnummer", en: "organisation number"))
        }
        if !sender.hasAddress {
            missing.append(.init(nb: "postadresse", en: "postal address"))
        }
        return missing.isEmpty ? [] : [.incompleteSender(missing)]
    }

    /// Invoices whose EHF did not reach anybody: Tripletex finds that out after it has answered.
    func undeliveredEHF(_ needs: LedgerNeeds) async throws -> [LedgerFinding] {
        guard let days = needs.ehfDays else { return [] }
        var invoices: [TripletexSending] = []
        try await eachRange(from: days.lowerBound, through: days.upperBound) { from, end in
            invoices += try await pages(
                "/invoice",
                [
                    ("invoiceDateFrom", from.description), ("invoiceDateTo", end.description),
                    ("fields", TripletexSending.fields),
                ]
            )
        }
        let lost = invoices.filter { $0.ehfSendStatus == TripletexSending.failed }
            .map(\.invoiceNumber).sorted()
        guard !lost.isEmpty else { return [] }
        let named = lost.suffix(Self.namedLimit).map(String.init).joined(separator: ", ")
        return [.undelivered(lost.count, named)]
    }
}

/// The company itself, as the sender of invoices.
private struct TripletexSender: Decodable, Sendable {
    struct Address: Decodable, Sendable {
        var postalCode: String?
        var city: String?
    }

    var organizationNumber: String?
    var address: Address?

    static let fields = "organizationNumber,address(postalCode,city)"

    var number: OrganizationNumber? { organizationNumber.flatMap { OrganizationNumber($0) } }

    var hasAddress: Bool {
        address?.postalCode?.isEmpty == false && address?.city?.isEmpty == false
    }
}

/// How the sending of an invoice went.
private struct TripletexSending: Decodable, Sendable {
    var invoiceNumber: Int
    var ehfSendStatus: String?

    static let fields = "invoiceNumber,ehfSendStatus"
    static let failed = "SEND_FAILURE_RECIPIENT_NOT_FOUND"
}

extension LedgerFinding {
    fileprivate static func incompleteSender(_ missing: [LocalizedText]) -> LedgerFinding {
        let nb = missing.map(\.nb).joined(separator: " og ")
        let en = missing.map(\.en).joined(separator: " and ")
        return LedgerFinding(
            code: "EHF_SENDER",
            weight: .warning,
            message: .init(
                nb: "Selskapet mangler \(nb) i Tripletex: EHF-fakturaer til bedrifter blir avvist.",
                en:
                    "The company lacks its \(en) in Tripletex: EHF invoices to businesses are refused."
            ),
            remedy: .init(
                nb: "Fyll ut firmaopplysningene i Tripletex (Firma › Firmaopplysninger).",
                en: "Fill in the company's details in Tripletex (Company › Company details)."
            )
        )
    }

    fileprivate static func undelivered(_ count: Int, _ named: String) -> LedgerFinding {
        LedgerFinding(
            code: "EHF_NOT_DELIVERED",
            weight: .warning,
            message: .init(
                nb: "\(count) fakturaer kom ikke fram som EHF, siste er nr. \(named).",
                en: "\(count) invoices did not arrive as EHF, the last are no. \(named)."
            ),
            remedy: .init(
                nb: "Send dem på nytt fra Tripletex, som e-post, eller når kunden er EHF-mottaker.",
                en: "Send them again from Tripletex, by e-mail, or once the customer receives EHF."
            )
        )
    }
}
