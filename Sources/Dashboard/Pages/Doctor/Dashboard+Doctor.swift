import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    func showDoctor(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        return try await answer(doctorPage(visit, entry), visit, entry)
    }

    /// Asks every service of the company, which takes its time: only when somebody wants it.
    func examineCompany(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        return try await answer(
            await examined(doctorPage(visit, entry), visit, entry),
            visit,
            entry
        )
    }

    /// Makes the accounts that the rules name and Tripletex lacks, then looks again.
    func makeMissingAccounts(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        var page = doctorPage(visit, entry)
        do {
            let made = try await work.makeAccounts(entry.company.id)
            try await companies.audit(
                company: entry.company.id,
                actor: entry.actor,
                action: "accounts.made",
                subject: "accounts/\(made.map(String.init).joined(separator: ","))"
            )
            page.notice =
                "\(visit.text.accountsMade) \(made.map(String.init).joined(separator: ", "))"
        } catch let refusal as WorkRefusal {
            page.problem = refusal.text(in: visit.language)
            return try await answer(page, visit, entry)
        }
        return try await answer(await examined(page, visit, entry), visit, entry)
    }

    private func doctorPage(_ visit: Visit, _ entry: Entry) -> DoctorPage {
        DoctorPage(
            company: entry.company.id,
            mayConfigure: entry.role.grants(.configure),
            lastMonth: LocalDate(visit.now, in: entry.company.timeZone).monthBefore
        )
    }

    private func examined(
        _ page: DoctorPage,
        _ visit: Visit,
        _ entry: Entry
    ) async throws -> DoctorPage {
        var page = page
        do {
            page.show(try await work.diagnose(entry.company.id), visit.language)
        } catch let refusal as WorkRefusal {
            page.problem = refusal.text(in: visit.language)
        }
        return page
    }

    private func answer(
        _ page: DoctorPage,
        _ visit: Visit,
        _ entry: Entry
    ) async throws -> Response {
        try await show(.doctor, page, visit.text.doctor, visit, entry, area: .setUp(.doctor))
    }
}
