import Bookkeeping

extension RentalLifeDraft {
    /// Crew 40–47: with number and e-mail, with e-mail only, with one that two share, without, and inactive.
    static var people: [FakeRentman.Change] {
        (0..<crewCount).map { index in
            let id = 40 + index
            let email: String? =
                switch index {
                case 0...3: "Crew\(id)@nordlyslyd.example"
                case 4, 5: "vakt@nordlyslyd.example"
                default: nil
                }
            return .put(
                collection: "crew",
                record: .record(
                    id,
                    [
                        "displayname": .string("Tekniker \(id)"), "firstname": .string("Tekniker"),
                        "middle_name": .string(""), "lastname": .string("\(id)"),
                        "email": .string(email ?? ""),
                        "external_reference": .string(index < 2 ? "\(1_000 + index)" : ""),
                        "active": .bool(index != 7), "contract": .number("40"),
                    ]
                )
            )
        }
    }

    /// Contacts 501–503: a Norwegian company, a foreign one, a private person.
    static var customers: [FakeRentman.Change] {
        [
            .put(
                collection: "contacts",
                record: .record(
                    501,
                    [
                        "type": .string("company"), "name": .string("Kongressen AS"),
                        "commerce_code": .string("910667574"), "country": .string("no"),
                        "mailing_street": .string("Storgata"), "mailing_number": .number("1"),
                        "mailing_postalcode": .string("0191"), "mailing_city": .string("Oslo"),
                        "email_1": .string("post@kongressen.example"),
                        "admin_contactperson": .path("contactpersons", 72),
                    ]
                )
            ),
            .put(
                collection: "contacts",
                record: .record(
                    502,
                    [
                        "type": .string("company"), "name": .string("Scenbolaget AB"),
                        "VAT_code": .string("SE556000000001"), "country": .string("se"),
                        "email_1": .string("info@scenbolaget.example"),
                        "admin_contactperson": .null,
                    ]
                )
            ),
            .put(
                collection: "contacts",
                record: .record(
                    503,
                    [
                        "type": .string("private"), "name": .string(""),
                        "firstname": .string("Privat"), "surname": .string("Person"),
                        "country": .string("no"), "email_1": .string("privat@kunde.example"),
                        "admin_contactperson": .null,
                    ]
                )
            ),
            .put(
                collection: "contactpersons",
                record: .record(
                    72,
                    [
                        "contact": .path("contacts", 501), "firstname": .string("Regnskap"),
                        "lastname": .string("Kontakt"),
                        "email": .string("faktura@kongressen.example"),
                    ]
                )
            ),
        ]
    }
}

extension JSONValue {
    static func path(_ collection: String, _ id: Int64) -> JSONValue {
        .string("/\(collection)/\(id)")
    }

    static func textOrNull(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// A record of the API, with the members that each of them has.
    static func record(
        _ id: Int64,
        _ fields: KeyValuePairs<String, JSONValue>,
        modified: String = "2026-01-05T10:00:00+01:00"
    ) -> JSONValue {
        .object(
            [
                Member("id", .number(String(id))),
                Member("created", .string("2026-01-05T10:00:00.000+01:00")),
                Member("modified", .string(modified)), Member("creator", .string("/crew/33")),
            ] + fields.map { Member($0.key, $0.value) }
        )
    }
}
