import Bookkeeping
import Foundation

/// What separates a project's order lines from those it should have.
///
/// Lines without our mark are a person's and stay; lines on an invoice stay as they are and are told.
struct ProjectLineChanges: Sendable {
    /// A line that should be there, with what is sent for it.
    struct Wanted: Sendable {
        var draft: ProjectLineDraft
        var body: TripletexProjectLineBody
    }

    private(set) var missing: [TripletexProjectLineBody] = []
    private(set) var differing: [(line: ExistingProjectLine, body: TripletexProjectLineBody)] = []
    /// Of parts that are no longer confirmed, and doubles.
    private(set) var surplus: [ExistingProjectLine] = []
    /// The marks of lines that should change but stand on an invoice.
    private(set) var invoiced: [String] = []

    /// Whether there is nothing to do.
    var isEmpty: Bool { missing.isEmpty && differing.isEmpty && surplus.isEmpty }

    init(
        _ wanted: [Wanted],
        from existing: [ExistingProjectLine],
        keeping keptMarks: Set<String> = []
    ) {
        let kept = wanted.map { line in existing.first { $0.carries(line.draft.mark) } }
        let isOrdered = Self.isOrdered(wanted, kept)
        for (line, kept) in zip(wanted, kept) {
            guard let kept else {
                missing.append(line.body)
                continue
            }
            guard let body = kept.changes(to: line, isOrdered: isOrdered) else { continue }
            if kept.isInvoiced {
                invoiced.append(line.draft.mark)
            } else {
                differing.append((kept, body))
            }
        }
        let keptIDs = Set(kept.compactMap { $0?.id })
        for line in existing where !keptIDs.contains(line.id) {
            guard let mark = line.mark(of: wanted), !keptMarks.contains(mark) else { continue }
            if line.isInvoiced { invoiced.append(mark) } else { surplus.append(line) }
        }
    }

    /// Whether the lines will stand in the wished order without being moved; new ones get their own places.
    private static func isOrdered(_ wanted: [Wanted], _ kept: [ExistingProjectLine?]) -> Bool {
        let places = zip(wanted, kept).map { line, kept in
            (kept?.position ?? line.body.customSortIndex ?? 0, kept?.id ?? .max)
        }
        return zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }
    }
}

extension ExistingProjectLine {
    /// The fields that differ, with the version they were read at; nil when none does.
    fileprivate func changes(
        to wanted: ProjectLineChanges.Wanted,
        isOrdered: Bool
    ) -> TripletexProjectLineBody? {
        let body = wanted.body
        var changes = TripletexProjectLineBody()
        if description != body.description { changes.description = body.description }
        if date?.description != body.date { changes.date = body.date }
        if amount != wanted.draft.amount {
            changes.count = body.count
            changes.unitPriceExcludingVatCurrency = body.unitPriceExcludingVatCurrency
        }
        if vatType != body.vatType?.id { changes.vatType = body.vatType }
        if !isOrdered, position != body.customSortIndex {
            changes.customSortIndex = body.customSortIndex
        }
        guard changes != TripletexProjectLineBody() else { return nil }
        changes.version = version
        return changes
    }

    /// The mark of a line of ours; nil for a person's line.
    fileprivate func mark(of wanted: [ProjectLineChanges.Wanted]) -> String? {
        wanted.first { carries($0.draft.mark) }?.draft.mark ?? ProjectLineMark.mark(in: description)
    }
}
