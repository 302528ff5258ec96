/// A Norwegian standard VAT code (mva-kode) by its number, as Tripletex and SAF-T write it: `3`, `31`, `52`.
///
/// Source: Skatteetaten, SAF-T Standard Tax Codes. Always resolved by number: the ids of a ledger differ.
package struct VATCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: String

    package init(_ number: String) {
        self.number = number
    }

    package static func < (left: VATCode, right: VATCode) -> Bool {
        (left.number.utf8.count, left.number) < (right.number.utf8.count, right.number)
    }

    package var description: String { number }
}
