extension Rules {
    /// Reads settings over those that hold; every one that is wrong is named.
    mutating func apply(settings value: JSONValue, at path: String, _ reader: inout FieldReader) {
        for member in reader.object(value, path) ?? [] {
            let path = FieldReader.path(path, member.name)
            if member.name == "accounts" {
                if member.value != .null { apply(accounts: member.value, at: path, &reader) }
                continue
            }
            let isKnown =
                settings.readMode(member, path, &reader) || settings.readFlag(member, path, &reader)
                || settings.readFigure(member, path, &reader)
                || settings.readPlace(member, path, &reader)
            if !isKnown {
                reader.complain(path, nb: "er ingen innstilling", en: "is no setting")
            }
        }
    }
}

extension Settings {
    /// Reads a setting that is one of several words; false when it is none of those.
    fileprivate mutating func readMode(
        _ member: JSONValue.Member,
        _ path: String,
        _ reader: inout FieldReader
    ) -> Bool {
        let value = member.value
        switch member.name {
        case "bookingModel": bookingModel = reader.choice(value, path) ?? bookingModel
        case "advanceMode": advanceMode = reader.choice(value, path) ?? advanceMode
        case "spvTreatment": voucherTreatment = reader.choice(value, path) ?? voucherTreatment
        case "refundRateMode": refundRateMode = reader.choice(value, path) ?? refundRateMode
        case "clearingStyle": clearingStyle = reader.choice(value, path) ?? clearingStyle
        case "onChange": changeMode = reader.choice(value, path) ?? changeMode
        case "productLines": lineMode = reader.choice(value, path) ?? lineMode
        case "vatDeviationMode":
            let mode: DeviationMode? = reader.choice(value, path)
            if let mode { holdsOnVATDeviation = mode == .hold }
        case "shippingVatMode": readShippingMode(value, path, &reader)
        // These have one value so far; another would be silently ignored otherwise.
        case "saleDateBasis": demand("fulfilledDate", value, path, &reader)
        case "paymentDatePolicy": demand("max(captureDate,saleDate)", value, path, &reader)
        default: return false
        }
        return true
    }

    private enum DeviationMode: String, CaseIterable {
        case hold
        case warn
    }

    private mutating func readShippingMode(
        _ value: JSONValue,
        _ path: String,
        _ reader: inout FieldReader
    ) {
        choosesShippingVATMode = true
        let text = value.text ?? ""
        switch text {
        case "follow": shippingVATMode = .follow
        case "shop": shippingVATMode = .shop
        case _
        where text.hasPrefix("fixed:") && VATCodeTable.exists(VATCode(String(text.dropFirst(6)))):
            shippingVATMode = .fixed(VATCode(String(text.dropFirst(6))))
        default:
            reader.complain(
                path,
                nb: "er follow, shop eller fixed:<mva-kode>",
                en: "is follow, shop or fixed:<VAT code>"
            )
        }
    }

    private func demand(
        _ text: String,
        _ value: JSONValue,
        _ path: String,
        _ reader: inout FieldReader
    ) {
        if value.text != text {
            reader.complain(path, nb: "skal være \(text)", en: "should be \(text)")
        }
    }

    fileprivate mutating func readFlag(
        _ member: JSONValue.Member,
        _ path: String,
        _ reader: inout FieldReader
    ) -> Bool {
        let setting: WritableKeyPath<Settings, Bool>
        switch member.name {
        case "requireFulfilled": setting = \.requiresFulfilled
        case "requirePaid": setting = \.requiresPaid
        case "allowPartiallyPaid": setting = \.allowsPartiallyPaid
        case "b2bInvoiceTermsBookUnpaid": setting = \.booksUnpaidOnTerms
        case "sellerVatRegistered": setting = \.isSellerRegistered
        case "attachOrder": setting = \.attachesOrders
        case "iossRegistered": setting = \.isIOSSRegistered
        case "ossRegistered": setting = \.isOSSRegistered
        case "ukVatRegistered": setting = \.isUKVATRegistered
        default: return false
        }
        if let flag = reader.flag(member.value, path) { self[keyPath: setting] = flag }
        return true
    }

    /// Numbers of departments and projects: text, as Tripletex has them; null for none.
    fileprivate mutating func readPlace(
        _ member: JSONValue.Member,
        _ path: String,
        _ reader: inout FieldReader
    ) -> Bool {
        let setting: WritableKeyPath<Settings, String?>
        switch member.name {
        case "department": setting = \.department
        case "project": setting = \.project
        default: return false
        }
        if member.value == .null {
            self[keyPath: setting] = nil
        } else if let text = member.value.text, (1...100).contains(text.count) {
            self[keyPath: setting] = text
        } else {
            reader.complain(path, nb: "skal være et nummer", en: "should be a number")
        }
        return true
    }

    fileprivate mutating func readFigure(
        _ member: JSONValue.Member,
        _ path: String,
        _ reader: inout FieldReader
    ) -> Bool {
        let value = member.value
        switch member.name {
        case "fromDate": fromDate = value == .null ? nil : reader.date(value, path)
        case "closedThrough":
            closedThrough = value == .null ? nil : reader.date(value, path)
            if closedThrough == .latest {
                reader.complain(path, nb: "lukker alle dager", en: "closes every day")
            }
        case "totalToleranceMinor":
            totalTolerance = reader.number(value, path, in: 0...100) ?? totalTolerance
        case "vatToleranceCapMinor":
            vatToleranceCap = reader.number(value, path, in: 0...10_000) ?? vatToleranceCap
        case "rateMaxAgeDays":
            maximumRateAge = reader.number(value, path, in: 0...60) ?? maximumRateAge
        case "iossLimitMinorEUR": iossLimit = reader.amount(value, path) ?? iossLimit
        case "ukLimitMinorGBP": ukLimit = reader.amount(value, path) ?? ukLimit
        default: return false
        }
        return true
    }
}
