import Bookkeeping

/// What has to happen to the lines of a project.
struct LineDifference: Hashable, Sendable {
    var steps: [ProjectStep] = []
    var notices: [ProjectNotice] = []

    /// - `kept`: subprojects whose line stays as it is, because what it should say is not known.
    ///
    /// Lines without our mark are other people's. Of several with the same mark the oldest counts.
    init(from existing: [ExistingLine], to planned: [PlannedLine], kept: Set<Subproject.ID>) {
        let wanted = Dictionary(planned.map { ($0.subproject, $0) }) { first, _ in first }
        var seen: Set<Subproject.ID> = []
        var removed: [ExistingLine.ID] = []
        for line in existing.sorted(by: Self.isBefore) {
            guard let subproject = LineMark.subproject(in: line.description) else { continue }
            let isFirst = seen.insert(subproject).inserted
            if isFirst, kept.contains(subproject) { continue }
            let target = isFirst ? wanted[subproject] : nil
            if let target, line.says(target) { continue }
            guard !line.isInvoiced else {
                notices.append(.lineInvoiced(subproject))
                continue
            }
            if let target {
                steps.append(.changeLine(line.id, target))
            } else {
                removed.append(line.id)
            }
        }
        if !removed.isEmpty { steps.append(.removeLines(removed.sorted())) }
        let missing = planned.filter { !seen.contains($0.subproject) }
        if !missing.isEmpty { steps.append(.addLines(missing)) }
    }

    /// An invoiced line counts before one that can still be taken away.
    private static func isBefore(_ left: ExistingLine, _ right: ExistingLine) -> Bool {
        (left.isInvoiced ? 0 : 1, left.id) < (right.isInvoiced ? 0 : 1, right.id)
    }
}

extension ExistingLine {
    fileprivate func says(_ planned: PlannedLine) -> Bool {
        description == planned.description && price == planned.price
            && vatCode == planned.vatCode && date == planned.date
    }
}
