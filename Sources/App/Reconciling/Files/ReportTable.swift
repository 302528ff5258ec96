import Bookkeeping
import Dashboard

/// A part of a report as rows and columns, the same for every form it is written in.
struct ReportTable: Hashable, Sendable {
    enum Cell: Hashable, Sendable {
        case text(String)
        case count(Int)
        case money(Amount, Currency)

        init(_ text: String?) { self = .text(text ?? "") }

        init(_ money: MoneyDocument) {
            self = .money(Amount(minor: money.minor), Currency(code: money.currency) ?? .nok)
        }

        var isNumber: Bool { if case .text = self { false } else { true } }

        /// With a decimal point, as programs read it.
        var plain: String {
            switch self {
            case .text(let text): text
            case .count(let number): String(number)
            case .money(let amount, let currency): amount.text(in: currency)
            }
        }

        /// As people read it: thousands apart, and a comma in Norwegian.
        func text(in language: Language) -> String {
            guard case .money(let amount, let currency) = self else { return plain }
            let parts = amount.magnitude.text(in: currency).split(separator: ".")
            let digits = Array(parts[0])
            var whole = ""
            for (place, digit) in digits.enumerated() {
                if place > 0, (digits.count - place).isMultiple(of: 3) {
                    whole += language == .nb ? "\u{A0}" : ","
                }
                whole.append(digit)
            }
            let sign = amount < .zero ? (language == .nb ? "−" : "-") : ""
            let decimals = parts.count > 1 ? (language == .nb ? "," : ".") + parts[1] : ""
            return sign + whole + decimals
        }
    }

    var title: String
    var header: [String]
    var rows: [[Cell]]
}

extension ReconciliationDocument {
    /// The whole report as tables.
    func tables(in language: Language) -> [ReportTable] {
        let word = { (nb: String, en: String) in language == .nb ? nb : en }
        let expected = word("Ventet", "Expected")
        let posted = word("I Tripletex", "In Tripletex")
        return [
            summary(word),
            differenceTable(language, word),
            ReportTable(
                title: word("Koblinger", "Connections"),
                header: [
                    word("Kobling", "Connection"), word("Ordrer", "Orders"),
                    word("Bilag", "Vouchers"), expected, posted,
                    word("Åpne avvik", "Open differences"),
                ],
                rows: connections.map {
                    [
                        .init($0.connection), .count($0.orders), .count($0.vouchers),
                        .init($0.expected), .init($0.posted), .count($0.open),
                    ]
                }
            ),
            vatTable(expected, posted, word),
            ReportTable(
                title: word("Kontoer", "Accounts"),
                header: [
                    word("Konto", "Account"), word("Navn", "Name"), expected, posted,
                    word("Avvik", "Difference"),
                ],
                rows: accounts.map {
                    [
                        .init(String($0.account)), .init($0.name), .init($0.expected),
                        .init($0.posted), .init($0.difference),
                    ]
                }
            ),
            ReportTable(
                title: word("Betalingsmåter", "Payment methods"),
                header: [
                    word("Betalingsmåte", "Method"), word("I butikken", "In the shop"), posted,
                ],
                rows: payments.map { [.init($0.method), .init($0.shop), .init($0.posted)] }
            ),
            ReportTable(
                title: word("Valutaer", "Currencies"),
                header: [
                    word("Valuta", "Currency"), word("Ordrer", "Orders"), word("Salg", "Sale"),
                ],
                rows: currencies.map { [.init($0.currency), .count($0.orders), .init($0.sale)] }
            ),
            giftCardTable(word),
            ReportTable(
                title: word("Betalt, ikke levert", "Paid, not fulfilled"),
                header: [word("Ordre", "Order"), word("Dag", "Day"), word("Beløp", "Amount")],
                rows: paidNotFulfilled.map {
                    [.init($0.orderNumber), .init($0.date), .init($0.amount)]
                }
            ),
        ]
    }

    private func summary(_ word: (String, String) -> String) -> ReportTable {
        ReportTable(
            title: word("Avstemming \(period)", "Reconciliation \(period)"),
            header: [word("Hva", "What"), word("Verdi", "Value")],
            rows: [
                [.init(word("Selskap", "Company")), .init(company)],
                [.init(word("Fra og med", "From")), .init(from)],
                [.init(word("Til og med", "To")), .init(to)],
                [
                    .init(word("Resultat", "Result")),
                    .init(
                        balanced
                            ? word("Alt stemmer", "Everything ties")
                            : word("Noe stemmer ikke", "Something does not tie")
                    ),
                ],
                [.init(word("Ordrer i butikkene", "Orders in the shops")), .count(orders)],
                [.init(word("Bilag i Tripletex", "Vouchers in Tripletex")), .count(vouchers)],
                [
                    .init(word("Åpne avvik", "Open differences")),
                    .count(differences.count(where: \.open)),
                ],
            ]
        )
    }

    private func differenceTable(
        _ language: Language,
        _ word: (String, String) -> String
    ) -> ReportTable {
        ReportTable(
            title: word("Avvik", "Differences"),
            header: [
                word("Ordre", "Order"), word("Bilag", "Voucher"), word("Beløp", "Amount"),
                word("Åpent", "Open"), word("Årsak", "Cause"),
                word("Hva som hjelper", "What mends it"),
            ],
            rows: (differences.filter(\.open) + differences.filter { !$0.open }).map {
                [
                    .init($0.orderNumber), .init($0.voucher), .init($0.amount),
                    .init($0.open ? word("ja", "yes") : word("nei", "no")),
                    .init($0.text[language]), .init($0.step?[language]),
                ]
            }
        )
    }

    private func vatTable(
        _ expected: String,
        _ posted: String,
        _ word: (String, String) -> String
    ) -> ReportTable {
        let (basis, vat, gross) = (
            word("grunnlag", "basis"), word("mva", "VAT"), word("brutto", "gross")
        )
        return ReportTable(
            title: word("Mva-koder", "VAT codes"),
            header: [word("Kode", "Code")]
                + [expected, posted].flatMap { side in
                    [basis, vat, gross].map { "\(side) \($0)" }
                },
            rows: self.vat.map { row in
                [.init(row.code)]
                    + [row.expected, row.posted].flatMap { sums in
                        [sums.basis, sums.vat, sums.gross].map { ReportTable.Cell($0) }
                    }
            }
        )
    }

    private func giftCardTable(_ word: (String, String) -> String) -> ReportTable {
        ReportTable(
            title: word("Gavekort", "Gift cards"),
            header: [word("Bevegelse", "Movement"), word("Beløp", "Amount")],
            rows: giftCards.map { cards in
                [
                    (word("Inngående gjeld", "Opening debt"), cards.opening),
                    (word("Solgt", "Sold"), cards.sold),
                    (word("Innløst", "Redeemed"), cards.redeemed),
                    (word("Utløpt", "Expired"), cards.expired),
                    (word("Utgående gjeld", "Closing debt"), cards.closing),
                ].map { [.init($0.0), .init($0.1)] }
            } ?? []
        )
    }
}
