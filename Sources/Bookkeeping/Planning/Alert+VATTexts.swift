extension Alert {
    static func vatDeviation(_ what: String, shop: String, rule: String) -> Alert {
        Alert(
            .vatDeviation,
            message: .init(
                nb: "\(what): nettbutikken beregnet mva \(shop), reglene sier \(rule).",
                en: "\(what): the shop charged VAT of \(shop), the rules say \(rule)."
            ),
            remedy: .init(
                nb:
                    "Rett avgiften i nettbutikken, eller legg varen til under rules.products; kjør så ordren på nytt.",
                en:
                    "Mend the tax in the shop, or add the product under rules.products; then replay the order."
            )
        )
    }

    static func foreignVAT(_ vat: ForeignVAT, _ currency: Currency) -> Alert {
        let (country, amount) = (vat.country, "\(vat.amount.text(in: currency)) \(currency.code)")
        return Alert(
            .foreignVATNotRegistered,
            message: .init(
                nb:
                    "Nettbutikken tok \(amount) i mva for \(country), men selskapet er ikke registrert for det (IOSS/OSS/VAT).",
                en:
                    "The shop collected \(amount) of VAT for \(country), but the company is not registered for it (IOSS/OSS/VAT)."
            ),
            remedy: .init(
                nb: "Slå av avgiften i nettbutikken, eller før ordren for hånd.",
                en: "Switch the tax off in the shop, or book the order by hand."
            )
        )
    }

    static func foreignVATThreshold(_ limit: Amount, in currency: Currency) -> Alert {
        let limit = "\(limit.text(in: currency)) \(currency.code)"
        return Alert(
            .foreignVATThreshold,
            message: .init(
                nb: "Nettbutikken tok utenlandsk mva på en sending over grensen på \(limit).",
                en: "The shop collected foreign VAT on a consignment above the limit of \(limit)."
            ),
            remedy: .init(
                nb:
                    "Over grensen betales avgiften ved innførsel. Betal den tilbake i nettbutikken, eller før ordren for hånd.",
                en:
                    "Above the limit VAT is paid on import. Pay it back in the shop, or book the order by hand."
            )
        )
    }

    static func lowValueNoIOSS(_ limit: Amount, in currency: Currency) -> Alert {
        let limit = "\(limit.text(in: currency)) \(currency.code)"
        return Alert(
            .lowValueNoIOSS,
            message: .init(
                nb:
                    "Sendingen til EU er ikke over IOSS-grensen på \(limit), men nettbutikken tok ikke mva.",
                en:
                    "The consignment to the EU is not above the IOSS limit of \(limit), but the shop collected no VAT."
            ),
            remedy: .init(
                nb:
                    "Se etter at IOSS er slått på i nettbutikken; kjøperen betaler ellers ved innførsel.",
                en: "See whether IOSS is switched on in the shop; else the buyer pays on import."
            )
        )
    }

    static func missingRate(_ currency: Currency, on day: LocalDate) -> Alert {
        Alert(
            .missingRate,
            message: .init(
                nb: "Det finnes ingen kurs for \(currency.code) på eller kort før \(day).",
                en: "There is no rate for \(currency.code) on or shortly before \(day)."
            ),
            remedy: .init(
                nb:
                    "Hent kursen i Tripletex, eller før ordren for hånd; den prøves igjen når kursen finnes.",
                en:
                    "Fetch the rate in Tripletex, or book the order by hand; it is tried again once there is one."
            )
        )
    }

    static func vatByUnregistered(_ what: String, _ charged: String) -> Alert {
        Alert(
            .vatChargedByUnregistered,
            message: .init(
                nb:
                    "«\(what)»: nettbutikken beregnet mva (\(charged)), men selskapet er ikke mva-registrert.",
                en:
                    "“\(what)”: the shop charged VAT (\(charged)), but the company is not VAT registered."
            ),
            remedy: .init(
                nb: "Slå av mva i nettbutikken, eller rett rules.settings.sellerVatRegistered.",
                en: "Switch VAT off in the shop, or mend rules.settings.sellerVatRegistered."
            )
        )
    }
}
