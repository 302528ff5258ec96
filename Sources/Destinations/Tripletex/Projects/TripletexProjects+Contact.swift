import Foundation
import HTTPTypes
package import Remote

/// A person to talk to at a customer (kontaktperson), as the source names them.
package struct ContactDraft: Hashable, Sendable {
    /// The same on every try: `rentman/contactperson/71`.
    package var fact: String
    package var firstName: String
    package var lastName: String
    package var email: String?
    package var phone: String?

    package init(
        fact: String,
        firstName: String,
        lastName: String,
        email: String? = nil,
        phone: String? = nil
    ) {
        self.fact = fact
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.phone = phone
    }

    /// Characters that Tripletex takes in each of the fields.
    private static let limit = 100

    /// nil for somebody without any name: Tripletex takes none.
    fileprivate func body(customer: Int?) -> TripletexContactBody? {
        let names = [firstName, lastName].map { String($0.prefix(Self.limit)) }
        guard let first = names.first(where: { !$0.isEmpty }) else { return nil }
        return TripletexContactBody(
            firstName: first,
            lastName: names[0].isEmpty ? "" : names[1],
            email: email.flatMap { $0.contains("@") ? String($0.prefix(Self.limit)) : nil },
            phoneNumberMobile: phone.map { String($0.prefix(Self.limit)) },
            customer: customer.map(TripletexReference.init(id:))
        )
    }
}

/// What is sent of a contact.
struct TripletexContactBody: Encodable, Sendable {
    var firstName: String
    var lastName: String
    var email: String?
    var phoneNumberMobile: String?
    var customer: TripletexReference?
}

/// What is read of a contact.
struct TripletexContact: Decodable, Sendable {
    var id: Int
    var firstName: String?
    var lastName: String?
    var email: String?

    static let fields = "id,firstName,lastName,email"
}

extension TripletexProjects {
    /// The contact person's id at a customer, matched or made once; a changed name or address follows.
    ///
    /// nil for somebody without a name. Throws ``LedgerFailure``.
    package func contact(
        _ draft: ContactDraft,
        of customer: Int,
        journal: any EffectJournal
    ) async throws -> Int? {
        guard let body = draft.body(customer: customer), let plain = draft.body(customer: nil)
        else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let content = String(decoding: try encoder.encode(plain), as: UTF8.self)
        let key = "contact/\(customer)/\(draft.fact)"
        do {
            let made = try await journal.once(
                key,
                ifInterrupted: { try await find(draft, of: customer).map(Self.record) },
                perform: {
                    if let id = try await find(draft, of: customer) { return Self.record(id) }
                    return EffectResult(
                        kind: "contact",
                        id: String(try await make(body)),
                        content: content
                    )
                }
            )
            guard let id = Int(made.id) else { return nil }
            try await follow(plain, content, from: made, key: key, journal: journal)
            return id
        } catch let error as RemoteError {
            throw LedgerFailure(error)
        }
    }

    private static func record(_ id: Int) -> EffectResult {
        EffectResult(kind: "contact", id: String(id))
    }

    /// Changes of one person that are written at most.
    private static let changeLimit = 100

    /// Writes what has changed since; each change has a number in the journal.
    private func follow(
        _ body: TripletexContactBody,
        _ content: String,
        from made: EffectResult,
        key: String,
        journal: any EffectJournal
    ) async throws {
        var last = made
        for number in 1...Self.changeLimit {
            if let change = try await journal.recorded("\(key)/\(number)") {
                last = change
                continue
            }
            // One that a person made says what that person wrote.
            guard let known = last.content, known != content else { return }
            _ = try await journal.once(
                "\(key)/\(number)",
                ifInterrupted: { nil },
                perform: {
                    try await change(made.id, to: body)
                    return EffectResult(kind: "contact", id: made.id, content: content)
                }
            )
            return
        }
    }

    /// By e-mail address, else by name; the search contains, so the answer is compared.
    private func find(_ draft: ContactDraft, of customer: Int) async throws -> Int? {
        let list = try await calls.exchange(
            RemoteRequest<TripletexList<TripletexContact>>(
                path: "/contact",
                query: [
                    ("customerId", String(customer)), ("fields", TripletexContact.fields),
                    ("count", "1000"),
                ]
            )
        )
        func isSame(_ left: String?, _ right: String?) -> Bool {
            guard let left, let right, !right.isEmpty else { return false }
            return left.lowercased() == right.lowercased()
        }
        let found =
            list.values.first { isSame($0.email, draft.email) }
            ?? list.values.first {
                isSame($0.firstName, draft.firstName) && isSame($0.lastName, draft.lastName)
            }
        return found?.id
    }

    private func make(_ body: TripletexContactBody) async throws -> Int {
        try await calls.exchange(
            RemoteRequest<TripletexValue<TripletexReference>>(
                method: .post,
                path: "/contact",
                body: try JSONEncoder().encode(body)
            )
        ).value.id
    }

    /// One that a person deleted stays deleted.
    private func change(_ id: String, to body: TripletexContactBody) async throws {
        do {
            try await calls.exchange(
                RemoteRequest<Void>(
                    method: .put,
                    path: "/contact/\(id)",
                    body: try JSONEncoder().encode(body),
                    decode: { _ in }
                )
            )
        } catch let error as RemoteError where error.isNotFound {}
    }
}
