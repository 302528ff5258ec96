import Bookkeeping
import Companies
import Dashboard
import Destinations
import Foundation
import HTTPTypes
import Outbox
import Remote

/// Looks at everything that must be right before anything can be booked; changes nothing.
struct Doctor: Sendable {
    static let leastFreeBytes: Int64 = 1_073_741_824
    /// A clock that is off by more signs nothing that others accept.
    static let clockLimitSeconds = 60.0
    static let timeout = Duration.seconds(10)
    static let replyLimitBytes = 262_144

    let installation: Installation
    let configuration: Configuration
    let now: @Sendable () -> Date

    /// What is wrong with the machine and with the companies, or with one of them.
    func examine(company id: String?) async throws -> [Diagnosis] {
        var companies = installation.live.all
        var unreadable = installation.live.unreadable
        if let id {
            companies = companies.filter { $0.id == id }
            unreadable = unreadable.filter { $0 == id }
            guard !companies.isEmpty || !unreadable.isEmpty else {
                throw CompanyError.unknownCompany(id)
            }
        }
        var found = await machine(companies.flatMap { $0.sources.values.compactMap(\.client) })
        if companies.isEmpty, unreadable.isEmpty { found.append(.noCompany) }
        found += unreadable.sorted().map(Diagnosis.unreadable)
        found += await clock(companies)
        for company in companies { found += await examine(company) }
        return found
    }

    // MARK: The machine

    private static func isLoopback(_ address: String) -> Bool {
        let host = URL(string: address)?.host() ?? ""
        return host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private func machine(_ sources: [RemoteClient]) async -> [Diagnosis] {
        var found: [Diagnosis] = []
        do {
            try await installation.outbox.checkWritable()
            for damage in try await installation.store.damages() { found.append(.damaged(damage)) }
        } catch {
            found.append(.notWritable(error.localizedDescription))
        }
        if let free = installation.directory.freeBytes, free < Self.leastFreeBytes {
            found.append(.diskLow(free))
        }
        if let file = configuration.masterKeyFile {
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
            if mode & 0o077 != 0 { found.append(.openKeyFile(file)) }
        }
        let address = installation.address.text
        if URL(string: address)?.scheme != "https" {
            // Sources on this machine reach us without.
            let isMeant = sources.allSatisfy { Self.isLoopback($0.baseURL) }
            found.append(.noPublicAddress(address, isMeant: isMeant))
        }
        return found
    }

    /// Compares our clock with the first service that says what time it is.
    private func clock(_ companies: [LiveCompany]) async -> [Diagnosis] {
        for company in companies {
            for client in company.sources.values.compactMap(\.client) {
                let response = try? await installation.transport.send(
                    RemoteCall(method: .head, url: client.baseURL, headers: [:], body: nil),
                    timeout: Self.timeout,
                    bodyLimitBytes: Self.replyLimitBytes
                )
                guard let text = response?.headers[.date], let theirs = Date(httpDate: text) else {
                    continue
                }
                let difference = now().timeIntervalSince(theirs)
                return abs(difference) > Self.clockLimitSeconds
                    ? [.clock(Int(difference.rounded()))] : []
            }
        }
        return []
    }

    // MARK: A company

    private func examine(_ company: LiveCompany) async -> [Diagnosis] {
        var found: [Diagnosis] = []
        if company.ledger == nil { found.append(.noLedger(company.id)) }
        if company.sources.isEmpty { found.append(.noSource(company.id)) }
        for connection in company.connections where connection.isEnabled {
            do {
                found += try await installation.examine(
                    company.id,
                    connection.id,
                    publicURL: installation.address.text
                ).map { Diagnosis($0, of: connection.id, in: company.id) }
            } catch {
                found.append(.unexamined(company.id, connection.id, error))
            }
        }
        found += await alerts(of: company)
        found += await unreachable(company)
        found += await waiting(company)
        return found
    }

    /// Whether those who are to be told can be.
    private func alerts(of company: LiveCompany) async -> [Diagnosis] {
        let settings: AlertSettings
        do {
            settings = AlertSettings(json: try await installation.companies.alerts(of: company.id))
        } catch {
            return [.unexamined(company.id, "alerts", error)]
        }
        var found: [Diagnosis] = []
        if !settings.emails.isEmpty, configuration.mailServer == nil {
            found.append(.noMailServer(company.id))
        }
        if AlertPosts.channels(of: company, settings).isEmpty {
            found.append(.nobodyTold(company.id))
        }
        return found
    }

    /// Businesses that cannot be sent EHF.
    private func unreachable(_ company: LiveCompany) async -> [Diagnosis] {
        do {
            let found = try await EHFReach.unreachable(
                company: company.id,
                outbox: installation.outbox
            )
            return found.isEmpty ? [] : [.notOnEHF(found.count, of: company.id)]
        } catch {
            return [.unexamined(company.id, "ehf", error)]
        }
    }

    /// What stands still already.
    private func waiting(_ company: LiveCompany) async -> [Diagnosis] {
        do {
            return try await installation.outbox.troubles(company: company.id).map { trouble in
                Diagnosis(
                    company: company.id,
                    trouble.connection,
                    trouble.cause,
                    .warning,
                    nb:
                        "\(trouble.count) hendelser står: \(CauseCatalogue.title(trouble.cause, .nb)) (sist \(trouble.subject)).",
                    en:
                        "\(trouble.count) events stand still: \(CauseCatalogue.title(trouble.cause, .en)) (last \(trouble.subject)).",
                    remedy: (
                        CauseCatalogue.remedy(trouble.cause, .nb),
                        CauseCatalogue.remedy(trouble.cause, .en)
                    )
                )
            }
        } catch {
            return [.unexamined(company.id, "outbox", error)]
        }
    }
}
