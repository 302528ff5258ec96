import Bookkeeping

/// A refusal of Tripletex for which we know the cure.
///
/// All have status 422 and code 18000; what tells them apart is the field and, where there is none, words of the
/// text in Norwegian or English, since texts follow the language of the token's owner.
enum KnownRefusal: CaseIterable {
    case bankAccount
    case receiver
    case projectManager
    case closedPeriod
    case lockedAccount
    case vatCode

    private var words: [[String]] {
        switch self {
        case .bankAccount: [["bankkontonummer"], ["bank account number"]]
        case .receiver:
            [
                ["ehf", "motta"], ["ehf", "receive"], ["efaktura-registeret"],
                ["efaktura", "regist"],
            ]
        case .projectManager: [["prosjektleder", "tilgang"], ["project manager", "access"]]
        case .closedPeriod:
            [
                ["reconciled bank statement"], ["avstemt", "bank"], ["periode", "avsluttet"],
                ["periode", "lukket"], ["periode", "stengt"], ["period", "closed"],
                ["regnskapsår", "avsluttet"], ["mva-termin", "levert"],
            ]
        case .lockedAccount: [["låst til mva-kode"], ["locked to vat"]]
        case .vatCode: [["mva-koden"], ["ugyldig mva-kode"], ["invalid vat code"]]
        }
    }

    func fits(_ rejection: TripletexRejection) -> Bool {
        guard rejection.code == 18_000 else { return false }
        let text = rejection.text.lowercased()
        if words.contains(where: { $0.allSatisfy(text.contains) }) { return true }
        return self == .vatCode
            && (rejection.concerns(field: "vatType.id") || rejection.concerns(field: "(vatTypeId)"))
    }

    func failure(_ text: String) -> LedgerFailure {
        var failure = LedgerFailure(
            cause: cause,
            message: .init(nb: "Tripletex: «\(text)»", en: "Tripletex: “\(text)”"),
            remedy: remedy
        )
        failure.refusal = self
        return failure
    }

    var cause: String {
        switch self {
        case .bankAccount, .vatCode: "COMPANY_NOT_READY"
        case .receiver: "CUSTOMER_NOT_ON_EHF"
        case .projectManager: "MISSING_RIGHT"
        case .closedPeriod: "PERIOD_CLOSED"
        case .lockedAccount: "MISSING_ACCOUNT_MAPPING"
        }
    }

    private var remedy: LocalizedText {
        switch self {
        case .bankAccount:
            .init(
                nb:
                    "Registrer et bankkontonummer på konto 1920 i Tripletex, og kjør hendelsen på nytt.",
                en:
                    "Register a bank account number on account 1920 in Tripletex, then replay the event."
            )
        case .receiver:
            .init(
                nb:
                    "Send fakturaen som e-post, eller be kunden om å registrere seg som EHF-mottaker.",
                en: "Send the invoice by e-mail, or ask the customer to register for EHF."
            )
        case .projectManager:
            .init(
                nb: "Gi personen rett til å være prosjektleder i Tripletex, eller velg en annen.",
                en:
                    "Give the person the right to be project manager in Tripletex, or choose another."
            )
        case .closedPeriod:
            .init(
                nb:
                    "Sett rules.settings.closedThrough til siste stengte dag, eller åpne perioden i Tripletex, og kjør hendelsen på nytt.",
                en:
                    "Set rules.settings.closedThrough to the last closed day, or open the period in Tripletex, then replay the event."
            )
        case .lockedAccount:
            .init(
                nb:
                    "Velg en konto under rules.salesAccounts som har samme mva-kode, eller lås opp kontoen i Tripletex.",
                en:
                    "Choose an account under rules.salesAccounts with the same VAT code, or unlock the account in Tripletex."
            )
        case .vatCode:
            .init(
                nb:
                    "Slå på mva-koden i Tripletex (Regnskap › Innstillinger › Mva), eller velg en annen i reglene.",
                en:
                    "Switch the VAT code on in Tripletex (Accounting › Settings › VAT), or choose another in the rules."
            )
        }
    }
}
