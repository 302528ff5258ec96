import Bookkeeping
import Foundation
import Testing

@testable import Destinations
@testable import Remote

/// Every documented refusal of Tripletex has a cause with a remedy in both languages.
struct TripletexErrorTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        var status: Int
        var code: Int
        var field: String?
        var message: String
        var path = "/invoice"
        var cause: String
        var disposition = LedgerFailure.Disposition.fail
        var isOutcomeKnown = true

        var testDescription: String { "\(status) \(code) \(field ?? "–") \(message)" }
    }

    static let refusals: [Refusal] = [
        .init(status: 400, code: 4_000, message: "Bad request", cause: "REMOTE_REJECTED"),
        .init(
            status: 400,
            code: 11_000,
            message: "Illegal field in fields filter",
            cause: "REMOTE_REJECTED"
        ),
        .init(status: 400, code: 12_000, message: "Path parameter", cause: "REMOTE_REJECTED"),
        .init(status: 401, code: 3_000, message: "Unauthorized", cause: "CREDENTIALS_REJECTED"),
        .init(
            status: 403,
            code: 9_000,
            message: "You do not have permission to access this feature.",
            cause: "MISSING_RIGHT"
        ),
        .init(status: 404, code: 6_000, message: "Not Found", cause: "REMOTE_REJECTED"),
        .init(status: 409, code: 7_000, message: "Object exists", cause: "REMOTE_REJECTED"),
        .init(
            status: 409,
            code: 8_000,
            message: "RevisionException",
            cause: "REMOTE_UNAVAILABLE",
            disposition: .retry
        ),
        .init(
            status: 409,
            code: 10_000,
            message: "Locked",
            cause: "REMOTE_UNAVAILABLE",
            disposition: .retry
        ),
        .init(status: 409, code: 14_000, message: "Duplicate", cause: "REMOTE_REJECTED"),
        .init(status: 422, code: 15_000, message: "Missing", cause: "REMOTE_REJECTED"),
        .init(
            status: 422,
            code: 16_000,
            field: "ordre",
            message: "Feltet eksisterer ikke i objektet.",
            cause: "REMOTE_REJECTED"
        ),
        .init(status: 422, code: 17_000, message: "Sorting", cause: "REMOTE_REJECTED"),
        .init(
            status: 422,
            code: 18_000,
            field: "arg:consumerToken",
            message: "Ugyldig token.",
            path: "/token/session/:create",
            cause: "CREDENTIALS_REJECTED"
        ),
        .init(
            status: 422,
            code: 18_000,
            message:
                "Faktura kan ikke opprettes før selskapet har registrert et bankkontonummer.",
            cause: "COMPANY_NOT_READY"
        ),
        .init(
            status: 422,
            code: 18_000,
            field: "Internt felt (vatTypeId)",
            message: "Ugyldig mva-kode.",
            cause: "COMPANY_NOT_READY"
        ),
        .init(
            status: 422,
            code: 18_000,
            field: "orderGroups.orderLines.vatType.id,orderLines.vatType.id",
            message: "Invalid VAT code.",
            cause: "COMPANY_NOT_READY"
        ),
        .init(
            status: 422,
            code: 18_000,
            message: "Finner ikke en gyldig regnskapskonto for mva-koden 1: Fradrag.",
            cause: "COMPANY_NOT_READY"
        ),
        .init(
            status: 422,
            code: 18_000,
            field: "postings.vatType.id",
            message: "Kontoen 7100 Bilgodtgjørelse er låst til mva-kode 0: Ingen.",
            path: "/ledger/voucher",
            cause: "MISSING_ACCOUNT_MAPPING"
        ),
        .init(
            status: 422,
            code: 18_000,
            field: "postings.customer.id",
            message: "Kunde mangler",
            path: "/ledger/voucher",
            cause: "REMOTE_REJECTED"
        ),
        .init(
            status: 422,
            code: 18_000,
            message: "Kunden kan ikke motta EHF-dokumenter",
            cause: "CUSTOMER_NOT_ON_EHF"
        ),
        .init(
            status: 422,
            code: 18_000,
            message: "Kunden finnes ikke i eFaktura-registeret. eFaktura kan derfor ikke velges.",
            cause: "CUSTOMER_NOT_ON_EHF"
        ),
        .init(
            status: 422,
            code: 18_000,
            message:
                "Oppgitt prosjektleder har ikke fått tilgang som prosjektleder i kontoen: N.",
            path: "/project",
            cause: "MISSING_RIGHT"
        ),
        .init(
            status: 422,
            code: 18_000,
            message:
                "An entry cannot be made in a period with a reconciled bank statement.",
            cause: "PERIOD_CLOSED"
        ),
        .init(
            status: 422,
            code: 18_000,
            field: "date",
            message: "Perioden er avsluttet.",
            path: "/ledger/voucher",
            cause: "PERIOD_CLOSED"
        ),
        .init(
            status: 422,
            code: 18_000,
            field: "Internt felt (account)",
            message: "Feltet må fylles ut.",
            path: "/ledger/voucher",
            cause: "REMOTE_REJECTED"
        ),
        .init(status: 422, code: 21_000, message: "Format", cause: "REMOTE_REJECTED"),
        .init(status: 422, code: 22_000, message: "Bad JSON", cause: "REMOTE_REJECTED"),
        .init(status: 422, code: 23_000, message: "Too large", cause: "REMOTE_REJECTED"),
        .init(
            status: 500,
            code: 1_000,
            message: "Internal",
            cause: "UNKNOWN_OUTCOME",
            disposition: .retry,
            isOutcomeKnown: false
        ),
        .init(
            status: 500,
            code: 1_002,
            message: "",
            cause: "UNKNOWN_OUTCOME",
            disposition: .retry,
            isOutcomeKnown: false
        ),
    ]

    @Test(arguments: refusals)
    func `a documented refusal has its cause`(refusal: Refusal) throws {
        let failure = LedgerFailure(try Self.error(refusal))

        #expect(failure.cause == refusal.cause)
        #expect(failure.disposition == refusal.disposition)
        #expect(failure.isOutcomeKnown == refusal.isOutcomeKnown)
        for text in [failure.message, failure.remedy] {
            #expect(!text.nb.isEmpty)
            #expect(!text.en.isEmpty)
            #expect(text.nb != text.en)
        }
    }

    @Test func `a refusal is told with Tripletex's own words, its field and the request's id`()
        throws
    {
        let failure = LedgerFailure(
            try Self.error(
                .init(
                    status: 422,
                    code: 18_000,
                    field: "customer.email",
                    message: "Ugyldig format.",
                    cause: ""
                )
            )
        )

        #expect(failure.message.nb.contains("customer.email: Ugyldig format."))
        #expect(failure.message.nb.contains("request-7"))
    }

    @Test func `a page of HTML is no refusal but an unknown outcome`() {
        let error = RemoteError(
            kind: .rejected(status: 500, body: RemoteResponse.serverErrorPage.body),
            isOutcomeKnown: false,
            service: "tripletex",
            method: "POST",
            path: "/invoice"
        )

        let failure = LedgerFailure(error)

        #expect(failure.cause == "UNKNOWN_OUTCOME")
        #expect(!failure.message.en.contains("<html>"))
    }

    @Test(arguments: [
        (RemoteError.Kind.timedOut, false, "UNKNOWN_OUTCOME"),
        (.timedOut, true, "REMOTE_UNAVAILABLE"),
        (.connectionLost("x"), false, "UNKNOWN_OUTCOME"),
        (.unavailable("x"), true, "REMOTE_UNAVAILABLE"),
        (.invalidReply("x"), false, "UNKNOWN_OUTCOME"),
        (.bodyTooLarge, false, "UNKNOWN_OUTCOME"),
        (.rateLimited(until: .distantPast), true, "RATE_LIMITED"),
        (.circuitOpen(until: .distantPast), true, "REMOTE_UNAVAILABLE"),
    ])
    func `a failure of the network has its cause`(
        kind: RemoteError.Kind,
        isOutcomeKnown: Bool,
        cause: String
    ) {
        let failure = LedgerFailure(
            RemoteError(
                kind: kind,
                isOutcomeKnown: isOutcomeKnown,
                service: "tripletex",
                method: "POST",
                path: "/invoice"
            )
        )

        #expect(failure.cause == cause)
        #expect(failure.isOutcomeKnown == isOutcomeKnown)
        #expect(failure.disposition != .fail)
    }

    private static func error(_ refusal: Refusal) throws -> RemoteError {
        let body: FakeJSON = .object([
            "status": .integer(refusal.status), "code": .integer(refusal.code),
            "message": .string("Validering feilet."), "developerMessage": .string("developer"),
            "validationMessages": .array([
                .object([
                    "field": .optional(refusal.field), "message": .string(refusal.message),
                ])
            ]), "requestId": .string("request-7"),
        ])
        return RemoteError(
            kind: .rejected(status: refusal.status, body: body.data),
            isOutcomeKnown: refusal.isOutcomeKnown,
            service: "tripletex",
            method: "POST",
            path: refusal.path
        )
    }
}
