import Companies
import Foundation
import Logging
import Outbox

/// Where every part of the work tells what is wrong, and that it is over.
///
/// What the watch can see by itself (failed events, open circuits, a slow queue, a full disk) is not told here. A
/// cause that is told is one alert however often it is told. An alert that cannot be noted is logged; it never
/// stands in the way of the work that raised it.
struct AlertDesk: Sendable {
    let companies: Companies
    let outbox: Outbox
    let logger: Logger

    /// Says how many of a cause there are now; open until `cure`.
    func raise(_ signal: AlertSignal, of company: String) async {
        await trying(signal.code, company) {
            try await companies.raiseAlert(signal, of: company, origin: .reported, isTotal: true)
        }
    }

    /// Closes what was raised for this cause.
    func cure(_ code: String, connection: String? = nil, of company: String) async {
        await trying(code, company) {
            try await companies.closeAlert(code: code, connection: connection, of: company)
        }
    }

    /// Tells of something that has happened and cannot be cured, counted once for each fact.
    func happened(_ signal: AlertSignal, of company: String, fact: String) async {
        let key = "alerted/\(signal.code)/\(signal.connection ?? "")/\(fact)"
        await trying(signal.code, company) {
            guard try await outbox.note(key, company: company) == nil else { return }
            try await companies.raiseAlert(signal, of: company, origin: .happened)
            try await outbox.setNote(key, to: "1", company: company)
        }
    }

    private func trying(
        _ code: String,
        _ company: String,
        _ body: () async throws -> Void
    ) async {
        do {
            try await body()
        } catch {
            logger.error(
                "an alert could not be noted",
                metadata: [
                    "company": "\(company)", "cause": "\(code)",
                    "reason": "\(error.localizedDescription)",
                ]
            )
        }
    }
}
