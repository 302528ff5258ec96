/// The number of a general-ledger account (konto) in the Norwegian chart: four digits.
package struct AccountNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: Int

    /// The account, or nil outside 1000…9999.
    package init?(_ value: Int) {
        guard (1000...9999).contains(value) else { return nil }
        self.value = value
    }

    init(unchecked value: Int) { self.value = value }

    package static func < (left: AccountNumber, right: AccountNumber) -> Bool {
        left.value < right.value
    }

    /// Whether the ledger itself posts VAT there; a posting of ours would count it twice.
    var isOfVAT: Bool { (2700...2740).contains(value) }

    package var description: String { String(value) }
}
