import Bookkeeping
import Connectors
import Foundation
import Outbox
import Remote

/// Which businesses can receive EHF: by the public directory where it is connected, else as Tripletex answered last.
struct EHFReach: Sendable {
    /// How long an answer is believed; businesses register all the time.
    static let believedDays = 30
    static let prefix = "ehf/"

    /// A business that could not receive EHF when it was last asked about.
    struct Unreachable: Hashable, Sendable {
        var organizationNumber: String
        var asked: LocalDate
        /// `directory` or `tripletex`.
        var source: String
    }

    let company: String
    /// The Peppol directory; nil where none is connected.
    let directory: RemoteClient?
    let outbox: Outbox
    let today: LocalDate

    /// The order with what is known of its customer; a shop seldom knows it.
    ///
    /// Where nobody knows, EHF is tried, and Tripletex's answer is remembered. A directory that does not answer holds
    /// nothing up.
    func completed(_ order: Order) async throws -> Order {
        guard let number = Self.endpoint(of: order.customer), order.customer.receivesEHF == nil
        else { return order }
        var order = order
        let key = Self.prefix + number.description
        if let known = try await outbox.note(key, company: company).flatMap(Mark.init(text:)),
            let until = known.asked.adding(days: Self.believedDays), until >= today
        {
            order.customer.receivesEHF = known.receives
            return order
        }
        guard let directory else {
            order.customer.receivesEHF = true
            return order
        }
        do {
            let receives = try await PeppolDirectory.receivesInvoices(number, through: directory)
            try await remember(number.description, receives: receives, source: "directory")
            order.customer.receivesEHF = receives
        } catch is RemoteError {
            order.customer.receivesEHF = true
        }
        return order
    }

    /// Tripletex has answered that the customer cannot receive EHF.
    func noteRefusal(of customer: Customer) async throws {
        guard let number = Self.endpoint(of: customer) else { return }
        try await remember(number.description, receives: false, source: "tripletex")
    }

    private func remember(_ number: String, receives: Bool, source: String) async throws {
        try await outbox.setNote(
            Self.prefix + number,
            to: "\(receives ? "yes" : "no") \(today) \(source)",
            company: company
        )
    }

    /// Businesses that cannot receive EHF yet, by organisation number.
    static func unreachable(company: String, outbox: Outbox) async throws -> [Unreachable] {
        try await outbox.notes(prefix, company: company).compactMap { key, text in
            guard let mark = Mark(text: text), !mark.receives else { return nil }
            return Unreachable(
                organizationNumber: String(key.dropFirst(prefix.count)),
                asked: mark.asked,
                source: mark.source
            )
        }
    }

    /// The number by which a Norwegian business is found in Peppol.
    private static func endpoint(of customer: Customer) -> OrganizationNumber? {
        guard customer.kind == .business, customer.country == "NO" else { return nil }
        return customer.organizationNumber.flatMap { OrganizationNumber($0) }
    }

    /// `no 2026-03-20 directory`.
    private struct Mark {
        var receives: Bool
        var asked: LocalDate
        var source: String

        init?(text: String) {
            let parts = text.split(separator: " ")
            guard parts.count == 3, let day = LocalDate(parts[1]) else { return nil }
            receives = parts[0] == "yes"
            asked = day
            source = String(parts[2])
        }
    }
}
