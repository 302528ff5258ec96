import Bookkeeping
import Foundation
import Remote

extension TripletexLedger {
    /// The subject with the department and project that the company's rules give it.
    ///
    /// What it names itself goes before. Throws ``LedgerFailure`` for a number that Tripletex does not know.
    func placed(_ subject: LedgerSubject, _ options: LedgerOptions) async throws -> LedgerSubject {
        var subject = subject
        if let number = options.department, subject.department == nil {
            subject.department = try await lookups.department(number, through: calls)
        }
        if let number = options.project, subject.project == nil {
            subject.project = try await lookups.project(number, through: calls)
        }
        return subject
    }
}

extension TripletexLookups {
    /// The id of the department with this number, exactly.
    func department(_ number: String, through calls: TripletexCalls) async throws -> Int {
        let id = try await departments.value(number) {
            try await calls.send(
                RemoteRequest<TripletexList<TripletexDepartment>>(
                    path: "/department",
                    // Containing, so that the answer is compared.
                    query: [
                        ("departmentNumber", number), ("fields", "id,departmentNumber"),
                        ("count", "1000"),
                    ]
                )
            ).values.first { $0.departmentNumber == number }?.id
        }
        guard let id else {
            throw LedgerFailure.unknownPlace(nb: "avdelingen", en: "the department", number)
        }
        return id
    }

    /// The id of the project with this number, exactly.
    func project(_ number: String, through calls: TripletexCalls) async throws -> Int {
        let id = try await numberedProjects.value(number) {
            try await calls.send(
                RemoteRequest<TripletexList<TripletexNumbered>>(
                    path: "/project",
                    query: [("number", number), ("fields", "id,number"), ("count", "1000")]
                )
            ).values.first { $0.number == number }?.id
        }
        guard let id else {
            throw LedgerFailure.unknownPlace(nb: "prosjektet", en: "the project", number)
        }
        return id
    }
}

struct TripletexDepartment: Decodable, Sendable {
    var id: Int
    var departmentNumber: String?
}

struct TripletexNumbered: Decodable, Sendable {
    var id: Int
    var number: String?
}

extension LedgerFailure {
    fileprivate static func unknownPlace(nb: String, en: String, _ number: String) -> LedgerFailure
    {
        .init(
            cause: "COMPANY_NOT_READY",
            message: .init(
                nb: "Tripletex har ikke \(nb) med nummer \(number).",
                en: "Tripletex does not have \(en) with number \(number)."
            ),
            remedy: .init(
                nb:
                    "Lag den i Tripletex, eller velg en annen i innstillingene; ordren prøves da igjen.",
                en:
                    "Make it in Tripletex, or choose another in the settings; the order is then tried again."
            )
        )
    }
}
