import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import TestSupport
import Testing

@testable import Destinations

@Suite struct TripletexProjectTests {
    @Test func `a confirmed job becomes a project with lines and crew`() async throws {
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(2)

        let outcome = try await bed.bring(.sample(participants: Set(crew)))

        let project = try #require(bed.snapshot.first)
        #expect(bed.snapshot.count == 1)
        #expect(outcome.wasCreated && outcome.notices.isEmpty)
        #expect((project.number, project.name) == ("812", "Vårkonferansen 2026"))
        #expect((project.startDate, project.endDate) == ("2026-10-12", "2026-10-14"))
        #expect(project.mark == "rentman:812")
        #expect(project.lines.map(\.description) == ["Del 1 [rm:1]", "Del 2 [rm:2]"])
        #expect(project.lines.map(\.amount) == [1_350_46, 1_350_46])
        #expect(project.lines.map(\.vatCode) == ["3", "3"])
        #expect(project.participants == ["1", "101", "102"])
    }

    @Test func `thirty crew and eight parts with a new customer cost at most six calls`()
        async throws
    {
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(30)
        // Kept by the connection: session, employees and VAT types.
        _ = try await bed.projects.allEmployees()
        _ = try await bed.projects.lookups.vatType(VATCode("3"), through: bed.projects.calls)
        bed.transport.forgetCalls()

        var draft = ProjectDraft.sample(
            lines: (1...8).map { .sample($0) },
            participants: Set(crew)
        )
        draft.customer = try await bed.projects.customer(.sample, journal: bed.journal)
        try await bed.bring(draft)

        #expect(bed.transport.calls.count <= 6, "\(bed.transport.calls.map(\.url))")
        #expect(bed.snapshot.first?.participants.count == 31)
        #expect(bed.snapshot.first?.lines.count == 8)
    }

    @Test func `bringing it again changes nothing and reads twice`() async throws {
        let bed = TripletexProjectTestbed()
        let draft = ProjectDraft.sample(participants: Set(bed.employ(2)))
        try await bed.bring(draft)
        let before = bed.snapshot
        bed.transport.forgetCalls()

        try await bed.bring(draft)

        #expect(bed.snapshot == before)
        #expect(bed.transport.calls.map(\.method) == [.get, .get])
    }

    @Test func `later changes follow`() async throws {
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(3)
        try await bed.bring(.sample(participants: [crew[0], crew[1]]))

        var draft = ProjectDraft.sample(
            name: "Høstkonferansen",
            lines: [.sample(3), .sample(2, description: "Lys", amount: -5_00)],
            participants: [crew[1], crew[2]]
        )
        draft.startDate = .sample(11)
        draft.reference = "PO 77"
        let outcome = try await bed.bring(draft)

        let project = try #require(bed.snapshot.first)
        #expect(project.name == "Høstkonferansen")
        #expect(project.startDate == "2026-10-11")
        #expect(project.reference == "PO 77")
        #expect(project.lines.map(\.description) == ["Del 3 [rm:3]", "Lys [rm:2]"])
        #expect(project.lines.map(\.amount) == [1_350_46, -5_00])
        #expect(project.participants == ["1", "102", "103"])
        #expect((outcome.linesMade, outcome.linesChanged, outcome.linesRemoved) == (1, 1, 1))
        #expect((outcome.participantsJoined, outcome.participantsLeft) == (1, 1))
    }

    @Test func `lines and participants that a person added stay`() async throws {
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(1)
        try await bed.bring(.sample())
        bed.fake.change { company in
            let id = company.nextID()
            company.projects.projects[0].participants.append(.init(id: id, employee: crew[0]))
            var line = company.projects.lines[0]
            (line.id, line.description) = (company.nextID(), "For hånd [rm:leie]")
            company.projects.lines.append(line)
        }

        try await bed.bring(.sample(lines: []))

        #expect(bed.snapshot.first?.participants == ["1", "101"])
        #expect(bed.snapshot.first?.lines.map(\.description) == ["For hånd [rm:leie]"])
    }

    @Test func `a cancelled job loses its lines and is closed, and opened again`() async throws {
        let bed = TripletexProjectTestbed()
        try await bed.bring(.sample())
        var cancelled = ProjectDraft.sample(lines: [])
        cancelled.isClosed = true

        let closed = try await bed.bring(cancelled)
        let again = try await bed.bring(cancelled)
        let closedLines = bed.snapshot.first?.lines.count
        let opened = try await bed.bring(.sample())

        #expect(closed.isClosed && again.isClosed && !again.wasChanged)
        #expect(closedLines == 0)
        #expect(!opened.isClosed)
        #expect(bed.snapshot.first?.lines.count == 2)
        #expect(bed.snapshot.count == 1)
    }

    @Test func `a project closed by hand is left alone with a notice`() async throws {
        let bed = TripletexProjectTestbed()
        try await bed.bring(.sample())
        bed.fake.change { $0.projects.projects[0].isClosed = true }
        let before = bed.snapshot

        let outcome = try await bed.bring(.sample(name: "Nytt", lines: []))

        #expect(bed.snapshot == before)
        #expect(outcome.notices.map(\.subject) == ["closed"])
    }

    @Test func `what is there is told to the planner`() async throws {
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(1)
        let identity = ProjectDraft.sample().identity
        let absent = try await bed.projects.state(of: identity, journal: bed.journal)
        try await bed.bring(.sample(participants: Set(crew)))

        let state = try await bed.projects.state(of: identity, journal: bed.journal)

        #expect(absent == ProjectState())
        #expect(state.project?.number == "812")
        #expect(state.lines.map(\.amount) == [Amount(minor: 1_350_46), Amount(minor: 1_350_46)])
        #expect(state.ownParticipants == Set(crew))
        #expect(!state.isNumberTaken && !state.isClosedByUs)
    }

    @Test func `a number that another project has goes into the reference`() async throws {
        let bed = TripletexProjectTestbed()
        var other = ProjectDraft.sample(name: "Noe annet")
        (other.identity.fact, other.identity.mark) = ("for hånd", "")
        try await bed.bring(other)

        let outcome = try await bed.bring(.sample())
        let again = try await bed.bring(.sample())
        bed.journal.forgetAll()
        let restored = try await bed.bring(.sample())

        #expect(bed.snapshot.count == 2)
        #expect(bed.snapshot.last?.reference == "812")
        #expect(outcome.notices.map(\.subject) == ["number"])
        #expect((again.id, restored.id) == (outcome.id, outcome.id))
    }

    @Test func `a project that a person made for the same job is taken over`() async throws {
        let bed = TripletexProjectTestbed()
        bed.fake.change { company in
            let id = company.nextID()
            company.projects.projects.append(
                .init(
                    id: id,
                    number: "812",
                    name: "VÅRKONFERANSEN 2026",
                    manager: 1,
                    startDate: .sample(1),
                    isInternal: true
                )
            )
        }

        try await bed.bring(.sample())

        #expect(bed.snapshot.count == 1)
        #expect(bed.snapshot.first?.mark == "rentman:812")
        #expect(bed.snapshot.first?.lines.count == 2)
    }

    @Test func `a project is found again when the journal was lost`() async throws {
        let bed = TripletexProjectTestbed()
        try await bed.bring(.sample())
        bed.journal.forgetAll()

        try await bed.bring(.sample())

        #expect(bed.snapshot.count == 1)
        #expect(bed.snapshot.first?.lines.count == 2)
    }

    @Test func `an employee without the manager's right is a failure with a remedy`() async throws {
        let bed = TripletexProjectTestbed()
        var draft = ProjectDraft.sample()
        draft.manager = bed.employ(1)[0]

        let failure = await #expect(throws: LedgerFailure.self) { try await bed.bring(draft) }
        draft.manager = 1
        try await bed.bring(draft)

        #expect(failure?.cause == "COMPANY_NOT_READY")
        #expect(failure?.remedy.nb.contains("prosjektleder") == true)
        #expect(bed.snapshot.count == 1)
    }

    @Test func `employees tell whether they may manage and are active`() async throws {
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(1)
        bed.fake.change { $0.projects.employees[1].isActive = false }

        let employees = try await bed.projects.allEmployees()

        #expect(employees.first { $0.id == 1 }?.isAssignableManager == true)
        let other = employees.first { $0.id == crew[0] }
        #expect(other?.isActive == false && other?.isAssignableManager == false)
        #expect(other?.number == "101")
    }

    @Test func `a customer deleted meanwhile is a failure that says so`() async throws {
        let bed = TripletexProjectTestbed()
        var draft = ProjectDraft.sample()
        draft.customer = try await bed.projects.customer(.sample, journal: bed.journal)
        bed.fake.change { $0.customers = [] }

        let failure = await #expect(throws: LedgerFailure.self) { try await bed.bring(draft) }

        #expect(failure?.cause == "REMOTE_REJECTED")
        #expect(failure?.message.nb.contains("finnes ikke lenger") == true)
        #expect(bed.snapshot.isEmpty)
    }

    @Test func `a customer deleted meanwhile is made anew when the buyer is known`() async throws {
        let bed = TripletexProjectTestbed()
        var draft = ProjectDraft.sample()
        draft.buyer = .sample
        let first = try await bed.projects.customer(.sample, journal: bed.journal)
        draft.customer = first
        bed.fake.change { $0.customers = [] }

        try await bed.bring(draft)
        let second = try await bed.projects.customer(.sample, journal: bed.journal)

        #expect(second != first)
        #expect(bed.snapshot.map(\.customer) == [second])
    }

    @Test func `the lines of a closed project follow, and it is closed again`() async throws {
        let bed = TripletexProjectTestbed()
        var draft = ProjectDraft.sample()
        draft.isClosed = true
        try await bed.bring(draft)
        draft.lines = [.sample(2, amount: 5), .sample(3), .sample(1)]

        let outcome = try await bed.bring(draft)

        #expect(outcome.isClosed)
        #expect(bed.snapshot.first?.isClosed == true)
        #expect(
            bed.snapshot.first?.lines.map(\.description)
                == ["Del 2 [rm:2]", "Del 3 [rm:3]", "Del 1 [rm:1]"]
        )
    }

    @Test func `a project deleted by hand is not made again by itself`() async throws {
        let bed = TripletexProjectTestbed()
        try await bed.bring(.sample())
        bed.fake.change { $0.projects.projects = [] }

        let failure = await #expect(throws: LedgerFailure.self) { try await bed.bring(.sample()) }

        #expect(failure?.message.en.contains("no longer") == true)
        #expect(bed.snapshot.isEmpty)
    }

    @Test func `an invoiced line stays and is a notice`() async throws {
        let bed = TripletexProjectTestbed()
        try await bed.bring(.sample())
        bed.fake.change { $0.projects.lines[0].invoice = 77 }

        let changed = try await bed.bring(.sample(lines: [.sample(1, amount: 9), .sample(2)]))
        let removed = try await bed.bring(.sample(lines: [.sample(2)]))

        #expect(bed.snapshot.first?.lines.map(\.amount) == [1_350_46, 1_350_46])
        #expect(changed.notices.map(\.subject) == ["line/[rm:1]"])
        #expect(removed.notices.count == 1)
    }

    @Test func `one who cannot take part does not keep the others out`() async throws {
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(3)
        bed.fake.change { $0.projects.employees[2].isActive = false }

        let outcome = try await bed.bring(.sample(participants: Set(crew)))

        #expect(bed.snapshot.first?.participants == ["1", "101", "103"])
        #expect(outcome.notices.map(\.subject) == ["employee/\(crew[1])"])
    }

    @Test func `lists that are closed to the token are sent one by one`() async throws {
        let bed = TripletexProjectTestbed()
        bed.fake.change { $0.projects.refusesTrialLists = true }

        let outcome = try await bed.bring(.sample(participants: Set(bed.employ(2))))

        #expect(outcome.notices.isEmpty)
        #expect(bed.snapshot.first?.lines.count == 2)
        #expect(bed.snapshot.first?.participants.count == 3)
    }

    @Test(arguments: [
        String(repeating: "Ærlig 🎉 ", count: 60), "", "\n", "a\nb",
        String(repeating: "x", count: 300),
    ])
    func `strange and long names are taken and change nothing the second time`(
        name: String
    ) async throws {
        let bed = TripletexProjectTestbed()
        let draft = ProjectDraft.sample(name: name, lines: [.sample(1, description: name)])
        try await bed.bring(draft)
        bed.transport.forgetCalls()

        try await bed.bring(draft)

        #expect(bed.snapshot.count == 1)
        #expect(bed.transport.calls.map(\.method) == [.get, .get])
    }

    @Test func `an end before the start is moved to the start`() async throws {
        let bed = TripletexProjectTestbed()
        var draft = ProjectDraft.sample()
        draft.endDate = .sample(1)

        try await bed.bring(draft)

        #expect(bed.snapshot.first?.endDate == "2026-10-12")
    }

    @Test(.enabled(if: Samples.hasRecordings))
    func `every call and every answer is of Tripletex' published form`() async throws {
        let specification = try SlackSpecification("tripletex", basePath: "/v2")
        let bed = TripletexProjectTestbed()
        let crew = bed.employ(3)
        _ = try await bed.projects.allEmployees()
        try await bed.bring(.sample(participants: Set(crew)))
        try await bed.bring(
            .sample(name: "Nytt", lines: [.sample(2, amount: 1)], participants: [crew[0]])
        )
        bed.fake.change { $0.projects.refusesTrialLists = true }
        try await bed.bring(.sample(lines: [.sample(3)], participants: Set(crew)))
        bed.journal.forgetAll()
        try await bed.bring(.sample())

        let exchanges = bed.transport.exchanges
        try #require(exchanges.count > 15)
        #expect(exchanges.flatMap { specification.problems($0.call, $0.response) } == [])
    }
}

extension Customer {
    fileprivate static let sample = Customer(
        kind: .business,
        country: "NO",
        organizationNumber: "910667574"
    )
}
