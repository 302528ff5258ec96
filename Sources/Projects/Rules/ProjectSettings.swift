/// How a company wants its projects to lead elsewhere: `rules.projects` of its YAML, each key with its default.
package struct ProjectSettings: Hashable, Sendable {
    /// What becomes of a Rentman invoice.
    package enum InvoiceMode: String, Hashable, Sendable, CaseIterable {
        case off
        /// An order on the project, which a person invoices.
        case order
        case invoice
    }

    /// What becomes of a project that is no longer confirmed.
    package enum Unconfirmed: String, Hashable, Sendable, CaseIterable {
        case close
        case keep
    }

    /// What becomes of people who are no longer planned.
    package enum Leaving: String, Hashable, Sendable, CaseIterable {
        case keep
        case remove
    }

    /// Numbers of Rentman's own statuses.
    ///
    /// Companies add their own from 9 on and rename all of them, so only the number counts. Source:
    /// support.rentman.io/hc/en-us/articles/360013587379.
    package enum Status {
        package static let cancelled: Int64 = 2
        package static let returned: Int64 = 6
        package static let known: ClosedRange<Int64> = 1...8
    }

    package var slackChannels = true
    package var channelPrefix = "p-"
    /// A subproject in one of these gives its project a channel.
    package var channelStatuses: Set<Int64> = [1, 3, 4, 5]
    /// Days from a project's end until its channel is archived; 0 is at once.
    package var archiveAfterDays = 7
    package var notConfirmedAgain = Unconfirmed.close
    package var invoices = InvoiceMode.order
    /// Whether invoices that are not finalized count too.
    package var drafts = false
    /// A job that is packed or out is still confirmed.
    package var confirmedStatuses: Set<Int64> = [3, 4, 5, 6]
    /// Subprojects in these are over; cancelled ones are in any case.
    package var endedStatuses: Set<Int64> = [Status.returned]
    /// The employee number of the project manager where Rentman names none who may be one.
    package var defaultManager: String?
    package var crewLeaves = Leaving.keep
    package var renameChannels = true
    /// Whether a customer's number in the ledger is written onto the contact in Rentman.
    package var writesAccountingCodes = false
    /// The text of an invoice line by ledger code, in lower case.
    package var ledgerTexts: [String: String] = [:]
    /// The ledger codes that are refundable deposits, in lower case.
    package var depositLedgers: Set<String> = ["deposit", "depositum"]

    package static let standard = ProjectSettings()

    package init() {}
}
