import Bookkeeping
import Companies
import Foundation

/// Beginning a backfill, for pages and API alike: checked first, noted for the auditor.
extension Dashboard {
    func begin(_ order: BackfillOrder, of company: CompanyProfile) async throws -> BackfillDocument
    {
        guard let source = company.connections.first(where: { $0.id == order.connection }),
            source.sendsEvents
        else {
            throw WorkRefusal(
                .unknown,
                code: "UNKNOWN_CONNECTION",
                message: LocalizedText(
                    nb: "Selskapet har ingen slik kilde.",
                    en: "The company has no such source."
                ),
                remedy: LocalizedText(
                    nb: "Velg en nettbutikk eller Rentman.",
                    en: "Choose a shop or Rentman."
                )
            )
        }
        guard source.isEnabled else { throw ReplayRefusal.connectionDisabled(source.id) }
        guard let from = LocalDate(order.from) else { throw Self.wrongDay("from") }
        if let text = order.to {
            guard let to = LocalDate(text) else { throw Self.wrongDay("to") }
            guard from <= to else { throw Self.wrongDay("to") }
        }
        let backfill = try await work.beginBackfill(order)
        let detail = JSONValue.object([
            .init("connection", .string(order.connection)), .init("from", .string(order.from)),
            .init("to", order.to.map(JSONValue.string) ?? .null),
            .init("dryRun", .bool(order.isDryRun)),
        ])
        try await companies.audit(
            company: company.id,
            actor: order.actor,
            action: "backfill.begun",
            subject: "backfill/\(backfill.id)",
            detail: Data(detail.description.utf8)
        )
        return backfill
    }

    private static func wrongDay(_ name: String) -> WorkRefusal {
        WorkRefusal(
            .invalid,
            code: "INVALID",
            message: LocalizedText(
                nb: "\(name): ingen dag slik som 2026-01-31, eller før den første.",
                en: "\(name): no day such as 2026-01-31, or one before the first."
            ),
            remedy: LocalizedText(
                nb: "Skriv en dag slik: 2026-01-31.",
                en: "Write a day like this: 2026-01-31."
            )
        )
    }
}
