import Bookkeeping
import Companies
import Foundation

@testable import Dashboard

/// The company's work as far as pages and API can tell: backfills that are kept, findings that are given.
actor FakeWork {
    private(set) var backfills: [BackfillDocument] = []
    private(set) var settingsChanges: [String] = []
    private(set) var registered: [String] = []
    var isAway = false

    func fail() { isAway = true }

    func begin(_ order: BackfillOrder) throws -> BackfillDocument {
        if isAway { throw WorkRefusal.notHere }
        let backfill = SampleWork.backfill(
            id: String(backfills.count + 1),
            connection: order.connection,
            from: order.from,
            to: order.to,
            dryRun: order.isDryRun
        )
        backfills.insert(backfill, at: 0)
        return backfill
    }

    func stop(_ id: String) -> BackfillDocument? {
        guard let index = backfills.firstIndex(where: { $0.id == id }) else { return nil }
        backfills[index].state = .stopped
        return backfills[index]
    }

    func settingsChanged(_ company: String) throws -> Int {
        settingsChanges.append(company)
        if isAway { throw WorkRefusal.notHere }
        return 3
    }

    func register(_ connection: String) throws -> [String] {
        if isAway { throw WorkRefusal.notHere }
        registered.append(connection)
        return ["orders/updated"]
    }

    func check() throws {
        if isAway { throw WorkRefusal.notHere }
    }

    nonisolated var work: CompanyWork {
        CompanyWork(
            beginBackfill: { try await self.begin($0) },
            backfill: { id, company in
                await self.backfills.first { $0.id == id && $0.company == company }
            },
            backfills: { company in await self.backfills.filter { $0.company == company } },
            stopBackfill: { id, _ in await self.stop(id) },
            examine: { _, connection in
                try await self.check()
                return connection == "tripletex" ? SampleWork.findings : []
            },
            diagnose: { _ in
                try await self.check()
                return CompanyDiagnosis(
                    findings: SampleWork.findings.map { .init(place: "tripletex", finding: $0) },
                    missingAccounts: [1931, 2901]
                )
            },
            makeAccounts: { _ in
                try await self.check()
                return [1931, 2901]
            },
            registerWebhooks: { _, connection in try await self.register(connection) },
            choices: { _ in
                try await self.check()
                return SampleWork.choices
            },
            preview: { _, _, _ in
                try await self.check()
                return SampleWork.preview
            },
            settingsChanged: { try await self.settingsChanged($0) },
            subject: { company, _, subject in
                company == "nordlys" && subject == "order/450789469" ? SampleWork.facts : nil
            },
            search: { _, text in
                try await self.check()
                return text.contains("1001") ? [SampleWork.match] : []
            },
            reconciliation: { company, period in
                try await self.check()
                return period.description == "2026-09"
                    ? .underWay(done: 3, total: 40)
                    : .ready(SampleWork.reconciliation(company: company, period: period))
            },
            reconciliationFile: { company, period, format in
                try await self.check()
                return WorkFile(
                    name: "\(company)-\(period).\(format)",
                    type: "text/csv; charset=utf-8",
                    bytes: Array("konto;beløp\n".utf8)
                )
            }
        )
    }
}
