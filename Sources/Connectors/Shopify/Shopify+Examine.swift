import Bookkeeping
import Foundation
import Remote

extension Shopify {
    /// Looks at the token, its scopes, the version of the API and the subscriptions, in two or three calls.
    package func examine(
        webhookAddress: String,
        from access: SourceAccess
    ) async throws -> [SourceFinding] {
        let client = try access.client
        do {
            let scopes = try await client.send(.shopifyScopes)
            var findings = Self.findings(onScopes: scopes)
            let list = try await Self.webhooks(client)
            findings += Self.findings(onVersion: list.apiVersion)
            findings += Self.findings(on: list.webhooks, webhookAddress: webhookAddress)
            return findings
        } catch let error as RemoteError where error.status == 401 || error.status == 403 {
            return [.shopifyCredentialsRejected]
        } catch let error as RemoteError where error.status == 404 {
            return [.shopifyNoSuchShop]
        }
    }

    private static func findings(onScopes scopes: Set<String>) -> [SourceFinding] {
        var findings: [SourceFinding] = []
        if !ShopifyScope.allows(ShopifyScope.orders, among: scopes) {
            findings.append(.shopifyOrdersHidden)
        }
        if !scopes.contains(ShopifyScope.allOrders) { findings.append(.shopifyHistoryLimited) }
        if !ShopifyScope.allows(ShopifyScope.customers, among: scopes) {
            findings.append(.shopifyCustomersHidden)
        }
        if !ShopifyScope.allows(ShopifyScope.payouts, among: scopes) {
            findings.append(.shopifyPayoutsHidden)
        }
        return findings
    }

    /// A version that is no longer supported is answered in the shape of the oldest that is.
    private static func findings(onVersion version: String?) -> [SourceFinding] {
        guard let version, version != apiVersion else { return [] }
        return [.shopifyVersion(version, insteadOf: apiVersion)]
    }

    private static func findings(
        on webhooks: [ShopifyWebhook],
        webhookAddress: String
    ) -> [SourceFinding] {
        let heard = Set(webhooks.filter { $0.reaches(webhookAddress) }.map(\.topic))
        let unheard = webhookTopics.filter { !heard.contains($0) }
        let told = Set(webhooks.map(\.topic))
        let elsewhere = unheard.filter(told.contains)
        let missing = unheard.filter { !told.contains($0) }
        return (missing.isEmpty ? [] : [.shopifyWebhooksMissing(missing, webhookAddress)])
            + (elsewhere.isEmpty ? [] : [.shopifyWebhooksElsewhere(elsewhere, webhookAddress)])
    }
}
