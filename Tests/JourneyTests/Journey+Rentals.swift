import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Projects
import Testing

@testable import App

/// A bokbro for a rental company.
extension Journey {
    static let rentmanHook = "rentman-hook"

    /// The people of the account, of the company and of its Slack.
    func prepareRentals() {
        world.rentman.apply(RentalLifeGenerator.foundation)
        for (number, crew, isManager) in [
            ("1000", 40, true), ("1001", 41, true), ("1002", 42, false),
        ] {
            world.ledger.employ(
                number: number,
                firstName: "Tekniker",
                lastName: "\(crew)",
                email: "crew\(crew)@nordlyslyd.example",
                isAssignableManager: isManager
            )
        }
        for name in ["crew40", "crew41", "crew42", "vakt"] {
            world.slack.addUser(email: "\(name)@nordlyslyd.example")
        }
        world.slack.addChannel(named: "regnskap")
    }

    /// Delivers a webhook of Rentman; it must be taken.
    @discardableResult
    func deliverRental(_ body: Data) async throws -> String {
        let answer = try await post(
            body,
            to: "/webhooks/nordlys/rentman",
            headers: RentmanSigner.headers(body: body, token: Self.rentmanHook)
        )
        #expect(answer.status == 200, "\(answer.body)")
        return answer.body
    }

    /// Delivers a webhook about these things.
    @discardableResult
    func tell(
        _ event: String,
        _ type: String,
        _ items: String,
        user: Int = 33,
        date: String = "2026-03-01T10:00:00+01:00"
    ) async throws -> String {
        try await deliverRental(
            Data(
                #"{"account":"nordlyslyd","user":{"itemType":"Crew","id":\#(user),"ref":"/crew/\#(user)"},"eventType":"\#(event)","itemType":"\#(type)","items":[\#(items)],"eventDate":"\#(date)"}"#
                    .utf8
            )
        )
    }

    func put(_ collection: String, _ json: String) throws {
        world.rentman.apply([
            .put(collection: collection, record: try JSONValue(parsing: json.utf8))
        ])
    }

    var rentman: LiveSource {
        get throws {
            try #require(installation.live.source(company: "nordlys", connection: "rentman"))
        }
    }

    /// Asks Rentman for all that changed since, and for what is no longer there.
    func sweepRentals(from moment: Date) async throws {
        clock.advance(by: Sweep.settling + .seconds(60))
        let source = try rentman
        try await Sweep(
            source: source,
            outbox: installation.outbox,
            now: { [clock] in clock.now },
            logger: Self.silence
        ).run(
            after: SweepRecord(
                company: source.company,
                connection: source.connection,
                through: moment,
                ranAt: moment,
                changed: 0,
                missed: 0
            )
        )
    }

    /// What is found elsewhere, beside what the pure planner says.
    func compare(_ projects: [RentalProject.ID]) async throws -> ProjectReport {
        try await ProjectCheck(
            projects: projects,
            rentman: world.rentman,
            token: "rentman-token",
            ledger: world.ledger,
            slack: world.slack,
            company: try #require(installation.live.company("nordlys")),
            source: try rentman,
            outbox: installation.outbox,
            today: LocalDate(clock.now, in: "Europe/Oslo")
        ).report()
    }
}

/// A job of the account as a test sets it up.
struct RentalSetUp {
    var id = 812
    var name = "Vårkonferansen 2026"
    /// As JSON: `null` for none.
    var customer = #""/contacts/501""#
    var person = "null"
    var manager = #""/crew/40""#
    var status = "3"
    var price = "40900"
    var from: String? = "2026-05-12"
    var to: String? = "2026-05-13"
    var parts = 1
    /// Crew members, each on the first subproject.
    var crew: [Int] = []
}

extension Journey {
    /// Puts the job into Rentman as it is now; nothing tells of it.
    func put(_ job: RentalSetUp) throws {
        let id = job.id
        try put(
            "projects",
            #"{"id":\#(id),"created":"2026-03-01T10:00:00+01:00","modified":"2026-03-01T10:00:00+01:00","number":\#(id),"name":"\#(job.name)","reference":"PO-\#(id)","customer":\#(job.customer),"cust_contact":\#(job.person),"account_manager":\#(job.manager)}"#
        )
        for part in 0..<job.parts {
            let from = job.from.map { "\"\($0)T08:00:00+02:00\"" } ?? "null"
            let to = job.to.map { "\"\($0)T22:00:00+02:00\"" } ?? "null"
            let status = job.status == "null" ? "null" : "\"/statuses/\(job.status)\""
            try put(
                "subprojects",
                #"{"id":\#(id * 10 + part),"modified":"2026-03-01T10:00:00+01:00","project":"/projects/\#(id)","order":\#(part),"name":"Scene \#(part + 1)","status":\#(status),"is_template":false,"in_financial":true,"planperiod_start":\#(from),"planperiod_end":\#(to),"project_total_price":\#(job.price)}"#
            )
        }
        try put(
            "projectfunctions",
            #"{"id":\#(id * 100),"modified":"2026-03-01T10:00:00+01:00","project":"/projects/\#(id)","subproject":"/subprojects/\#(id * 10)","name":"Tekniker"}"#
        )
        for member in job.crew {
            try put(
                "projectcrew",
                #"{"id":\#(id * 1_000 + member),"modified":"2026-03-01T10:00:00+01:00","function":"/projectfunctions/\#(id * 100)","crewmember":"/crew/\#(member)","visible":true}"#
            )
        }
    }

    /// Puts the job, tells of it, and works it off.
    func live(_ job: RentalSetUp) async throws {
        try put(job)
        try await told("update", "Project", job.id)
    }

    /// Tells of one thing that was made or changed, and works it off.
    func told(
        _ event: String,
        _ type: String,
        _ id: Int,
        parent: (type: String, id: Int)? = nil,
        user: Int = 33
    ) async throws {
        let owner =
            parent.map { #"{"id":\#($0.id),"itemType":"\#($0.type)","ref":"/x/\#($0.id)"}"# }
            ?? "null"
        // Two changes within a second have equal bodies; a test means each of its own.
        clock.advance(by: .seconds(1))
        try await tell(
            event,
            type,
            event == "delete" ? "\(id)" : #"{"id":\#(id),"ref":"/x/\#(id)","parent":\#(owner)}"#,
            user: user,
            date: clock.now.ISO8601Format()
        )
        try await workOffDue()
    }

    /// The newest event about the subject that something told of: what only time will tell waits.
    func event(about subject: String) async throws -> EventSummary {
        try #require(try await toldEvents().first { $0.subject == subject })
    }

    /// All events without those that only time will tell.
    func toldEvents() async throws -> [EventSummary] {
        try await events().filter { $0.topic != ProjectWork.timerTopic }
    }

    var channels: [FakeSlackSnapshot.Channel] {
        world.slack.snapshot().channels.filter { $0.purpose.contains("[rm:") }
    }

    var projects: [FakeProjectSnapshot] {
        world.ledger.projectsSnapshot()
    }

    func remove(_ collection: String, _ id: Int) {
        world.rentman.apply([.remove(collection: collection, id: Int64(id))])
    }
}
