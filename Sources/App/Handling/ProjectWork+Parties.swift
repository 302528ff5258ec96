import Connectors
import Destinations
import Outbox
import Projects
import Remote

extension ProjectWork {
    /// Remembers that somebody of the crew matched nobody, for ``EmployeeSweep``; forgets it when all do.
    func rememberUnmatched(_ plan: ProjectPlan, subject: String) async throws {
        let key = EmployeeSweep.prefix(source.connection) + subject
        let isWaiting =
            plan.endedOn == nil && plan.notices.contains { $0.code == .noEmployeeMatch }
        let value = isWaiting ? try await ledger?.projects.allEmployees().fingerprint : nil
        guard try await outbox.note(key, company: company.id) != value else { return }
        try await outbox.setNote(key, to: value, company: company.id)
    }

    /// The contact person at the customer, by the id in Tripletex.
    func contact(_ person: RentalPerson?, of customer: Int) async throws -> Int? {
        guard let ledger, let person else { return nil }
        return try await ledger.projects.contact(
            ContactDraft(
                fact: "\(source.connection)/contactperson/\(person.id)",
                firstName: person.firstName,
                lastName: person.lastName,
                email: person.email,
                phone: person.phone
            ),
            of: customer,
            journal: journal
        )
    }

    /// Writes the customer's number onto the contact in Rentman, where the company wants that and none is there.
    func noteAccountingCode(of contact: RentalContact, as customer: Int) async throws {
        guard settings.writesAccountingCodes, contact.accountingCode == nil, let ledger,
            let rentman = source.connector as? Rentman, let client = source.client
        else { return }
        _ = try await journal.once(
            "accounting-code/\(source.connection)/contact/\(contact.id)/\(customer)",
            // Writing it again changes nothing.
            ifInterrupted: { nil },
            perform: {
                let number = try await ledger.projects.number(ofCustomer: customer)
                if let number {
                    try await rentman.noteAccountingCode(number, of: contact, through: client)
                }
                return EffectResult(
                    kind: "accounting-code",
                    id: String(customer),
                    number: number
                )
            }
        )
    }
}
