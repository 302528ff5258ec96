/// How past orders would be booked under other rules.
package struct PreviewDocument: Hashable, Sendable, Encodable {
    /// How many orders were planned both ways.
    package var examined: Int
    /// Only the orders that differ, newest first.
    package var differences: [PreviewDifference]

    package init(examined: Int, differences: [PreviewDifference]) {
        self.examined = examined
        self.differences = differences
    }
}

/// An order that other rules would book otherwise.
package struct PreviewDifference: Hashable, Sendable, Encodable {
    /// What would be booked.
    package struct Outcome: Hashable, Sendable, Encodable {
        package enum Status: String, Hashable, Sendable, Encodable, CaseIterable {
            case booked
            case held
            case notBooked = "not_booked"
        }

        package var status: Status
        /// Why it is not booked.
        @OrNull package var cause: String?
        package var postings: [Posting]

        package init(status: Status, cause: String? = nil, postings: [Posting] = []) {
            self.status = status
            self.cause = cause
            self.postings = postings
        }
    }

    /// A sum on an account under a VAT code: debit positive, credit negative.
    package struct Posting: Hashable, Sendable, Encodable {
        package var account: Int
        @OrNull package var vatCode: String?
        package var amount: MoneyDocument

        package init(account: Int, vatCode: String?, amount: MoneyDocument) {
            self.account = account
            self.vatCode = vatCode
            self.amount = amount
        }
    }

    package var connection: String
    package var subject: String
    /// As people know it, as `#1001`.
    @OrNull package var orderNumber: String?
    /// The day of the order, as `2026-02-10`.
    package var date: String
    package var before: Outcome
    package var after: Outcome

    package init(
        connection: String,
        subject: String,
        orderNumber: String?,
        date: String,
        before: Outcome,
        after: Outcome
    ) {
        self.connection = connection
        self.subject = subject
        self.orderNumber = orderNumber
        self.date = date
        self.before = before
        self.after = after
    }
}
