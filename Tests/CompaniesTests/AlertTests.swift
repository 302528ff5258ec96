import Companies
import Foundation
import Testing

struct AlertTests {
    private let signal = AlertSignal(
        connection: "shop",
        code: "MISSING_ACCOUNT_MAPPING",
        count: 2,
        subject: "order/1001"
    )

    private func made() async throws -> (CompaniesFixture, Companies) {
        let fixture = try CompaniesFixture()
        return (fixture, try await fixture.companies())
    }

    @Test func `one cause is one alert, however often it is signalled`() async throws {
        let (fixture, companies) = try await made()
        for count in 1...5 {
            fixture.clock.advance(seconds: 60)
            var more = signal
            more.count = count
            more.subject = "order/\(count)"
            try await companies.settleAlerts(of: "nordlys", to: [more])
        }

        let alerts = try await companies.alertList(of: "nordlys")
        let alert = try #require(alerts.first)
        #expect(alerts.count == 1 && alert.isOpen)
        #expect(alert.count == 5 && alert.subject == "order/5")
        #expect(alert.firstAt < alert.lastAt)
        #expect(try await companies.dueNotices().map(\.kind) == [.opened])
    }

    @Test func `an alert closes when its cause is gone, and opens anew when it comes back`()
        async throws
    {
        let (_, companies) = try await made()
        try await companies.settleAlerts(of: "nordlys", to: [signal])
        try await companies.noticeGiven(try #require(try await companies.dueNotices().first))

        try await companies.settleAlerts(of: "nordlys", to: [])
        #expect(try await companies.alertList(of: "nordlys", onlyOpen: true).isEmpty)
        #expect(try await companies.dueNotices().map(\.kind) == [.cured])

        try await companies.settleAlerts(of: "nordlys", to: [signal])
        #expect(try await companies.alertList(of: "nordlys").count == 2)
        #expect(try await companies.alertList(of: "nordlys", onlyOpen: true).count == 1)
    }

    @Test func `what nobody was told of needs no telling that it is over`() async throws {
        let (_, companies) = try await made()
        try await companies.raiseAlert(signal, of: "nordlys")

        try await companies.closeAlert(
            code: signal.code,
            connection: signal.connection,
            of: "nordlys"
        )

        #expect(try await companies.dueNotices().isEmpty)
    }

    @Test func `a storm is told at its start and at each tenfold`() async throws {
        let (_, companies) = try await made()
        var told = 0
        for count in 1...250 {
            var more = signal
            more.count = count
            try await companies.settleAlerts(of: "nordlys", to: [more])
            for notice in try await companies.dueNotices() {
                told += 1
                try await companies.noticeGiven(notice)
            }
        }
        #expect(told == 3)
    }

    @Test func `a notice that was not given stays due`() async throws {
        let (_, companies) = try await made()
        try await companies.raiseAlert(signal, of: "nordlys")
        let first = try #require(try await companies.dueNotices().first)
        #expect(try await companies.dueNotices().first == first)

        try await companies.noticeGiven(first)
        #expect(try await companies.dueNotices().isEmpty)
    }

    @Test func `an acknowledged alert is silent until it is cured`() async throws {
        let (_, companies) = try await made()
        try await companies.raiseAlert(signal, of: "nordlys")
        let id = try #require(try await companies.alertList(of: "nordlys").first).id

        let seen = try #require(
            try await companies.acknowledgeAlert(id, of: "nordlys", actor: "user:a@b.no")
        )
        var many = signal
        many.count = 1_000
        try await companies.settleAlerts(of: "nordlys", to: [many])

        #expect(seen.acknowledgedBy == "user:a@b.no")
        #expect(try await companies.dueNotices().isEmpty)
        #expect(try await companies.openAlertCount(of: "nordlys") == 0)
        let entries = try await companies.auditEntries(company: "nordlys")
        #expect(entries.first?.action == "alert.acknowledged")
        try await companies.settleAlerts(of: "nordlys", to: [])
        #expect(try await companies.dueNotices().map(\.kind) == [.cured])
    }

    @Test func `a snoozed alert speaks again when its time is over`() async throws {
        let (fixture, companies) = try await made()
        try await companies.raiseAlert(signal, of: "nordlys")
        let id = try #require(try await companies.alertList(of: "nordlys").first).id
        _ = try await companies.acknowledgeAlert(
            id,
            of: "nordlys",
            until: fixture.clock.now.addingTimeInterval(3_600),
            actor: "test"
        )
        #expect(try await companies.openAlertCount(of: "nordlys") == 0)

        try await companies.settleAlerts(of: "nordlys", to: [signal])
        #expect(try await companies.dueNotices().isEmpty)
        fixture.clock.advance(seconds: 3_601)
        try await companies.settleAlerts(of: "nordlys", to: [signal])
        #expect(try await companies.dueNotices().map(\.kind) == [.grown])
        #expect(try await companies.openAlertCount(of: "nordlys") == 1)
    }

    @Test func `another company's alert is none`() async throws {
        let (_, companies) = try await made()
        try await companies.raiseAlert(signal, of: "nordlys")
        let id = try #require(try await companies.alertList(of: "nordlys").first).id

        #expect(try await companies.alert(id, of: "annet") == nil)
        #expect(try await companies.acknowledgeAlert(id, of: "annet", actor: "x") == nil)
        await #expect(throws: CompanyError.unknownCompany("annet")) {
            try await companies.raiseAlert(signal, of: "annet")
        }
    }

    @Test func `a company that fares well has nothing to alert`() {
        let quiet = CompanyCondition(
            lines: [.init(connection: "shop", failingSeconds: 599, foundWithoutWebhook: 2)],
            oldestWaitingSeconds: 899,
            freeDiskBytes: 1_073_741_824
        )
        #expect(AlertRules().signals(of: quiet).isEmpty)
    }

    @Test func `each thing that is wrong is an alert of its own, once`() {
        let condition = CompanyCondition(
            troubles: [
                .init(connection: "shop", code: "VAT_DEVIATION", count: 4, subject: "order/9"),
                .init(connection: "shop", code: "REMOTE_UNAVAILABLE", count: 7),
                .init(connection: "r", code: "NO_EMPLOYEE_MATCH", count: 1, isNotice: true),
            ],
            lines: [.init(connection: "shop", failingSeconds: 600, foundWithoutWebhook: 3)],
            oldestWaitingSeconds: 900,
            openDifferences: 2,
            freeDiskBytes: 1
        )

        let signals = AlertRules().signals(of: condition)

        let names = signals.map { "\($0.connection ?? "-") \($0.code) \($0.count)" }
        #expect(
            Set(names) == [
                "shop VAT_DEVIATION 4", "shop REMOTE_UNAVAILABLE 7", "r NO_EMPLOYEE_MATCH 1",
                "shop WEBHOOK_SILENT 3", "- QUEUE_DELAYED 1", "- DISK_LOW 1",
                "- RECONCILIATION_DIFFERENCE 2",
            ]
        )
        #expect(names.count == 7)
        #expect(signals.first { $0.code == "NO_EMPLOYEE_MATCH" }?.severity == .warning)
    }
}
