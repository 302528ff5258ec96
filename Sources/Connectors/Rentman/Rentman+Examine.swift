import Bookkeeping
import Foundation
import Projects
import Remote

extension Rentman {
    /// Everything that is read for a project must be readable by the token's role.
    private static let neededCollections = [
        "projects", "subprojects", "projectfunctions", "projectcrew", "projectequipment",
        "projectequipmentgroup", "costs", "crew", "contacts", "contactpersons", "invoices",
        "invoicelines",
    ]

    package func examine(
        webhookAddress: String,
        from access: SourceAccess
    ) async throws -> [SourceFinding] {
        let calls = RentmanCalls(client: try access.client)
        var findings: [SourceFinding] = []
        for collection in Self.neededCollections {
            do {
                _ = try await calls.page(
                    .init(path: "/\(collection)", query: [("fields", "id"), ("limit", "1")])
                )
            } catch let error as RemoteError where error.status == 401 {
                return [.tokenRejected]
            } catch let error as RemoteError where error.status == 403 {
                findings.append(.rightMissing(collection))
            }
        }
        return try await findings + statusFindings(calls)
    }

    /// Chosen statuses that the account does not have, and own statuses that nobody has sorted.
    private func statusFindings(_ calls: RentmanCalls) async throws -> [SourceFinding] {
        var names: [Int64: String] = [:]
        // The one list is about to be split into the other two; whichever is there counts.
        for collection in ["statuses", "projectstatuses", "warehousestatuses"] {
            for record in try await calls.list(collection) {
                if let id = record.integer("id") { names[id] = record.text("name") ?? "" }
            }
        }
        guard !names.isEmpty else { return [] }
        let chosen = settings.confirmedStatuses.union(settings.endedStatuses)
        var findings = chosen.subtracting(names.keys).sorted().map(SourceFinding.statusUnknown)
        if findsUnsortedStatuses {
            for (id, name) in names.sorted(by: { $0.key < $1.key })
            where !ProjectSettings.Status.known.contains(id) && !chosen.contains(id) {
                findings.append(.statusUnsorted(id, name))
            }
        }
        return findings
    }
}

extension SourceFinding {
    fileprivate static let tokenRejected = SourceFinding(
        code: "token-rejected",
        isBlocking: true,
        message: LocalizedText(
            nb: "Rentman godtar ikke nøkkelen (token).",
            en: "Rentman does not accept the token."
        ),
        remedy: LocalizedText(
            nb:
                "Hent den på nytt i Rentman under Konfigurasjon › Konto › Integrasjoner › API, og legg den inn i bokbro.",
            en:
                "Fetch it again in Rentman under Configuration › Account › Integrations › API, and give it to bokbro."
        )
    )

    fileprivate static func rightMissing(_ collection: String) -> SourceFinding {
        SourceFinding(
            code: "right-missing",
            isBlocking: true,
            message: LocalizedText(
                nb: "Brukeren bak nøkkelen får ikke lese \(collection) i Rentman.",
                en: "The user behind the token may not read \(collection) in Rentman."
            ),
            remedy: LocalizedText(
                nb: "Gi brukerens rolle lesetilgang til \(collection) i Rentman.",
                en: "Give the user's role read access to \(collection) in Rentman."
            )
        )
    }

    fileprivate static func statusUnknown(_ id: Int64) -> SourceFinding {
        SourceFinding(
            code: "status-missing",
            isBlocking: false,
            message: LocalizedText(
                nb: "Status \(id) er valgt i bokbro, men finnes ikke i Rentman.",
                en: "The status \(id) is chosen in bokbro, but does not exist in Rentman."
            ),
            remedy: LocalizedText(
                nb: "Rett confirmedStatuses eller endedStatuses på tilkoblingen.",
                en: "Mend confirmedStatuses or endedStatuses of the connection."
            )
        )
    }

    fileprivate static func statusUnsorted(_ id: Int64, _ name: String) -> SourceFinding {
        SourceFinding(
            code: "status-unsorted",
            isBlocking: false,
            message: LocalizedText(
                nb: "Deres egen status \(id) («\(name)») regnes ikke som bekreftet.",
                en: "Your own status \(id) (\"\(name)\") does not count as confirmed."
            ),
            remedy: LocalizedText(
                nb: "Legg den til confirmedStatuses eller endedStatuses hvis den skal det.",
                en: "Add it to confirmedStatuses or endedStatuses if it should."
            )
        )
    }
}
