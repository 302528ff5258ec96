import Bookkeeping

extension Operations {
    func doctor(company: String?) async throws -> OperationReply {
        let found = try await Doctor(
            installation: installation,
            configuration: configuration,
            now: now
        ).examine(company: company)
        let ordered = [Diagnosis.Weight.error, .warning, .note].flatMap { weight in
            found.filter { $0.weight == weight }
        }
        let errors = ordered.count { $0.weight == .error }
        let warnings = ordered.count { $0.weight == .warning }
        var lines = ordered.flatMap { diagnosis in
            [
                "\(diagnosis.weight.rawValue)  \([diagnosis.company, diagnosis.place].compactMap { $0 }.joined(separator: "/"))  \(diagnosis.code)",
                "  \(diagnosis.message.en)", "  Mend it: \(diagnosis.remedy.en)", "",
            ]
        }
        lines.append(
            errors + warnings == 0
                ? "Everything is as it should be."
                : "\(errors) things stop bookings, \(warnings) are worth mending."
        )
        lines += dryRuns(company)
        return OperationReply(
            text: lines.joined(separator: "\n"),
            json: JSONText.object([
                ("ok", .flag(errors + warnings == 0)), ("errors", .number(errors)),
                ("warnings", .number(warnings)),
                ("findings", .json(JSONText.array(ordered.map { $0.json() }))),
            ]),
            exitCode: errors + warnings == 0
                ? OperationReply.Exit.done : OperationReply.Exit.foundSomethingWrong
        )
    }

    /// How the last month can be planned with its totals, before anything is booked.
    private func dryRuns(_ id: String?) -> [String] {
        guard let company = id.flatMap(installation.live.company),
            let month = LocalDate(now(), in: company.timeZone).monthBefore
        else { return [] }
        return company.sources.keys.sorted().map { source in
            "What last month would have become: bokbro backfill --company \(company.id) --connection \(source) --from \(month.lowerBound) --to \(month.upperBound) --dry-run"
        }
    }
}
