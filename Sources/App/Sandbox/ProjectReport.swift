/// What the jobs of a run came to elsewhere: the figures of the table and of the JSON summary.
struct ProjectReport: Encodable, Hashable, Sendable {
    /// A count as the planner has it, and as it is found.
    struct Row: Encodable, Hashable, Sendable {
        var name: String
        var planned: Int
        var found: Int
    }

    var deliveries: Int
    var duplicates: Int
    /// Webhooks that never came: the sweeps find what they would have told.
    var lost: Int
    var rows: [Row]
    var differences: [String]

    var ok: Bool { differences.isEmpty && rows.allSatisfy { $0.planned == $0.found } }

    func table() -> String {
        var lines = [
            "",
            "jobs in Rentman                           planned     found",
        ]
        for row in rows {
            let name = row.name + String(repeating: " ", count: max(1, 40 - row.name.count))
            lines.append(
                name + right(row.planned) + right(row.found)
                    + (row.planned == row.found ? "" : "  ← differs")
            )
        }
        lines.append(
            "webhooks: \(deliveries) sent, \(duplicates) of them answered as duplicates, \(lost) lost on the way"
        )
        return (lines + differences.map { "difference: " + $0 }).joined(separator: "\n")
    }

    private func right(_ value: Int) -> String {
        let text = String(value)
        return String(repeating: " ", count: max(1, 10 - text.count)) + text
    }
}
