import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// An entry of a ledger at Vipps MobilePay: something that changed what is owed to the merchant.
///
/// Amounts are in minor units, negative when they lower the balance. Kinds may be added at any time; what counts is
/// the amount. Source: developer.vippsmobilepay.com, Report API, entry types.
struct VippsEntry: Hashable, Sendable, Decodable {
    var pspReference: String
    var ledgerDate: String
    var entryType: String
    /// The payment's, as the shop gave it; empty for entries that belong to none.
    var reference: String?
    var currency: String
    var amount: Int64
    var balanceBefore: Int64
    var balanceAfter: Int64

    static let payout = "payout-scheduled"
    static let fees = "fees-retained"
}

/// A page of the entries of a day.
struct VippsReportPage: Sendable, Decodable {
    var items: [VippsEntry]
    /// Whether the day is still open: more may come, and the same question is to be asked later.
    var tryLater: Bool?
    var hasMore: Bool?
    var cursor: String?
}

/// A ledger: what one sales unit is owed and paid.
struct VippsLedger: Hashable, Sendable, Decodable {
    var ledgerId: String
    var currency: String
}

/// `{"items": […], "cursor": "…"}`.
struct VippsLedgerPage: Sendable, Decodable {
    var items: [VippsLedger]
    var cursor: String?
}

extension RemoteRequest where Reply == VippsLedgerPage {
    /// The ledgers that the keys may see.
    static func vippsLedgers(after cursor: String?) -> Self {
        Self(
            path: "/settlement/v1/ledgers",
            query: cursor.map { [(name: "cursor", value: $0)] } ?? []
        )
    }
}

extension RemoteRequest where Reply == VippsReportPage {
    /// What happened on a day; `topic` is `funds` or `fees`.
    static func vippsReport(
        _ ledger: String,
        _ topic: VippsTopic,
        on day: LocalDate,
        after cursor: String?
    ) -> Self {
        Self(
            path: "/report/v2/ledgers/\(ledger)/\(topic.rawValue)/dates/\(day)",
            query: cursor.map { [(name: "cursor", value: $0)] } ?? []
        )
    }
}

/// The two accounts of a ledger.
enum VippsTopic: String, Sendable {
    /// What is owed to the merchant.
    case funds
    /// What the merchant owes for the service.
    case fees
}
