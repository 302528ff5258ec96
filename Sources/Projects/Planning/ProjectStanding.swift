package import Bookkeeping

/// Where a project stands, derived from its subprojects: it has no status of its own.
package struct ProjectStanding: Hashable, Sendable {
    /// Those that are confirmed, in their order.
    package var confirmed: [Subproject]
    /// Every subproject is cancelled.
    package var isCancelled: Bool
    /// Every subproject is returned, cancelled or otherwise over.
    package var isOverByStatus: Bool
    /// Whether a subproject is in a status that gives the project a channel.
    package var deservesChannel: Bool
    /// What is planned of it, without what is cancelled.
    package var period: RentalPeriod

    package var isConfirmed: Bool { !confirmed.isEmpty }

    package init(_ project: RentalProject, settings: ProjectSettings) {
        let real = project.subprojects.filter { !$0.isTemplate }
        func isCancelled(_ subproject: Subproject) -> Bool {
            subproject.status == ProjectSettings.Status.cancelled
        }
        func isIn(_ statuses: Set<Int64>, _ subproject: Subproject) -> Bool {
            subproject.status.map(statuses.contains) ?? false
        }
        confirmed =
            real.filter { isIn(settings.confirmedStatuses, $0) && !isCancelled($0) }
            .sorted { ($0.order, $0.id) < ($1.order, $1.id) }
        self.isCancelled = !real.isEmpty && real.allSatisfy(isCancelled)
        isOverByStatus =
            !real.isEmpty
            && real.allSatisfy { isCancelled($0) || isIn(settings.endedStatuses, $0) }
        deservesChannel = real.contains {
            isIn(settings.channelStatuses, $0) && !isCancelled($0)
        }
        period = RentalPeriod(
            covering: real.filter { !isCancelled($0) }.map(\.period) + [project.period]
        )
    }

    /// The day the project ended, or nil while it has not.
    ///
    /// Without a planned period, time alone never ends a project. `known` is the day that was noted before: who
    /// sets the last status does not say when.
    package func end(known: LocalDate?, today: LocalDate) -> LocalDate? {
        if isOverByStatus { return known ?? min(today, period.end ?? today) }
        guard let end = period.end, end < today else { return nil }
        return end
    }
}
