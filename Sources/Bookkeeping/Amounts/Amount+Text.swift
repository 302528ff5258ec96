extension Amount {
    /// Reads `"125.50"` in a currency's major units, exactly.
    ///
    /// nil when the text is no decimal number, has more decimals than the currency (trailing zeros aside) or is
    /// beyond ``limit``.
    package init?(_ text: some StringProtocol, in currency: Currency) {
        guard let number = DecimalNumber(text), number.scale <= currency.decimals else {
            return nil
        }
        var minor = number.units
        for _ in number.scale..<currency.decimals {
            let (product, overflow) = minor.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            minor = product
        }
        guard minor.magnitude <= Self.limit.magnitude else { return nil }
        self.init(minor: minor)
    }

    /// The amount in major units, exactly: 12550 øre is the number 125.5.
    package func number(in currency: Currency) -> DecimalNumber {
        DecimalNumber(units: minor, scale: currency.decimals)
    }

    /// The amount in major units with all its decimals: `125.50`.
    package func text(in currency: Currency) -> String {
        guard currency.decimals > 0 else { return String(minor) }
        let digits = String(minor.magnitude)
        let padded =
            String(repeating: "0", count: max(0, currency.decimals + 1 - digits.count)) + digits
        let sign = minor < 0 ? "-" : ""
        return sign + padded.dropLast(currency.decimals) + "." + padded.suffix(currency.decimals)
    }
}
