package import Bookkeeping
import Foundation
import Projects
package import Remote

/// The rental system Rentman: webhooks of a whole account, and its public API.
///
/// A webhook only says what changed, never how, and of what was deleted only the number. What a project is, is always
/// read afresh.
package struct Rentman: Connector {
    package static let service = "rentman"
    /// What the API grants: ten calls a second, twenty at once.
    ///
    /// See ``DailyQuota`` for the day's.
    package static let budget = RateLimit.Budget(calls: 10, window: .seconds(1), concurrent: 20)

    /// The account's name, which every webhook must carry; nil: any.
    let account: String?
    /// The crew members whose changes are our own.
    let integrationUsers: Set<Int64>
    /// Only subprojects in these have a price that matters.
    let settings: ProjectSettings
    let findsUnsortedStatuses: Bool

    package init(options: JSONValue = .object([])) {
        account = options["account"]?.text
        integrationUsers = Set(Self.numbers(options["integrationUser"]))
        // What is wrong with the options is said when they are applied; here the defaults stand in.
        settings = (try? ProjectSettings(rules: nil, connection: options)) ?? .standard
        findsUnsortedStatuses = options["confirmedStatuses"] != nil
    }

    package func read(_ subject: String, from access: SourceAccess) async throws -> SourceFacts {
        do {
            if subject.hasPrefix(Self.batchPrefix) { return try await batch(subject, access) }
            guard let subject = RentmanSubject(subject) else { return .absent(.notOfRentman) }
            return try await facts(subject, access)
        } catch let error as RentmanUnreadable {
            return .held(.rentmanUnreadable(error.field, of: subject))
        }
    }

    private func facts(
        _ subject: RentmanSubject,
        _ access: SourceAccess
    ) async throws -> SourceFacts {
        let calls = RentmanCalls(client: try access.client)
        switch subject.thing {
        case .project:
            return try await RentmanProjectReading(self, calls, subject.id).facts()
        case .contact: return try await contact(subject.id, access, calls)
        case .crew:
            let subjects = try await access.subjects(subject.text)
            return subjects.isEmpty ? .absent(.nobodysCrew) : .concerns(subjects)
        case .invoice: return try await invoice(subject, access, calls)
        default:
            let known = try await access.subjects(subject.text)
            if !known.isEmpty { return .concerns(known) }
            guard let owner = try await RentmanOwner(calls).owner(of: subject) else {
                return .absent(.neverSeen)
            }
            return .concerns([owner.text])
        }
    }

    /// A webhook about several things: what each of them is a part of, where that is known, else itself.
    private func batch(_ subject: String, _ access: SourceAccess) async throws -> SourceFacts {
        guard let delivery = try await access.deliveries(subject).first,
            let webhook = try? RentmanWebhook(delivery.body),
            let thing = RentmanThing(itemType: webhook.itemType)
        else { return .absent(.payloadGone) }
        var subjects: Set<String> = []
        for part in webhook.subjects(of: thing) {
            let owners =
                switch RentmanSubject(part)?.thing {
                case .project?, .contact?, .crew?, nil: [String]()
                default: try await access.subjects(part)
                }
            if owners.isEmpty { subjects.insert(part) } else { subjects.formUnion(owners) }
        }
        return .concerns(subjects.sorted())
    }

    private func contact(
        _ id: Int64,
        _ access: SourceAccess,
        _ calls: RentmanCalls
    ) async throws -> SourceFacts {
        let subjects = try await access.subjects(RentmanThing.contact.subject(id))
        guard
            let record = try await calls.item("contacts", id, expand: ["admin_contactperson"])
        else { return subjects.isEmpty ? .absent(.neverSeen) : .concerns(subjects) }
        let persons = try await calls.list("contacts/\(id)/contactpersons")
        return .contact(
            try record.contact(persons: persons.compactMap(\.person)),
            of: subjects
        )
    }

    private func invoice(
        _ subject: RentmanSubject,
        _ access: SourceAccess,
        _ calls: RentmanCalls
    ) async throws -> SourceFacts {
        let known = try await access.subjects(subject.text)
        if !known.isEmpty { return .concerns(known) }
        let links = RentmanLinks(calls)
        guard
            let record = try await calls.item(
                "invoices",
                subject.id,
                expand: RentmanLinks.invoiceExpansions
            )
        else { return .absent(.neverSeen) }
        if let project = record.link("project") {
            return .concerns([RentmanThing.project.subject(project)])
        }
        return .invoice(try await links.invoice(record, reference: nil))
    }

    private static func numbers(_ value: JSONValue?) -> [Int64] {
        switch value {
        case .array(let items)?: items.compactMap { $0.text.flatMap { Int64($0) } }
        default: [value?.text.flatMap { Int64($0) }].compactMap { $0 }
        }
    }
}

extension Alert {
    fileprivate static func rentmanUnreadable(_ field: String, of subject: String) -> Alert {
        Alert(
            .totalMismatch,
            message: LocalizedText(
                nb: "Feltet \(field) i \(subject) fra Rentman kan ikke leses.",
                en: "The field \(field) of \(subject) from Rentman cannot be read."
            ),
            remedy: LocalizedText(
                nb: "Se på \(subject) i Rentman, og prøv hendelsen på nytt.",
                en: "Look at \(subject) in Rentman, and replay the event."
            )
        )
    }
}

extension LocalizedText {
    fileprivate static let notOfRentman = LocalizedText(
        nb: "Emnet er ikke noe i Rentman.",
        en: "The subject is nothing in Rentman."
    )
    fileprivate static let nobodysCrew = LocalizedText(
        nb: "Personen er ikke planlagt på noe prosjekt vi følger.",
        en: "The person is not planned on any project that is followed."
    )
    fileprivate static let neverSeen = LocalizedText(
        nb: "Det finnes ikke lenger i Rentman, og hører ikke til noe prosjekt vi følger.",
        en: "It no longer exists in Rentman, and belongs to no project that is followed."
    )
    fileprivate static let payloadGone = LocalizedText(
        nb: "Meldingen er slettet; neste gjennomgang finner det den gjaldt.",
        en: "The message is deleted; the next sweep finds what it was about."
    )
}
