/// Decimals of the currencies that can be booked.
///
/// Source: ISO 4217 list one, minor unit column, for every currency that Tripletex keeps.
enum CurrencyTable {
    static let decimals: [String: Int] = [
        "AED": 2, "ARS": 2, "AUD": 2, "AZN": 2, "BDT": 2, "BGN": 2,
        "BHD": 3, "BIF": 0, "BRL": 2, "BYN": 2, "CAD": 2, "CHF": 2,
        "CLP": 0, "CNY": 2, "COP": 2, "CZK": 2, "DJF": 0, "DKK": 2,
        "EGP": 2, "EUR": 2, "GBP": 2, "GEL": 2, "GNF": 0, "HKD": 2,
        "HUF": 2, "IDR": 2, "ILS": 2, "INR": 2, "IQD": 3, "ISK": 0,
        "JOD": 3, "JPY": 0, "KES": 2, "KMF": 0, "KRW": 0, "KWD": 3,
        "LKR": 2, "LYD": 3, "MAD": 2, "MMK": 2, "MXN": 2, "MYR": 2,
        "NOK": 2, "NZD": 2, "OMR": 3, "PEN": 2, "PHP": 2, "PKR": 2,
        "PLN": 2, "PYG": 0, "QAR": 2, "RON": 2, "RWF": 0, "SAR": 2,
        "SEK": 2, "SGD": 2, "THB": 2, "TND": 3, "TRY": 2, "TWD": 2,
        "UAH": 2, "UGX": 0, "USD": 2, "UYI": 0, "VND": 0, "VUV": 0,
        "XAF": 0, "XOF": 0, "XPF": 0, "ZAR": 2,
    ]
}
