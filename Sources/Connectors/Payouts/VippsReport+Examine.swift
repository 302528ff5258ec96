import Bookkeeping
import Foundation
package import Remote

extension VippsReport {
    /// Looks whether the keys are taken and show a ledger; an empty list is a healthy connection.
    package static func examine(
        _ access: VippsAccess,
        through client: RemoteClient
    ) async throws -> [SourceFinding] {
        do {
            let client = try await access.authorized(client)
            let page = try await client.send(.vippsLedgers(after: nil))
            return page.items.isEmpty ? [.vippsNoLedger] : []
        } catch let error as RemoteError where error.status == 401 || error.status == 403 {
            return [.vippsKeysRejected]
        }
    }
}

extension SourceFinding {
    fileprivate static let vippsKeysRejected = SourceFinding(
        code: "credentials-rejected",
        isBlocking: true,
        message: LocalizedText(
            nb: "Vipps avviser nøklene, eller de gir ikke adgang til oppgjør.",
            en: "Vipps rejects the keys, or they give no access to settlements."
        ),
        remedy: LocalizedText(
            nb:
                "Hent nøklene på nytt på portal.vippsmobilepay.com (For utviklere › API-nøkler) for en salgsenhet med Report API, og lim dem inn her.",
            en:
                "Fetch the keys again at portal.vippsmobilepay.com (For developers › API keys) for a sales unit with the Report API, and paste them here."
        )
    )

    fileprivate static let vippsNoLedger = SourceFinding(
        code: "no-settlements",
        isBlocking: false,
        message: LocalizedText(
            nb: "Nøklene viser ingen oppgjør ennå.",
            en: "The keys show no settlements yet."
        ),
        remedy: LocalizedText(
            nb:
                "Er salgsenheten ny, kommer de med første betaling. Ellers velg nøklene til salgsenheten som får oppgjørene.",
            en:
                "If the sales unit is new, they come with the first payment. Otherwise choose the keys of the sales unit that is paid."
        )
    )
}
