/// A currency of ISO 4217 with its number of decimals.
package struct Currency: Hashable, Sendable {
    package let code: String
    /// Decimals of the minor unit: 2 for NOK, 0 for JPY, 3 for KWD.
    package let decimals: Int

    package static let nok = Currency(known: "NOK", decimals: 2)

    /// The currency with this code, or nil when it is not in the table of ``CurrencyTable``.
    package init?(code: String) {
        guard let decimals = CurrencyTable.decimals[code] else { return nil }
        self.code = code
        self.decimals = decimals
    }

    private init(known code: String, decimals: Int) {
        self.code = code
        self.decimals = decimals
    }
}
