import Foundation
import Remote

@testable import Bookkeeping
@testable import Destinations

/// A company of the stand-in with somebody who brings projects to it.
struct TripletexProjectTestbed {
    let fake: FakeTripletex
    let transport: SlackStumblingTransport
    let projects: TripletexProjects
    let journal = SlackNotebook()
    let clock: SlackTestClock

    init(stumble: SlackStumblingTransport.Stumble? = nil) {
        let clock = SlackTestClock()
        let fake = FakeTripletex(consumerToken: "c", employeeToken: "e", now: clock.now)
        let transport = SlackStumblingTransport(to: fake, stumble: stumble)
        let client = RemoteClient(
            service: "tripletex",
            baseURL: "https://tripletex.example/v2",
            transport: transport,
            limit: RateLimit(
                budget: .init(calls: 100, window: .seconds(10), concurrent: 4),
                now: clock.now,
                sleep: clock.sleep
            ),
            circuit: CircuitBreaker(now: clock.now)
        )
        projects = TripletexProjects(
            calls: TripletexCalls(
                client: client,
                session: TripletexSession(
                    client: client,
                    consumerToken: "c",
                    employeeToken: "e",
                    now: clock.now
                )
            ),
            lookups: TripletexLookups(now: clock.now),
            employees: TripletexEmployees(now: clock.now),
            webAddress: "https://tripletex.example"
        )
        self.fake = fake
        self.clock = clock
        self.transport = transport
    }

    /// Crew of this size, employed in Tripletex; their ids there.
    func employ(_ count: Int) -> [Int] {
        (1...count).map { number in
            fake.employ(
                number: "10\(number)",
                firstName: "Tekniker",
                lastName: "Nummer \(number)",
                email: "tekniker\(number)@firma.example"
            )
        }
    }

    @discardableResult
    func bring(_ draft: ProjectDraft) async throws -> ProjectOutcome {
        try await untilDone { try await projects.bring(draft, journal: journal) }
    }

    /// Again and again as the outbox would, as long as waiting may help.
    @discardableResult
    func untilDone<Result>(_ work: () async throws -> Result) async throws -> Result {
        for _ in 0..<8 {
            do {
                return try await work()
            } catch let failure as LedgerFailure {
                switch failure.disposition {
                case .fail: throw failure
                case .retry: clock.advance(by: 5)
                case .wait(let until): clock.advance(to: until.addingTimeInterval(1))
                }
            }
        }
        return try await work()
    }

    var snapshot: [FakeProjectSnapshot] { fake.projectsSnapshot() }
}

extension ProjectDraft {
    static func sample(
        number: String = "812",
        name: String = "Vårkonferansen 2026",
        lines: [ProjectLineDraft] = [.sample(1), .sample(2)],
        participants: Set<Int> = []
    ) -> ProjectDraft {
        var draft = ProjectDraft(
            ProjectIdentity(
                fact: "rentman/project/812",
                mark: "rentman:812",
                number: number,
                name: name
            ),
            startDate: .sample(12),
            manager: 1
        )
        draft.endDate = .sample(14)
        draft.lines = lines
        draft.participants = participants
        return draft
    }
}

extension ProjectLineDraft {
    static func sample(
        _ number: Int,
        description: String? = nil,
        amount: Int64 = 1_350_46
    ) -> ProjectLineDraft {
        ProjectLineDraft(
            mark: "[rm:\(number)]",
            description: description ?? "Del \(number)",
            date: .sample(12),
            amount: Amount(minor: amount),
            vatCode: VATCode("3")
        )
    }
}

extension LocalDate {
    /// A day of October 2026.
    static func sample(_ day: Int) -> LocalDate {
        LocalDate(unchecked: 2026, 10, day)
    }
}
