import Bookkeeping
import Foundation

@testable import Dashboard

/// Documents of the company's work.
enum SampleWork {
    static func money(_ minor: Int64) -> MoneyDocument { MoneyDocument(minor: minor) }

    static func backfill(
        id: String = "7",
        connection: String = "shop",
        from: String = "2026-01-01",
        to: String? = nil,
        dryRun: Bool = false,
        state: BackfillDocument.State = .running,
        message: String? = nil,
        text: String = "TOTAL_MISMATCH"
    ) -> BackfillDocument {
        BackfillDocument(
            id: id,
            company: "nordlys",
            connection: connection,
            state: state,
            from: from,
            to: to,
            dryRun: dryRun,
            done: 120,
            total: 400,
            message: message,
            createdAt: SamplePages.now,
            updatedAt: SamplePages.now,
            tally: BackfillDocument.Tally(
                booked: 100,
                known: 5,
                skipped: ["NOT_PAID": 10],
                failed: [text: 4],
                retried: 1,
                rows: [
                    BackfillDocument.Row(
                        month: "2026-01",
                        vatCode: "3",
                        basis: money(100_000_00),
                        vat: money(25_000_00),
                        gross: money(125_000_00)
                    )
                ]
            )
        )
    }

    static func finding(_ text: String, blocking: Bool = true) -> Finding {
        Finding(
            code: "COMPANY_NOT_READY",
            blocking: blocking,
            message: LocalizedText(nb: text, en: text),
            remedy: LocalizedText(nb: text, en: text)
        )
    }

    static let findings = [
        finding("Konto 1931 mangler.", blocking: false),
        finding("Kontonummer for bank mangler."),
    ]

    static let choices = LedgerChoices(
        accounts: [
            LedgerChoices.Account(number: 1920, name: "Bankinnskudd"),
            LedgerChoices.Account(number: 3000, name: "Salgsinntekt, avgiftspliktig"),
        ],
        vatTypes: [
            LedgerChoices.VATType(number: "3", name: "Utgående avgift, høy sats", percentage: "25")
        ],
        paymentTypes: [LedgerChoices.PaymentType(id: 5, description: "Vipps")]
    )

    static func difference(_ text: String = "#1001") -> PreviewDifference {
        PreviewDifference(
            connection: "shop",
            subject: "order/450789469",
            orderNumber: text,
            date: "2026-11-20",
            before: PreviewDifference.Outcome(status: .held, cause: "MISSING_ACCOUNT_MAPPING"),
            after: PreviewDifference.Outcome(
                status: .booked,
                postings: [
                    PreviewDifference.Posting(
                        account: 1500,
                        vatCode: nil,
                        amount: money(1_250_00)
                    ),
                    PreviewDifference.Posting(
                        account: 3000,
                        vatCode: "3",
                        amount: money(-1_250_00)
                    ),
                ]
            )
        )
    }

    static let preview = PreviewDocument(examined: 50, differences: [difference()])

    static func facts(_ text: String) -> SubjectFacts {
        SubjectFacts(
            number: text,
            date: "2026-11-20",
            sourceURL: "https://shop.example/admin/orders/450789469",
            amounts: [
                SubjectAmount(
                    name: LocalizedText(nb: "Sum", en: "Total"),
                    amount: money(1_250_00)
                )
            ],
            explanation: [
                LocalizedText(nb: "Linje 1: kode 3. \(text)", en: "Line 1: code 3. \(text)")
            ]
        )
    }

    static let facts = facts("#1001")

    static let match = SubjectMatch(
        connection: "shop",
        subject: "order/450789469",
        number: "#1001",
        date: "2026-11-20",
        amount: money(1_250_00),
        voucher: "30012"
    )

    static func reconciliation(
        company: String = "nordlys",
        period: ReportPeriod,
        text: String = "#1001",
        balanced: Bool = false
    ) -> ReconciliationDocument {
        let sums = ReconciliationDocument.VATRow.Sums(
            basis: money(1_000_00),
            vat: money(250_00),
            gross: money(1_250_00)
        )
        return ReconciliationDocument(
            company: company,
            period: period,
            madeAt: SamplePages.now,
            balanced: balanced,
            orders: 40,
            vouchers: 39,
            connections: [
                ReconciliationDocument.ConnectionRow(
                    connection: "shop",
                    orders: 40,
                    vouchers: 39,
                    expected: money(1_250_00),
                    posted: money(1_150_00),
                    open: 1
                )
            ],
            vat: [ReconciliationDocument.VATRow(code: "3", expected: sums, posted: sums)],
            accounts: [
                ReconciliationDocument.AccountRow(
                    account: 3000,
                    name: text,
                    expected: money(-1_000_00),
                    posted: money(-900_00)
                )
            ],
            payments: [
                ReconciliationDocument.PaymentRow(
                    method: text,
                    shop: money(1_250_00),
                    posted: money(1_250_00)
                )
            ],
            currencies: [
                ReconciliationDocument.CurrencyRow(
                    currency: "NOK",
                    orders: 40,
                    sale: money(1_250_00)
                )
            ],
            giftCards: ReconciliationDocument.GiftCards(
                opening: money(0),
                sold: money(500_00),
                redeemed: money(200_00),
                expired: money(0),
                closing: money(300_00)
            ),
            differences: [
                ReconciliationDocument.Difference(
                    cause: "otherAmount",
                    text: LocalizedText(nb: "annet beløp", en: "another amount"),
                    step: LocalizedText(nb: "Rett bilaget. \(text)", en: "Mend it. \(text)"),
                    connection: "shop",
                    subject: "order/450789469",
                    orderNumber: text,
                    voucher: "30012",
                    voucherURL: "https://tripletex.no/voucher/1",
                    amount: money(-100_00),
                    open: true
                )
            ],
            paidNotFulfilled: [
                ReconciliationDocument.OpenOrder(
                    orderNumber: text,
                    date: "2026-10-31",
                    amount: money(99_00)
                )
            ]
        )
    }
}
