import Bookkeeping
import Foundation

extension Diagnosis {
    static let noCompany = Diagnosis(
        "companies",
        "NO_COMPANY",
        nb: "Det finnes ikke noe selskap ennå: ingenting kan bokføres.",
        en: "There is no company yet: nothing can be booked.",
        remedy: (
            "Legg inn et med «bokbro company apply FIL», eller på førstegangssiden.",
            "Add one with “bokbro company apply FILE”, or on the first-run page."
        )
    )

    static func unreadable(_ company: String) -> Diagnosis {
        .init(
            company: company,
            "company",
            "COMPANY_UNREADABLE",
            nb:
                "Selskapets regler eller nøkler kan ikke leses: ingenting bokføres, og webhooks avvises til de kan det.",
            en:
                "The company's rules or secrets cannot be read: nothing is booked, and webhooks are refused until they can.",
            remedy: (
                "Loggen sier hva som er galt. Rett selskapets fil, og bruk den med «bokbro company apply FIL».",
                "The log says what is wrong. Mend the company's file and apply it with “bokbro company apply FILE”."
            )
        )
    }

    static func notWritable(_ reason: String) -> Diagnosis {
        .init(
            "database",
            "DATABASE_NOT_WRITABLE",
            nb: "Databasen kan ikke skrives (\(reason)): webhooks avvises til den kan det.",
            en: "The database cannot be written (\(reason)): webhooks are refused until it can.",
            remedy: (
                "Se etter full disk, skrivevern og rettigheter på datakatalogen.",
                "Look for a full disk, a read-only mount, and the data directory's rights."
            )
        )
    }

    static func damaged(_ damage: String) -> Diagnosis {
        .init(
            "database",
            "DATABASE_DAMAGED",
            nb: "Databasefilen er skadet: \(damage)",
            en: "The database file is damaged: \(damage)",
            remedy: (
                "Stopp bokbro, ta vare på filen, og hent inn siste sikkerhetskopi med «bokbro restore».",
                "Stop bokbro, keep the file, and restore the last backup with “bokbro restore”."
            )
        )
    }

    static func diskLow(_ free: Int64) -> Diagnosis {
        .init(
            "disk",
            "DISK_LOW",
            .warning,
            nb:
                "Det er bare \(free / 1_048_576) MiB igjen på disken: blir den full, avvises webhooks.",
            en:
                "Only \(free / 1_048_576) MiB are left on the disk: when it is full, webhooks are refused.",
            remedy: ("Rydd eller utvid disken.", "Clear or extend the disk.")
        )
    }

    static func openKeyFile(_ path: String) -> Diagnosis {
        .init(
            "configuration",
            "KEY_FILE_OPEN",
            .warning,
            nb: "Andre brukere på maskinen kan lese hovednøkkelen i \(path).",
            en: "Other users of the machine can read the master key in \(path).",
            remedy: ("chmod 600 \(path)", "chmod 600 \(path)")
        )
    }

    static func noPublicAddress(_ address: String, isMeant: Bool) -> Diagnosis {
        .init(
            "configuration",
            "NO_PUBLIC_ADDRESS",
            isMeant ? .note : .warning,
            nb: "Adressen \(address) er ikke https: nettbutikker sender ikke webhooks dit.",
            en: "The address \(address) is not https: shops do not send webhooks there.",
            remedy: (
                "Sett BOKBRO_PUBLIC_URL til adressen som butikkene når, med https.",
                "Set BOKBRO_PUBLIC_URL to the address that shops reach, with https."
            )
        )
    }

    static func clock(_ seconds: Int) -> Diagnosis {
        .init(
            "clock",
            "CLOCK_OFF",
            nb:
                "Klokken går \(abs(seconds)) sekunder \(seconds > 0 ? "for fort" : "for sakte"): signaturer og engangskoder avvises.",
            en:
                "The clock is \(abs(seconds)) seconds \(seconds > 0 ? "fast" : "slow"): signatures and one-time codes are refused.",
            remedy: (
                "Slå på tidssynkronisering: timedatectl set-ntp true",
                "Switch time synchronisation on: timedatectl set-ntp true"
            )
        )
    }

    static func noLedger(_ company: String) -> Diagnosis {
        .init(
            company: company,
            "connections",
            "NO_LEDGER",
            nb: "Selskapet har ingen kobling til Tripletex: ingenting kan bokføres.",
            en: "The company has no connection to Tripletex: nothing can be booked.",
            remedy: (
                "Legg til en kobling med service: tripletex.",
                "Add a connection with service: tripletex."
            )
        )
    }

    static func noSource(_ company: String) -> Diagnosis {
        .init(
            company: company,
            "connections",
            "NO_SOURCE",
            .warning,
            nb: "Selskapet har ingen butikk og ikke Rentman: det kommer aldri noe å bokføre.",
            en: "The company has no shop and no Rentman: nothing to book will ever come.",
            remedy: ("Legg til en kobling.", "Add a connection.")
        )
    }

    static func noMailServer(_ company: String) -> Diagnosis {
        .init(
            company: company,
            "alerts",
            "NO_MAIL_SERVER",
            .warning,
            nb:
                "Varsler skal gå på e-post, men ingen e-postserver er oppgitt: de kommer ikke fram.",
            en: "Alerts are to go by e-mail, but no mail server is given: they do not arrive.",
            remedy: (
                "Sett BOKBRO_SMTP_URL og start bokbro på nytt.",
                "Set BOKBRO_SMTP_URL and start bokbro again."
            )
        )
    }

    static func nobodyTold(_ company: String) -> Diagnosis {
        .init(
            company: company,
            "alerts",
            "NOBODY_TOLD",
            .note,
            nb:
                "Ingen varsles når noe stopper: det er verken varslingskanal i Slack eller e-postadresse.",
            en:
                "Nobody is told when something stops: there is neither a Slack alert channel nor an e-mail address.",
            remedy: (
                "Sett alertChannel på Slack-koblingen, eller alerts.email i selskapets fil.",
                "Set alertChannel on the Slack connection, or alerts.email in the company's file."
            )
        )
    }

    static func notOnEHF(_ count: Int, of company: String) -> Diagnosis {
        .init(
            company: company,
            "ehf",
            "CUSTOMER_NOT_ON_EHF",
            .note,
            nb: "\(count) bedriftskunder kunne ikke motta EHF sist det ble spurt.",
            en: "\(count) business customers could not receive EHF when last asked about.",
            remedy: (
                "«bokbro ehf unreachable --company \(company)» viser hvem: be dem registrere seg i ELMA.",
                "“bokbro ehf unreachable --company \(company)” shows who: ask them to register in ELMA."
            )
        )
    }

    static func unexamined(_ company: String, _ place: String, _ error: any Error) -> Diagnosis {
        let reason = (error as? any LocalizedError)?.errorDescription ?? error.localizedDescription
        let remedy = (error as? any LocalizedError)?.recoverySuggestion
        return .init(
            company: company,
            place,
            "NOT_EXAMINED",
            nb: "Kunne ikke undersøkes: \(reason)",
            en: "Could not be examined: \(reason)",
            remedy: (remedy ?? "Prøv igjen om litt.", remedy ?? "Try again in a while.")
        )
    }
}
