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
            return try await shop.registerWebhooks(
                address: "\(publicURL)/webhooks/\(company)/\(connection)",
                from: source.access(installation.outbox)
            )
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

    /// What keeps a connection from being used.
    func examine(
        _ company: String,
        _ connection: String,
        publicURL: String
    ) async throws -> [Finding] {
        guard let live = self.live.company(company) else { return [] }
        if let source = live.sources[connection] {
            return try await source.connector.examine(
                webhookAddress: "\(publicURL)/webhooks/\(company)/\(connection)",
                from: source.access(outbox)
            ).map(Finding.init)
        }
        let service = live.connections.first { $0.id == connection }?.service
        switch service {
        case Service.tripletex.rawValue:
            guard let ledger = live.ledger else { return [] }
            return await ledger.books.examine(live.needs).map {
                Finding(
                    code: $0.code,
                    blocking: $0.weight == .error,
                    message: $0.message,
                    remedy: $0.remedy
                )
            }
        case Service.slack.rawValue:
            guard let slack = live.slack else { return [] }
            do {
                let missing = try await slack.workspace.examine().missingScopes
                return missing.isEmpty ? [] : [.missingScopes(missing)]
            } catch let failure as SlackFailure {
                return [
                    Finding(
                        code: failure.cause,
                        blocking: failure.disposition == .fail,
                        message: failure.message,
                        remedy: failure.remedy
                    )
                ]
            }
        case Service.vipps.rawValue:
            guard live.payoutSources.contains(where: { $0.connection == connection }) else {
                throw WorkRefusal.switchedOff(connection)
            }
            return try await live.payoutFindings(connection).map(Finding.init)
        case Service.norgesBank.rawValue:
            guard let control = live.rateControl else {
                throw WorkRefusal.switchedOff(connection)
            }
            try await control.examine(on: LocalDate(Date(), in: live.timeZone))
            return []
        case Service.peppolDirectory.rawValue:
            guard let directory = live.peppol else { throw WorkRefusal.switchedOff(connection) }
            try await PeppolDirectory.examine(through: directory)
            return []
        default: throw WorkRefusal.switchedOff(connection)
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

extension Finding {
    fileprivate static func missingScopes(_ scopes: [String]) -> Finding {
        let list = scopes.joined(separator: ", ")
        return Finding(
            code: "MISSING_RIGHT",
            blocking: true,
            message: LocalizedText(
                nb: "Slack-nøkkelen mangler tilgang til \(list).",
                en: "The Slack token lacks the scopes \(list)."
            ),
            remedy: LocalizedText(
                nb: "Gi appen tilgangene i Slack, installer den på nytt, og legg inn nøkkelen.",
                en: "Grant the app the scopes in Slack, install it again, and put in its token."
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

    fileprivate static func switchedOff(_ connection: String) -> WorkRefusal {
        WorkRefusal(
            .conflict,
            code: "COMPANY_NOT_READY",
            message: LocalizedText(
                nb: "Koblingen \(connection) er slått av eller finnes ikke.",
                en: "The connection \(connection) is switched off, or is not there."
            ),
            remedy: LocalizedText(
                nb: "Slå den på, og prøv igjen.",
                en: "Switch it on and try again."
            )
        )
    }
}
