import Bookkeeping
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let reportRefreshSeconds = 3

    func showReconciliation(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company
        let text = visit.query("period").map { String($0.prefix(10)) }
        var page = ReconciliationPage(
            company: company.id,
            period: text,
            now: visit.now,
            timeZone: company.timeZone,
            language: visit.language
        )
        var status = HTTPResponse.Status.ok
        if let text {
            if let period = ReportPeriod(text) {
                do {
                    try await fill(&page, period, visit, company)
                } catch let refusal as WorkRefusal {
                    page.problem = refusal.text(in: visit.language)
                    status = .serviceUnavailable
                }
            } else {
                page.problem = visit.text.wrongPeriod
                status = .unprocessableContent
            }
        }
        return try await show(
            .reconciliation,
            page,
            visit.text.reconciliation,
            visit,
            entry,
            area: .reconciliation,
            refreshSeconds: page.progress == nil ? nil : Self.reportRefreshSeconds,
            status: status
        )
    }

    func downloadReconciliation(
        _ visit: Visit,
        _ parameters: Parameters
    ) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        guard let period = ReportPeriod(try parameters.require("period")) else {
            throw PageRefusal.notFound
        }
        let format = visit.query("format") ?? ""
        let back = Response.redirect(
            to: Path.reconciliation(entry.company.id, period.description)
        )
        do {
            if format == "json" {
                let state = try await work.reconciliation(entry.company.id, period)
                guard case .ready(let document) = state else { return back }
                return .json(document, in: visit.language)
            }
            guard ReconciliationDocument.formats.contains(format) else {
                throw PageRefusal.notFound
            }
            let file = try await work.reconciliationFile(entry.company.id, period, format)
            return file.map { .download($0) } ?? back
        } catch is WorkRefusal {
            return back
        }
    }

    private func fill(
        _ page: inout ReconciliationPage,
        _ period: ReportPeriod,
        _ visit: Visit,
        _ company: CompanyProfile
    ) async throws {
        let wording = visit.wording(company)
        switch try await work.reconciliation(company.id, period) {
        case .ready(let document):
            page.report = ReconciliationPage.Report(document, wording: wording, now: visit.now)
        case .underWay(let done, let total):
            let of = total.map { " / \(wording.count($0))" } ?? ""
            page.progress = ReconciliationPage.Progress(
                summary: "\(wording.count(done))\(of) \(visit.text.lookedAt)",
                done: done,
                total: total
            )
        }
    }
}
