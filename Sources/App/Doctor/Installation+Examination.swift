import Bookkeeping
import Companies
import Connectors
import Dashboard
import Destinations
import Foundation
import Remote

extension Installation {
    /// How far back invoices are looked at for EHF that did not arrive.
    private static let ehfDays = 30

    /// What keeps a connection from being used.
    func examine(
        _ company: String,
        _ connection: String,
        publicURL: String
    ) async throws -> [Finding] {
        guard let live = self.live.company(company) else { return [] }
        if let source = live.sources[connection] {
            do {
                return try await source.connector.examine(
                    webhookAddress: "\(publicURL)/webhooks/\(company)/\(connection)",
                    from: source.access(outbox)
                ).map(Finding.init)
            } catch let error as RemoteError {
                return [Finding(SourceFailure(error, remedy: .checkAddress))]
            }
        }
        let today = LocalDate(Date(), in: live.timeZone)
        let service = live.connections.first { $0.id == connection }?.service
        switch service {
        case Service.tripletex.rawValue:
            guard let ledger = live.ledger else { return [] }
            var needs = live.needs
            if needs.makesInvoices, let first = today.adding(days: -Self.ehfDays) {
                needs.ehfDays = first...today
            }
            return await ledger.books.examine(needs).map(Finding.init)
        case Service.slack.rawValue:
            return try await live.slack?.findings() ?? []
        case Service.vipps.rawValue:
            guard live.payoutSources.contains(where: { $0.connection == connection }) else {
                throw WorkRefusal.switchedOff(connection)
            }
            return try await live.payoutFindings(connection).map(Finding.init)
        case Service.norgesBank.rawValue:
            guard let control = live.rateControl else {
                throw WorkRefusal.switchedOff(connection)
            }
            try await control.examine(on: today)
            return []
        case Service.peppolDirectory.rawValue:
            guard let directory = live.peppol else { throw WorkRefusal.switchedOff(connection) }
            try await PeppolDirectory.examine(through: directory)
            return []
        default: throw WorkRefusal.switchedOff(connection)
        }
    }
}

extension LocalizedText {
    static let checkAddress = LocalizedText(
        nb: "Kontroller adressen på koblingen, og at tjenesten er oppe; test så igjen.",
        en: "Check the connection's address, and that the service is up; then test again."
    )
}

extension LiveSlack {
    /// What keeps channels from being made, or alerts from being told.
    fileprivate func findings() async throws -> [Finding] {
        do {
            let seen = try await workspace.examine(alertChannel: alertChannel)
            var findings = seen.missingScopes.isEmpty ? [] : [missingScopes(seen.missingScopes)]
            if let alertChannel, let standing = seen.alertChannel {
                findings += Finding(alertChannel, standing).map { [$0] } ?? []
            }
            return findings
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
    }

    private func missingScopes(_ scopes: [String]) -> Finding {
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

extension Finding {
    init(_ finding: LedgerFinding) {
        self.init(
            code: finding.code,
            blocking: finding.weight == .error,
            message: finding.message,
            remedy: finding.remedy
        )
    }

    init(_ finding: SourceFinding) {
        self.init(
            code: finding.code,
            blocking: finding.isBlocking,
            message: finding.message,
            remedy: finding.remedy
        )
    }

    /// nil when alerts can be told there.
    fileprivate init?(_ channel: String, _ standing: SlackAlertChannel) {
        let message: LocalizedText
        let remedy: LocalizedText
        switch standing {
        case .ready: return nil
        case .missing:
            message = LocalizedText(
                nb: "Varselkanalen \(channel) finnes ikke, eller er privat uten bokbro som medlem.",
                en: "The alert channel \(channel) is not there, or is private without bokbro in it."
            )
            remedy = LocalizedText(
                nb: "Lag kanalen, inviter appen med «/invite», eller velg en annen på koblingen.",
                en: "Make the channel, invite the app with “/invite”, or choose another one."
            )
        case .archived:
            message = LocalizedText(
                nb: "Varselkanalen \(channel) er arkivert: varsler kommer ikke fram.",
                en: "The alert channel \(channel) is archived: alerts do not arrive."
            )
            remedy = LocalizedText(
                nb: "Hent kanalen fra arkivet i Slack, eller velg en annen på koblingen.",
                en: "Take the channel from the archive in Slack, or choose another one."
            )
        case .notInvited:
            message = LocalizedText(
                nb: "bokbro er ikke med i varselkanalen \(channel) og kan ikke skrive der.",
                en: "bokbro is not in the alert channel \(channel) and cannot write there."
            )
            remedy = LocalizedText(
                nb: "Skriv «/invite @bokbro» i kanalen.",
                en: "Write “/invite @bokbro” in the channel."
            )
        }
        self.init(code: "ALERT_CHANNEL", blocking: false, message: message, remedy: remedy)
    }
}

extension WorkRefusal {
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
