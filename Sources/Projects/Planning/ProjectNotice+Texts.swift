import Bookkeeping

extension ProjectNotice {
    static func noEmployee(_ member: CrewMember, match: EmployeeMatch) -> ProjectNotice {
        let isAmbiguous = if case .ambiguous = match { true } else { false }
        return ProjectNotice(
            code: .noEmployeeMatch,
            isBlocking: false,
            about: "crew/\(member.id)",
            message: isAmbiguous
                ? .init(
                    nb: "\(member.name) (crew \(member.id)) passer til mer enn én ansatt.",
                    en: "\(member.name) (crew \(member.id)) fits more than one employee."
                )
                : .init(
                    nb: "\(member.name) (crew \(member.id)) finnes ikke blant de ansatte.",
                    en: "\(member.name) (crew \(member.id)) is not among the employees."
                ),
            remedy: .init(
                nb:
                    "Skriv ansattnummeret i feltet «External reference» på personen i Rentman. Innleide trenger ingenting.",
                en:
                    "Write the employee number into the field \"External reference\" of the person in Rentman. "
                    + "Freelancers need nothing."
            )
        )
    }

    static func noCustomer(_ project: RentalProject) -> ProjectNotice {
        ProjectNotice(
            code: .noCustomer,
            isBlocking: true,
            about: "project/\(project.id)",
            message: .init(
                nb: "Prosjekt \(project.number) er bekreftet, men har ingen kunde.",
                en: "Project \(project.number) is confirmed, but has no customer."
            ),
            remedy: .init(
                nb: "Velg kunden på prosjektet i Rentman; resten skjer av seg selv.",
                en: "Choose the customer on the project in Rentman; the rest happens by itself."
            )
        )
    }

    static func noManager(_ project: RentalProject) -> ProjectNotice {
        ProjectNotice(
            code: .noManager,
            isBlocking: true,
            about: "project/\(project.id)",
            message: .init(
                nb: "Ingen ansatt kan være prosjektleder for prosjekt \(project.number).",
                en: "No employee may be the manager of project \(project.number)."
            ),
            remedy: .init(
                nb:
                    "Gi minst én ansatt tilgang som prosjektleder i Tripletex, og prøv hendelsen på nytt.",
                en:
                    "Give at least one employee access as project manager in Tripletex, and replay the event."
            )
        )
    }

    static func managerNotAllowed(_ member: CrewMember) -> ProjectNotice {
        ProjectNotice(
            code: .managerNotAllowed,
            isBlocking: false,
            about: "crew/\(member.id)",
            message: .init(
                nb: "\(member.name) har ikke tilgang som prosjektleder i Tripletex.",
                en: "\(member.name) has no access as project manager in Tripletex."
            ),
            remedy: .init(
                nb: "Gi tilgangen i Tripletex, eller velg en annen prosjektleder i Rentman.",
                en: "Give the access in Tripletex, or choose another account manager in Rentman."
            )
        )
    }

    static func numberTaken(_ project: RentalProject) -> ProjectNotice {
        ProjectNotice(
            code: .numberTaken,
            isBlocking: false,
            about: "project/\(project.id)",
            message: .init(
                nb: "Tripletex har allerede et annet prosjekt med nummer \(project.number).",
                en: "Tripletex already has another project with the number \(project.number)."
            ),
            remedy: .init(
                nb:
                    "Prosjektet har fått et nytt nummer og Rentmans nummer som referanse. Du trenger ikke gjøre noe.",
                en:
                    "The project was given a new number, and Rentman's as reference. There is nothing to do."
            )
        )
    }

    static func unknownStatus(_ status: Int64, of subproject: Subproject) -> ProjectNotice {
        ProjectNotice(
            code: .unknownStatus,
            isBlocking: false,
            about: "status/\(status)",
            message: .init(
                nb: "Delprosjektet «\(subproject.name)» har status \(status), som er deres egen.",
                en:
                    "The subproject \"\(subproject.name)\" has the status \(status), one of your own."
            ),
            remedy: .init(
                nb:
                    "Legg \(status) til confirmedStatuses hvis den betyr bekreftet, eller til endedStatuses hvis den betyr ferdig.",
                en:
                    "Add \(status) to confirmedStatuses if it means confirmed, or to endedStatuses if it means over."
            )
        )
    }

    static func lineInvoiced(_ subproject: Subproject.ID) -> ProjectNotice {
        ProjectNotice(
            code: .lineInvoiced,
            isBlocking: false,
            about: "subproject/\(subproject)",
            message: .init(
                nb: "Delprosjekt \(subproject) er endret etter at ordrelinjen ble fakturert.",
                en: "Subproject \(subproject) was changed after its order line was invoiced."
            ),
            remedy: .init(
                nb: "Krediter eller tilleggsfakturer forskjellen i Tripletex.",
                en: "Credit the difference in Tripletex, or invoice it separately."
            )
        )
    }

    static func priceUnknown(_ subproject: Subproject) -> ProjectNotice {
        ProjectNotice(
            code: .priceUnknown,
            isBlocking: true,
            about: "subproject/\(subproject.id)",
            message: .init(
                nb: "Prisen på delprosjektet «\(subproject.name)» kan ikke leses.",
                en: "The price of the subproject \"\(subproject.name)\" cannot be read."
            ),
            remedy: .init(
                nb: "Se på delprosjektet i Rentman, og prøv hendelsen på nytt.",
                en: "Look at the subproject in Rentman, and replay the event."
            )
        )
    }

    static func closedByHand(_ project: RentalProject) -> ProjectNotice {
        ProjectNotice(
            code: .closedByHand,
            isBlocking: false,
            about: "project/\(project.id)",
            message: .init(
                nb: "Prosjekt \(project.number) er lukket i Tripletex, men endret i Rentman.",
                en: "Project \(project.number) is closed in Tripletex, but was changed in Rentman."
            ),
            remedy: .init(
                nb: "Åpne prosjektet i Tripletex hvis endringen skal med.",
                en: "Open the project in Tripletex if the change should be taken over."
            )
        )
    }

    static func channelArchivedByHand(_ project: RentalProject.ID, name: String) -> ProjectNotice {
        ProjectNotice(
            code: .channelArchivedByHand,
            isBlocking: false,
            about: "project/\(project)",
            message: .init(
                nb: "Noen har arkivert kanalen #\(name), men jobben er ikke over.",
                en: "Somebody archived the channel #\(name), but the job is not over."
            ),
            remedy: .init(
                nb: "Gjenåpne kanalen i Slack hvis den trengs.",
                en: "Unarchive the channel in Slack if it is needed."
            )
        )
    }

    static func missingVATRule(_ subproject: Subproject, _ alert: Alert?) -> ProjectNotice {
        ProjectNotice(
            code: .missingVATRule,
            isBlocking: true,
            about: "subproject/\(subproject.id)",
            message: alert?.message
                ?? .init(
                    nb: "Ingen regel gir mva-koden til «\(subproject.name)».",
                    en: "No rule gives the VAT code of \"\(subproject.name)\"."
                ),
            remedy: alert?.remedy
                ?? .init(
                    nb: "Legg til en rad i mva-tabellen, og prøv hendelsen på nytt.",
                    en: "Add a row to the VAT table, and replay the event."
                )
        )
    }
}
