import Bookkeeping
import Companies
import Connectors
import Foundation
import Remote

/// A connection whose payouts can be asked for.
struct LivePayoutSource: Sendable {
    let company: String
    let connection: String
    let timeZone: String
    /// Payouts before this day are of orders that are not booked.
    let fromDate: LocalDate?
    /// The payouts of these days, both included, oldest first.
    let payouts: @Sendable (_ from: LocalDate, _ to: LocalDate) async throws -> [SettledPayout]

    /// What keeps them from being read.
    let examine: @Sendable () async throws -> [SourceFinding]

    /// nil for a connection that has none, or whose payouts the company books itself.
    init?(
        _ connection: Connection,
        of company: Company,
        shop: Shopify?,
        vipps: VippsAccess?,
        client: RemoteClient,
        rules: Rules
    ) throws {
        let choice = try JSONValue(parsing: connection.options)["payouts"]
        if choice == .bool(false) { return nil }
        if let shop {
            payouts = {
                try await shop.payouts(from: $0, to: $1, from: SourceAccess(remote: client))
            }
            // The shop's own examination asks for the scopes of all it needs.
            examine = { [] }
        } else if let vipps {
            payouts = { first, last in
                let client = try await vipps.authorized(client)
                return try await VippsReport.payouts(from: first, to: last, through: client)
            }
            examine = { try await VippsReport.examine(vipps, through: client) }
        } else {
            return nil
        }
        self.company = company.id
        self.connection = connection.id
        timeZone = company.timeZone
        fromDate = rules.settings.fromDate
    }
}

extension LiveCompany {
    /// What keeps the payouts of a connection from being read.
    func payoutFindings(_ connection: String) async throws -> [SourceFinding] {
        guard let source = payoutSources.first(where: { $0.connection == connection }) else {
            return []
        }
        return try await source.examine()
    }
}
