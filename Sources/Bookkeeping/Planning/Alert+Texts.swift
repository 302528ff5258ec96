extension Alert {
    /// The source's own figures, or the lines and the total, contradict each other.
    package static func totalMismatch(_ detail: LocalizedText) -> Alert {
        Alert(
            .totalMismatch,
            message: .init(
                nb: "Tallene i ordren stemmer ikke: \(detail.nb)",
                en: "The order's figures do not tie: \(detail.en)"
            ),
            remedy: .init(
                nb:
                    "Se på ordren i nettbutikken. Når den er rettet, leses den på nytt av seg selv; ellers før den for hånd.",
                en:
                    "Look at the order in the shop. Once mended it is read again by itself; else book it by hand."
            )
        )
    }

    static let waitsByItself = LocalizedText(
        nb: "Du trenger ikke gjøre noe; ordren bokføres når den er klar.",
        en: "There is nothing to do; the order is booked when it is ready."
    )

    static func cancelledOrder(on day: LocalDate) -> Alert {
        Alert(
            .cancelled,
            message: .init(
                nb: "Ordren ble avbestilt \(day), før levering.",
                en: "The order was cancelled on \(day), before delivery."
            ),
            remedy: .init(
                nb: "Ikke noe salg skal bokføres.",
                en: "There is no sale to be booked."
            )
        )
    }

    static func zeroTotal(in currency: Currency) -> Alert {
        let zero = "\(Amount.zero.text(in: currency)) \(currency.code)"
        return Alert(
            .zeroTotal,
            message: .init(
                nb: "Det er \(zero) å bokføre.",
                en: "There is \(zero) to be booked."
            ),
            remedy: .init(nb: "Ingenting skal bokføres.", en: "Nothing is to be booked.")
        )
    }

    static func notFulfilled(_ total: Amount, in currency: Currency) -> Alert {
        let total = "\(total.text(in: currency)) \(currency.code)"
        return Alert(
            .notFulfilled,
            message: .init(
                nb: "Ordren på \(total) er ikke ferdig levert.",
                en: "The order of \(total) is not delivered in full."
            ),
            remedy: waitsByItself
        )
    }

    static func notPaid(_ paid: Amount, of total: Amount, in currency: Currency) -> Alert {
        let (paidText, total) = (paid.text(in: currency), total.text(in: currency))
        guard !paid.isZero else {
            return Alert(
                .notPaid,
                message: .init(
                    nb: "Ordren på \(total) \(currency.code) er ikke betalt.",
                    en: "The order of \(total) \(currency.code) is not paid."
                ),
                remedy: waitsByItself
            )
        }
        return Alert(
            .partiallyPaid,
            message: .init(
                nb: "Bare \(paidText) av \(total) \(currency.code) er betalt.",
                en: "Only \(paidText) of \(total) \(currency.code) is paid."
            ),
            remedy: waitsByItself
        )
    }

    static func paymentMismatch(_ paid: Amount, of total: Amount, in currency: Currency) -> Alert {
        let (paid, total) = (paid.text(in: currency), total.text(in: currency))
        return Alert(
            .paymentMismatch,
            message: .init(
                nb: "Det er betalt \(paid) for en ordre på \(total) \(currency.code).",
                en: "\(paid) was paid for an order of \(total) \(currency.code)."
            ),
            remedy: .init(
                nb: "Betal det overskytende tilbake i nettbutikken, eller før ordren for hånd.",
                en: "Pay the surplus back in the shop, or book the order by hand."
            )
        )
    }

    static func payoutBeforeFromDate(_ date: LocalDate, _ fromDate: LocalDate) -> Alert {
        Alert(
            .beforeFromDate,
            message: .init(
                nb: "Utbetalt \(date), før startdatoen \(fromDate).",
                en: "Paid out \(date), before the from-date \(fromDate)."
            ),
            remedy: .init(
                nb: "Sett rules.fromDate tidligere om den likevel skal bokføres.",
                en: "Set rules.fromDate earlier if it is to be booked all the same."
            )
        )
    }

    static func beforeFromDate(_ date: LocalDate, _ fromDate: LocalDate) -> Alert {
        Alert(
            .beforeFromDate,
            message: .init(
                nb: "Levert \(date), før startdatoen \(fromDate).",
                en: "Delivered \(date), before the from-date \(fromDate)."
            ),
            remedy: .init(
                nb: "Sett rules.fromDate tidligere om den likevel skal bokføres.",
                en: "Set rules.fromDate earlier if it is to be booked all the same."
            )
        )
    }

    static func periodClosed(_ date: LocalDate, bookedOn open: LocalDate) -> Alert {
        Alert(
            .periodClosed,
            message: .init(
                nb: "\(date) er i en lukket periode; bokført \(open).",
                en: "\(date) is in a closed period; booked \(open)."
            ),
            remedy: .init(
                nb: "Regnskapsfører vurderer om mva-meldingen for perioden skal rettes.",
                en: "The accountant decides whether the period's VAT return is to be corrected."
            )
        )
    }

    static func vatAccount(_ account: AccountNumber) -> Alert {
        Alert(
            .missingAccountMapping,
            message: .init(
                nb: "Konto \(account) er en mva-konto, som Tripletex fører selv.",
                en: "Account \(account) is a VAT account, which Tripletex posts to itself."
            ),
            remedy: .init(
                nb: "Velg en salgskonto for varen under rules.products.",
                en: "Choose an account of sales for the product under rules.products."
            )
        )
    }

    static func missingAccount(for method: String) -> Alert {
        Alert(
            .missingAccountMapping,
            message: .init(
                nb: "Det er ikke valgt noen konto for betalinger med «\(method)».",
                en: "No account is chosen for payments by “\(method)”."
            ),
            remedy: .init(
                nb:
                    "Koble «\(method)» til en betalingsmåte eller konto under Regler › Betalingsmåter (i filen: rules.payments); ordren bokføres da av seg selv.",
                en:
                    "Map “\(method)” to a payment method or account under Rules › Payment methods (in the file: rules.payments); the order is then booked by itself."
            )
        )
    }

    /// The shop charged nothing, which tells exempt, zero-rated and export from each other no more than a mistake.
    static func missingVATRuleAtZero(_ what: String) -> Alert {
        missingVATRule(
            what,
            .init(nb: " Nettbutikken beregnet 0 % mva.", en: " The shop charged VAT of 0 %.")
        )
    }

    static func missingVATRule(
        _ what: String,
        _ detail: LocalizedText = .init(nb: "", en: "")
    ) -> Alert {
        Alert(
            .missingVATRule,
            message: .init(
                nb: "Ingen regel sier hvilken mva-kode «\(what)» har.\(detail.nb)",
                en: "No rule says which VAT code “\(what)” has.\(detail.en)"
            ),
            remedy: .init(
                nb:
                    "Legg til varen under rules.products, for eksempel {match: {title: \"\(what)\"}, productClass: book}.",
                en:
                    "Add the product under rules.products, for example {match: {title: \"\(what)\"}, productClass: book}."
            )
        )
    }

    static func rounding(_ amount: Amount, in currency: Currency) -> Alert {
        Alert(
            .roundingPosted,
            message: .init(
                nb:
                    "Uforklart differanse på \(amount.text(in: currency)) \(currency.code) ført som øreavrunding.",
                en:
                    "An unexplained difference of \(amount.text(in: currency)) \(currency.code) is posted as rounding."
            ),
            remedy: .init(nb: "Ingenting å gjøre.", en: "Nothing to do.")
        )
    }
}
