package import Bookkeeping

/// Something a person should know about a project: what could not be done as planned, and how to mend it.
package struct ProjectNotice: Hashable, Sendable {
    /// The words by which notices are filtered and counted.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case noEmployeeMatch = "NO_EMPLOYEE_MATCH"
        case noCustomer = "PROJECT_WITHOUT_CUSTOMER"
        case noManager = "COMPANY_NOT_READY"
        case managerNotAllowed = "MISSING_RIGHT"
        case numberTaken = "PROJECT_NUMBER_TAKEN"
        case unknownStatus = "UNKNOWN_PROJECT_STATUS"
        case lineInvoiced = "LINE_ALREADY_INVOICED"
        case priceUnknown = "SUBPROJECT_PRICE_UNKNOWN"
        case closedByHand = "PROJECT_CLOSED_BY_HAND"
        case channelArchivedByHand = "CHANNEL_ARCHIVED_BY_HAND"
        case missingVATRule = "MISSING_VAT_RULE"
    }

    package var code: Code
    /// Whether the project or one of its lines stays undone until it is mended.
    package var isBlocking: Bool
    /// What it is about: `crew/42`, `subproject/930`; one notice for each.
    package var about: String
    package var message: LocalizedText
    package var remedy: LocalizedText

    /// Tells the same notice again from another: told once, it need not be told again.
    package var key: String { "\(code.rawValue)/\(about)" }
}
