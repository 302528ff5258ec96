/// Turnover under VAT codes: sales positive, refunds and costs negative, in øre.
package struct VATTotals: Hashable, Sendable {
    /// One code's figures; basis and VAT make the gross.
    package struct Entry: Hashable, Sendable {
        package var gross = Amount.zero
        package var vat = Amount.zero
        package var basis: Amount { gross - vat }

        package init() {}
    }

    package private(set) var byCode: [VATCode: Entry] = [:]

    package init(_ postings: some Sequence<Posting>) {
        for posting in postings {
            guard let code = posting.vatCode else { continue }
            byCode[code, default: Entry()].gross -= posting.amount
            byCode[code, default: Entry()].vat -= posting.vat
        }
    }
}

/// A term of the VAT return: two months.
///
/// Source: skatteforvaltningsforskriften § 8-3-1.
package struct VATTerm: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    /// 1 (January and February) to 6.
    package let number: Int

    package init(of date: LocalDate) {
        year = date.year
        number = (date.month + 1) / 2
    }

    package static func < (left: VATTerm, right: VATTerm) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }

    package var description: String { "\(year)-T\(number)" }
}

extension Plan {
    package var vat: VATTotals { VATTotals(vouchers.lazy.flatMap(\.postings)) }

    package var vatByTerm: [VATTerm: VATTotals] {
        Dictionary(grouping: vouchers) { VATTerm(of: $0.date) }
            .mapValues { VATTotals($0.lazy.flatMap(\.postings)) }
            .filter { !$0.value.byCode.isEmpty }
    }
}
