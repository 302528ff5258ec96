package import Bookkeeping

/// An amount as the interface writes it: `{"minor": 12550, "currency": "NOK"}`.
package struct MoneyDocument: Hashable, Sendable, Encodable {
    /// In the currency's smallest unit.
    package var minor: Int64
    package var currency: String

    package init(minor: Int64, currency: String = "NOK") {
        self.minor = minor
        self.currency = currency
    }

    package init(_ amount: Amount, _ currency: Currency = .nok) {
        minor = amount.minor
        self.currency = currency.code
    }
}
