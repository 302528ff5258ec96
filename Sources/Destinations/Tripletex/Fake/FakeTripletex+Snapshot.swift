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

    package var invoices: [Invoice]
    package var customers: Int
    /// The movement in øre; debit positive.
    package var balances: [Key: Int64]
    /// Calls by method and path.
    package var calls: [String: Int]
}

extension FakeTripletex {
    package func snapshot() -> FakeLedgerSnapshot {
        read { state in
            let numbers = Dictionary(
                state.company.orders.map { ($0.id, $0.number) },
                uniquingKeysWith: { first, _ in first }
            )
            return FakeLedgerSnapshot(
                invoices: state.company.invoices.map {
                    .init(
                        orderNumber: numbers[$0.order] ?? "",
                        amount: $0.amount,
                        outstanding: $0.outstanding
                    )
                },
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
