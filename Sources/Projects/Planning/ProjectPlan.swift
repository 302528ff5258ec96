package import Bookkeeping

/// What should exist of a project elsewhere, and the steps from what exists to there.
package struct ProjectPlan: Hashable, Sendable {
    /// The ledger's project; nil when none is to be made or kept up.
    package var project: PlannedProject?
    /// Whether the ledger's project should be closed, if there is one.
    package var isClosed: Bool
    package var lines: [PlannedLine]
    package var participants: [Employee.ID]
    package var channel: PlannedChannel?
    /// When the project ended; nil while it has not.
    package var endedOn: LocalDate?
    /// The day on which to look again although nothing tells: time passing makes no event.
    package var lookAgainOn: LocalDate?
    package var notices: [ProjectNotice]
    /// Customer, project, participants and lines in this order; the channel's are independent of them.
    package var steps: [ProjectStep]
    /// Why each line has its VAT code.
    package var explanation: [LocalizedText]

    static let nothing = ProjectPlan(
        project: nil,
        isClosed: false,
        lines: [],
        participants: [],
        channel: nil,
        endedOn: nil,
        lookAgainOn: nil,
        notices: [],
        steps: [],
        explanation: []
    )

    /// Whether something stays undone until a person acts.
    package var isBlocked: Bool { notices.contains(where: \.isBlocking) }
}
