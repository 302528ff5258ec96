import Bookkeeping
import Companies
import Connectors
import Dashboard
import Destinations
import Foundation
import Outbox
import Remote

extension CompanyWork {
    /// The work that this version does for the dashboard; what is not yet made is refused as unavailable.
    static func done(
        by installation: Installation,
        configuration: Configuration,
        publicURL: String
    ) -> CompanyWork {
        var work = CompanyWork.unavailable
        work.checkRules = Operations.problems(inRules:)
        work.beginBackfill = { order in
            do {
                return try BackfillDocument(
                    try await installation.backfills.begin(
                        company: order.company,
                        connection: order.connection,
                        BackfillRequest(from: order.from, to: order.to, isDryRun: order.isDryRun)
                    )
                )
            } catch let failure as CommandFailure {
                throw WorkRefusal(failure)
            }
        }
        work.backfill = { id, company in
            guard let id = Int64(id) else { return nil }
            return try await installation.backfills.job(id, of: company).map(BackfillDocument.init)
        }
        work.backfills = { company in
            try await installation.outbox.jobs(kind: Backfill.topic, company: company, limit: 100)
                .map(BackfillDocument.init)
        }
        work.stopBackfill = { id, company in
            guard let id = Int64(id),
                let job = try await installation.backfills.job(id, of: company)
            else { return nil }
            installation.backfills.stop(id)
            return try BackfillDocument(job)
        }
        work.settingsChanged = { try await installation.settingsChanged(of: $0) }
        work.examine = { company, connection in
            try await installation.examine(company, connection, publicURL: publicURL)
        }
        work.diagnose = { try await installation.diagnose($0, configuration) }
        work.makeAccounts = { try await installation.makeMissingAccounts(of: $0) }
        work.registerWebhooks = { company, connection in
            guard let source = installation.live.company(company)?.sources[connection],
                let shop = source.connector as? Shopify
            else { throw WorkRefusal.cannotRegister }
            do {
                return try await shop.registerWebhooks(
                    address: "\(publicURL)/webhooks/\(company)/\(connection)",
                    from: source.access(installation.outbox)
                )
            } catch let error as RemoteError {
                throw WorkRefusal.notRegistered(error)
            }
        }
        work.choices = { company in
            try await installation.offers.choices(of: installation.live.company(company))
        }
        work.preview = { company, rules, count in
            try await installation.preview(company, rules, count: count)
        }
        let insight = SubjectInsight(outbox: installation.outbox)
        work.subject = { try await insight.facts($0, $1, $2) }
        work.search = { try await insight.search($0, $1) }
        work.reconciliation = { company, period in
            try await installation.reconciliation(of: company, period, forFile: false)
        }
        work.reconciliationFile = { company, period, format in
            let state = try await installation.reconciliation(of: company, period, forFile: true)
            guard case .ready(let report) = state else { return nil }
            let live = installation.live.company(company)
            return try ReconciliationFile(
                report,
                name: live?.name ?? company,
                language: live?.language ?? .nb
            ).file(format)
        }
        return work
    }
}

extension Installation {
    /// Throws a `WorkRefusal` when the source of an order, or Tripletex, cannot be asked.
    fileprivate func preview(
        _ company: String,
        _ rules: Data,
        count: Int
    ) async throws -> PreviewDocument {
        guard let live = self.live.company(company) else {
            return PreviewDocument(examined: 0, differences: [])
        }
        do {
            return try await RulesPreview(company: live, rules: rules, installation: self)
                .document(count: count)
        } catch let error as RemoteError {
            throw WorkRefusal.cannotPreview(error.localizedDescription)
        } catch let failure as LedgerFailure {
            throw WorkRefusal.cannotPreview(failure.message[live.language])
        }
    }

    fileprivate func reconciliation(
        of company: String,
        _ period: ReportPeriod,
        forFile: Bool
    ) async throws -> ReconciliationState {
        do {
            return try await reconciliations.state(of: company, period, forFile: forFile)
        } catch let failure as CommandFailure {
            throw WorkRefusal(failure)
        }
    }
}

extension BackfillDocument {
    init(_ job: LongJob) throws {
        let report = try BackfillReport(job)
        self.init(
            id: String(job.id),
            company: job.company,
            connection: job.connection,
            state: State(rawValue: job.state.rawValue) ?? .failed,
            from: report.request.from,
            to: report.request.to,
            dryRun: report.request.isDryRun,
            done: job.done,
            total: job.total,
            message: job.message,
            createdAt: job.createdAt,
            updatedAt: job.updatedAt,
            tally: Tally(
                booked: report.tally.booked,
                known: report.tally.known,
                skipped: report.tally.skipped,
                failed: report.tally.failed,
                retried: report.tally.retried,
                rows: report.tally.rows.map { row in
                    Row(
                        month: row.month,
                        vatCode: row.vatCode,
                        basis: MoneyDocument(minor: row.basis),
                        vat: MoneyDocument(minor: row.vat),
                        gross: MoneyDocument(minor: row.gross)
                    )
                }
            )
        )
    }
}

extension WorkRefusal {
    fileprivate init(_ failure: CommandFailure) {
        self.init(
            .invalid,
            code: "INVALID",
            message: LocalizedText(nb: failure.message, en: failure.message),
            remedy: LocalizedText(
                nb: "Rett opplysningene og prøv igjen.",
                en: "Mend what was given and try again."
            )
        )
    }

    fileprivate static func cannotPreview(_ reason: String) -> WorkRefusal {
        WorkRefusal(
            .unavailable,
            code: "REMOTE_UNAVAILABLE",
            message: LocalizedText(
                nb: "Ordrene kan ikke hentes nå: \(reason)",
                en: "The orders cannot be fetched now: \(reason)"
            ),
            remedy: LocalizedText(
                nb: "Test koblingene, og prøv igjen. Endringen kan lagres uten forhåndsvisning.",
                en:
                    "Test the connections, and try again. The change can be saved without a preview."
            )
        )
    }

    /// With the shop's own words, which say what it wants otherwise.
    fileprivate static func notRegistered(_ error: RemoteError) -> WorkRefusal {
        let failure = SourceFailure(error, remedy: .checkAddress)
        guard case .rejected(_, let body) = error.kind, error.status != 401, error.status != 403
        else { return WorkRefusal(failure) }
        let words = String(decoding: body.prefix(300), as: UTF8.self)
        return WorkRefusal(
            .unavailable,
            code: failure.cause,
            message: LocalizedText(
                nb: "Butikken tok ikke imot registreringen: \(words)",
                en: "The shop did not take the registration: \(words)"
            ),
            remedy: LocalizedText(
                nb:
                    "Butikken må kunne nå bokbro med https utenfra; be den som driver bokbro om det.",
                en:
                    "The shop must reach bokbro by https from outside; ask whoever runs bokbro for that."
            )
        )
    }

    fileprivate static let cannotRegister = WorkRefusal(
        .conflict,
        code: "COMPANY_NOT_READY",
        message: LocalizedText(
            nb: "Webhooks kan ikke registreres herfra for denne koblingen.",
            en: "Webhooks cannot be registered from here for this connection."
        ),
        remedy: LocalizedText(
            nb: "Registrer dem i nettbutikken; adressen står på siden.",
            en: "Register them in the shop; the address is on the page."
        )
    )
}
