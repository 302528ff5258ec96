package import Bookkeeping

/// Something about a project that a person may want to mend; the work goes on without.
package struct ProjectNotice: Hashable, Sendable {
    /// A code of the contract's closed list of causes.
    package var cause: String
    /// What it is about, the same every time: `employee/17`, `line/[rm:930]` or `number`.
    package var subject: String
    package var message: LocalizedText
    package var remedy: LocalizedText

    static func numberTaken(_ number: String, used: String) -> ProjectNotice {
        .init(
            cause: "REMOTE_REJECTED",
            subject: "number",
            message: .init(
                nb:
                    "Prosjektnummer \(number) er brukt av et annet prosjekt i Tripletex. Prosjektet fikk nummer \(used) og har \(number) som referanse.",
                en:
                    "Project number \(number) is used by another project in Tripletex. The project got number \(used) and has \(number) as its reference."
            ),
            remedy: .init(
                nb: "Gi det andre prosjektet et annet nummer hvis du vil ha like numre.",
                en: "Give the other project another number if you want the numbers to be alike."
            )
        )
    }

    static func invoicedLine(_ mark: String) -> ProjectNotice {
        .init(
            cause: "REMOTE_REJECTED",
            subject: "line/\(mark)",
            message: .init(
                nb: "Ordrelinjen for \(mark) er fakturert i Tripletex og er ikke endret.",
                en: "The order line for \(mark) is invoiced in Tripletex and was not changed."
            ),
            remedy: .init(
                nb: "Krediter fakturaen i Tripletex hvis endringen skal følges.",
                en: "Credit the invoice in Tripletex if the change is to be followed."
            )
        )
    }

    static func refusedParticipant(_ employee: Int, _ failure: LedgerFailure) -> ProjectNotice {
        .init(
            cause: failure.cause,
            subject: "employee/\(employee)",
            message: failure.message,
            remedy: failure.remedy
        )
    }

    static let closedByHand = ProjectNotice(
        cause: "REMOTE_REJECTED",
        subject: "closed",
        message: .init(
            nb: "Prosjektet er lukket for hånd i Tripletex, og er latt i fred.",
            en: "The project was closed by hand in Tripletex and is left alone."
        ),
        remedy: .init(
            nb: "Åpne prosjektet i Tripletex hvis det skal følge Rentman igjen.",
            en: "Open the project in Tripletex if it is to follow Rentman again."
        )
    )
}
