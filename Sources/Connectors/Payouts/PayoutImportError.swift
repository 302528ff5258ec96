package import Bookkeeping
import Foundation

/// Why a settlement report cannot be imported; nothing of it is.
package enum PayoutImportError: Error, Hashable, Sendable {
    /// The text is no CSV from here on; `column` counts characters from 1.
    case notCSV(line: Int, column: Int, reason: Reason)
    /// The report lacks a column, known by one of these names.
    case missingColumn(names: [String])
    /// A value that is not what its column holds.
    case unreadable(line: Int, column: String, expected: Expectation)
    /// Two figures that should be equal.
    case doesNotTie(line: Int, what: Identity, computed: String, stated: String)
    case nothingInIt
    /// More than a report has.
    case tooLarge(limit: Int)

    package enum Reason: String, Hashable, Sendable {
        case quoteInsideField
        case textAfterQuote
        case quoteNotClosed
        case fieldCount
    }

    package enum Expectation: String, Hashable, Sendable {
        case amount
        case date
        case currency
        case text
        case sameAsBefore
        case identifier
    }

    package enum Identity: String, Hashable, Sendable {
        /// Net is gross less fee.
        case lineNet
        /// The payout is its items less its fees.
        case payout
        /// The sum of a kind of items.
        case kind
        /// A balance after an entry is the balance before it and the entry.
        case balance
    }
}

extension PayoutImportError {
    package var message: LocalizedText {
        switch self {
        case .notCSV(let line, let column, let reason):
            LocalizedText(
                nb: "Linje \(line), tegn \(column): \(reason.text.nb).",
                en: "Line \(line), character \(column): \(reason.text.en)."
            )
        case .missingColumn(let names):
            LocalizedText(
                nb: "Kolonnen \(names.joined(separator: " / ")) mangler.",
                en: "The column \(names.joined(separator: " / ")) is missing."
            )
        case .unreadable(let line, let column, let expected):
            LocalizedText(
                nb: "Linje \(line), kolonne \(column): \(expected.text.nb).",
                en: "Line \(line), column \(column): \(expected.text.en)."
            )
        case .doesNotTie(let line, let what, let computed, let stated):
            LocalizedText(
                nb:
                    "Linje \(line): \(what.text.nb) blir \(computed), men rapporten sier \(stated).",
                en:
                    "Line \(line): \(what.text.en) comes to \(computed), but the report says \(stated)."
            )
        case .nothingInIt:
            LocalizedText(
                nb: "Rapporten inneholder ingen utbetaling.",
                en: "The report contains no payout."
            )
        case .tooLarge(let limit):
            LocalizedText(
                nb: "Rapporten har mer enn \(limit) linjer.",
                en: "The report has more than \(limit) lines."
            )
        }
    }

    package var remedy: LocalizedText {
        switch self {
        case .doesNotTie:
            LocalizedText(
                nb: "Last ned rapporten på nytt. Går den fortsatt ikke opp, spør leverandøren.",
                en: "Download the report again. If it still does not tie, ask the provider."
            )
        case .tooLarge:
            LocalizedText(
                nb: "Last ned rapporten for en kortere periode.",
                en: "Download the report for a shorter time."
            )
        case .notCSV, .missingColumn, .unreadable, .nothingInIt:
            LocalizedText(
                nb:
                    "Last ned rapporten på nytt som CSV og importer filen uendret; regneark endrer ofte tall og datoer.",
                en:
                    "Download the report again as CSV and import the file unchanged; spreadsheets often change "
                    + "numbers and dates."
            )
        }
    }
}

extension PayoutImportError: LocalizedError {
    package var errorDescription: String? { message.en }
    package var recoverySuggestion: String? { remedy.en }
}

extension PayoutImportError.Reason {
    fileprivate var text: LocalizedText {
        switch self {
        case .quoteInsideField:
            LocalizedText(
                nb: "anførselstegn inne i et felt uten anførselstegn",
                en: "a quotation mark inside a field that is not quoted"
            )
        case .textAfterQuote:
            LocalizedText(
                nb: "tekst etter feltets avsluttende anførselstegn",
                en: "text after the field's closing quotation mark"
            )
        case .quoteNotClosed:
            LocalizedText(
                nb: "feltets anførselstegn blir aldri avsluttet",
                en: "the field's quotation mark is never closed"
            )
        case .fieldCount:
            LocalizedText(
                nb: "linjen har et annet antall felt enn overskriften",
                en: "the line has another number of fields than its heading"
            )
        }
    }
}

extension PayoutImportError.Expectation {
    fileprivate var text: LocalizedText {
        switch self {
        case .amount: LocalizedText(nb: "beløpet kan ikke leses", en: "the amount cannot be read")
        case .date: LocalizedText(nb: "datoen kan ikke leses", en: "the date cannot be read")
        case .currency:
            LocalizedText(
                nb: "valutaen er ukjent",
                en: "the currency is not known"
            )
        case .text: LocalizedText(nb: "verdien mangler", en: "the value is missing")
        case .sameAsBefore:
            LocalizedText(
                nb: "verdien er en annen enn i resten av utbetalingen",
                en: "the value differs from the rest of the payout"
            )
        case .identifier:
            LocalizedText(
                nb: "utbetalingens nummer er lengre enn 50 tegn eller har mellomrom",
                en: "the payout's number is longer than 50 letters or has blanks"
            )
        }
    }
}

extension PayoutImportError.Identity {
    fileprivate var text: LocalizedText {
        switch self {
        case .lineNet:
            LocalizedText(nb: "brutto minus gebyr", en: "gross less fee")
        case .payout:
            LocalizedText(nb: "postene minus gebyrer", en: "the items less the fees")
        case .kind:
            LocalizedText(
                nb: "summen av postene av samme slag",
                en: "the sum of that kind of items"
            )
        case .balance:
            LocalizedText(nb: "saldoen etter posten", en: "the balance after the entry")
        }
    }
}
