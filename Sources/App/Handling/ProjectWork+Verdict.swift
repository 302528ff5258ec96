import Bookkeeping
import Destinations
import Outbox
import Projects

extension ProjectWork {
    /// The verdict on what was done, and its notices told.
    func settle(
        _ outcome: Outcome,
        of number: String,
        blocked: Bool,
        _ invoices: InvoiceWork.Result
    ) async throws -> Verdict {
        for notice in outcome.notices { try await tell(notice, of: number) }
        let explanation =
            outcome.notices.map { "\($0.cause): \($0.message[language]) \($0.remedy[language])" }
            + outcome.explanation.map { $0[language] }
        if let notice = invoices.failure
            ?? (blocked ? outcome.notices.first(where: \.isBlocking) : nil)
        {
            return .failed(
                Cause(
                    code: notice.cause,
                    message: notice.message[language],
                    remedy: notice.remedy[language],
                    explanation: explanation
                )
            )
        }
        let done = outcome.done.map { $0[language] }
        let start = LocalizedText(nb: "Prosjekt \(number)", en: "Project \(number)")[language]
        return .done(
            summary: done.isEmpty
                ? "\(start): " + LocalizedText.nothingToDo[language]
                : "\(start): " + done.joined(separator: "; ") + ".",
            explanation: explanation
        )
    }

    /// Tells the alert channel of a notice, once for each.
    private func tell(_ notice: WorkNotice, of number: String) async throws {
        guard let slack, let channel = slack.alertChannel else { return }
        let alert = SlackAlert(
            title: LocalizedText(
                nb: "Prosjekt \(number) trenger et blikk",
                en: "Project \(number) needs a look"
            )[language],
            cause: notice.cause,
            message: notice.message[language],
            remedy: notice.remedy[language],
            facts: [.init(name: language == .nb ? "Prosjekt" : "Project", value: number)]
        )
        do {
            try await slack.workspace.tell(
                alert.message(in: language),
                in: channel,
                key: "notice/\(source.connection)/\(notice.key)",
                journal: journal
            )
        } catch let failure as SlackFailure where failure.disposition == .fail {
            // A missing alert channel must not hold the project back; the notice stands in the event.
            return
        }
    }
}
