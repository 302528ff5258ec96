/// What a stand-in of Tripletex holds, for tests and the sandbox's final check.
package struct FakeLedgerSnapshot: Hashable, Sendable {
    /// An account under a VAT code.
    package struct Key: Hashable, Comparable, Sendable {
        package var account: Int
        package var vatCode: String?

        package init(account: Int, vatCode: String?) {
            self.account = account
            self.vatCode = vatCode
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.account, left.vatCode ?? "") < (right.account, right.vatCode ?? "")
        }
    }

    package struct Invoice: Hashable, Sendable {
        package var orderNumber: String
        /// In øre.
        package var amount: Int64
        package var outstanding: Int64
    }

    /// A document on the customers' ledger that is not settled.
    package struct OpenItem: Hashable, Sendable {
        package var orderNumber: String
        /// In minor units of its currency; a credit note is negative.
        package var outstanding: Int64
    }

    package var invoices: [Invoice]
    /// Negative amounts.
    package var creditNotes: [Invoice]
    package var openItems: [OpenItem]
    /// Numbers of ours on vouchers.
    package var voucherNumbers: [String]
    package var customers: Int
    /// The movement in øre; debit positive.
    package var balances: [Key: Int64]
    /// Calls by method and path.
    package var calls: [String: Int]
}

extension FakeTripletex {
    /// How many calls came, answered well or not.
    package var callCount: Int { read { $0.calls.values.reduce(0, +) } }

    /// How many invoices and credit notes there are.
    package var invoiceCount: Int { read { $0.company.invoices.count } }

    package func snapshot() -> FakeLedgerSnapshot {
        read { state in
            let numbers = Dictionary(
                state.company.orders.map { ($0.id, $0.number) },
                uniquingKeysWith: { first, _ in first }
            )
            let documents = state.company.invoices.map { invoice in
                (
                    isCredit: invoice.isCreditNote,
                    invoice: FakeLedgerSnapshot.Invoice(
                        orderNumber: numbers[invoice.order] ?? "",
                        amount: invoice.amount,
                        outstanding: state.company.open(invoice)
                    )
                )
            }
            return FakeLedgerSnapshot(
                invoices: documents.filter { !$0.isCredit }.map(\.invoice),
                creditNotes: documents.filter(\.isCredit).map(\.invoice),
                openItems: documents.map(\.invoice).filter { $0.outstanding != 0 }.map {
                    .init(orderNumber: $0.orderNumber, outstanding: $0.outstanding)
                },
                voucherNumbers: state.company.vouchers.compactMap(\.external),
                customers: state.company.customers.count,
                balances: state.company.postings.reduce(into: [:]) { balances, posting in
                    let key = FakeLedgerSnapshot.Key(
                        account: posting.account,
                        vatCode: posting.vatCode
                    )
                    balances[key, default: 0] += posting.amount
                },
                calls: state.calls
            )
        }
    }
}
