import Bookkeeping
import Remote

extension LedgerFailure {
    /// The project that bokbro made is no longer there.
    static func projectGone(number: String) -> LedgerFailure {
        .init(
            cause: "REMOTE_REJECTED",
            message: .init(
                nb: "Prosjekt \(number) finnes ikke lenger i Tripletex.",
                en: "Project \(number) is no longer in Tripletex."
            ),
            remedy: .init(
                nb:
                    "Det er slettet for hånd og lages ikke på nytt av seg selv. Lag det igjen i Tripletex eller avbryt prosjektet i Rentman.",
                en:
                    "It was deleted by hand and is not made again by itself. Make it again in Tripletex or cancel the project in Rentman."
            )
        )
    }
}

extension RemoteError {
    /// The same refusal, said so that the person sees what of the project it is about.
    ///
    /// Others stay as they are.
    func aboutProject(_ draft: ProjectDraft) -> any Error {
        guard let rejection else { return self }
        if rejection.concerns(field: "projectManager")
            || rejection.concerns(field: "projectManager.id")
        {
            return LedgerFailure(
                cause: "COMPANY_NOT_READY",
                message: .init(
                    nb:
                        "Den valgte prosjektlederen (ansatt \(draft.manager)) har ikke tilgang som prosjektleder i Tripletex.",
                    en:
                        "The chosen project manager (employee \(draft.manager)) may not manage projects in Tripletex."
                ),
                remedy: .init(
                    nb:
                        "Gi den ansatte tilgang som prosjektleder (Ansatt › Tilganger), eller velg en annen standard prosjektleder.",
                    en:
                        "Give the employee access as project manager (Employee › Access), or choose another default project manager."
                )
            )
        }
        guard isNotFound, let customer = draft.customer else { return self }
        return LedgerFailure(
            cause: "REMOTE_REJECTED",
            message: .init(
                nb:
                    "Kunde \(customer) eller en annen av prosjektets parter finnes ikke lenger i Tripletex.",
                en:
                    "Customer \(customer) or another of the project's parties is no longer in Tripletex."
            ),
            remedy: .init(
                nb:
                    "Gjenopprett kunden i Tripletex, eller velg en annen i Rentman, og kjør hendelsen på nytt.",
                en:
                    "Restore the customer in Tripletex or choose another in Rentman, then replay the event."
            )
        )
    }

    var isNotFound: Bool { status == 404 }

    /// Somebody else changed the object after it was read.
    var isStale: Bool { status == 409 && rejection?.code == 8_000 }

    /// Tripletex said no to what was sent.
    var isRefusal: Bool { status.map { [403, 404, 409, 422].contains($0) } ?? false }

    /// The list endpoints are closed to some tokens.
    var isClosedEndpoint: Bool { status == 403 }

    var concernsProjectNumber: Bool {
        status == 422 && rejection?.concerns(field: "number") == true
    }

    /// What Tripletex said, where it said no.
    private var rejection: TripletexRejection? {
        if case .rejected(_, let body) = kind { TripletexRejection(body) } else { nil }
    }
}
