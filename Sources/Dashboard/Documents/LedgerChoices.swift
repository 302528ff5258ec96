/// What can be chosen in a company's Tripletex today.
package struct LedgerChoices: Hashable, Sendable {
    package struct Account: Hashable, Sendable {
        package var number: Int
        package var name: String

        package init(number: Int, name: String) {
            self.number = number
            self.name = name
        }
    }

    package struct VATType: Hashable, Sendable {
        /// The standard code, as `3`.
        package var number: String
        package var name: String
        /// As `25`.
        package var percentage: String

        package init(number: String, name: String, percentage: String) {
            self.number = number
            self.name = name
            self.percentage = percentage
        }
    }

    package struct PaymentType: Hashable, Sendable {
        package var id: Int64
        package var description: String

        package init(id: Int64, description: String) {
            self.id = id
            self.description = description
        }
    }

    /// Somebody who may lead projects.
    package struct Employee: Hashable, Sendable {
        package var id: Int64
        package var name: String

        package init(id: Int64, name: String) {
            self.id = id
            self.name = name
        }
    }

    package var accounts: [Account]
    package var vatTypes: [VATType]
    package var paymentTypes: [PaymentType]
    package var employees: [Employee]

    package init(
        accounts: [Account] = [],
        vatTypes: [VATType] = [],
        paymentTypes: [PaymentType] = [],
        employees: [Employee] = []
    ) {
        self.accounts = accounts
        self.vatTypes = vatTypes
        self.paymentTypes = paymentTypes
        self.employees = employees
    }
}
