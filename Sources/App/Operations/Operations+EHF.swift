import Bookkeeping
import Foundation

extension Operations {
    /// Business customers that could not receive EHF when they were last asked about.
    func listUnreachable(_ company: String) async throws -> OperationReply {
        guard installation.live.company(company) != nil else {
            throw CommandFailure(
                "There is no company \(company); see bokbro company list.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let found = try await EHFReach.unreachable(company: company, outbox: installation.outbox)
        var table = TextTable("organization number", "asked", "by")
        table.rows = found.map { [$0.organizationNumber, $0.asked.description, $0.source] }
        return OperationReply(
            text: found.isEmpty
                ? "Every business customer that was asked about can receive EHF." : table.text,
            json: JSONText.list(
                found.map {
                    JSONText.object([
                        ("organizationNumber", .text($0.organizationNumber)),
                        ("asked", .text($0.asked.description)), ("by", .text($0.source)),
                    ])
                },
                next: nil
            )
        )
    }
}
