import Foundation
import Remote

@testable import Destinations

/// A workspace of the stand-in with somebody who brings channels to it.
struct SlackTestbed {
    static let secret = "xoxb-test"
    static let personSecret = "xoxp-test"

    let fake: FakeSlack
    let transport: SlackStumblingTransport
    let workspace: SlackWorkspace
    let journal = SlackNotebook()
    let clock: SlackTestClock
    let people: SlackPeople

    init(
        settings: SlackSettings = SlackSettings(),
        scopes: [String] = FakeSlack.usualScopes,
        hasPerson: Bool = false,
        limitFactor: Int = 1,
        stumble: SlackStumblingTransport.Stumble? = nil
    ) {
        let clock = SlackTestClock()
        let fake = FakeSlack(
            bot: .init(secret: Self.secret, scopes: scopes),
            person: .init(
                secret: Self.personSecret,
                scopes: ["channels:write", "groups:write"]
            ),
            limitFactor: limitFactor,
            now: clock.now
        )
        let transport = SlackStumblingTransport(to: fake, stumble: stumble)
        let calls = { (token: String) in
            SlackCalls(
                baseURL: "https://slack.example/api",
                token: token,
                transport: transport,
                circuit: CircuitBreaker(now: clock.now),
                pace: .init(now: clock.now, sleep: clock.sleep)
            )
        }
        people = SlackPeople(now: clock.now)
        workspace = SlackWorkspace(
            bot: calls(Self.secret),
            person: hasPerson ? calls(Self.personSecret) : nil,
            people: people,
            directory: ChannelDirectory(now: clock.now),
            settings: settings
        )
        self.fake = fake
        self.clock = clock
        self.transport = transport
    }

    /// Brings the channel, again and again as the outbox would, as long as waiting may help.
    @discardableResult
    func bring(_ draft: ChannelDraft) async throws -> ChannelOutcome {
        try await untilDone { try await workspace.bring(draft, journal: journal) }
    }

    @discardableResult
    func close(_ draft: ChannelDraft) async throws -> ChannelOutcome {
        try await untilDone {
            try await workspace.close(
                draft,
                farewell: SlackMessage("Prosjektet er avsluttet."),
                journal: journal
            )
        }
    }

    @discardableResult
    func untilDone<Result>(_ work: () async throws -> Result) async throws -> Result {
        for _ in 0..<8 {
            do {
                return try await work()
            } catch let failure as SlackFailure {
                switch failure.disposition {
                case .fail: throw failure
                case .retry: clock.advance(by: 5)
                case .wait(let until): clock.advance(to: until.addingTimeInterval(1))
                }
            }
        }
        return try await work()
    }

    /// The channels that projects have: all but `general`.
    var channels: [FakeSlackSnapshot.Channel] {
        fake.snapshot().channels.filter { $0.name != "general" }
    }

    /// Calls without those for one person.
    var callsToWorkspace: Int {
        transport.calls.filter { !$0.url.contains("users.lookupByEmail") }.count
    }
}

extension ChannelDraft {
    static func sample(
        name: String = "p-812-vaarkonferansen-2026",
        members: [String] = ["lyd@firma.example", "lys@firma.example"],
        topic: String = "2026-10-12 – 2026-10-14 · Grieghallen & <Lille Sal>"
    ) -> ChannelDraft {
        ChannelDraft(
            fact: "rentman/project/812",
            name: name,
            stem: "p-812-",
            marker: "[rm:nordlys:812]",
            purpose:
                "Rentman-prosjekt 812 · https://firma.rentmanapp.example/#/projects/812?a=1&b=2",
            topic: topic,
            members: members.enumerated().map {
                .init(key: "crew/\($0.offset + 1)", email: $0.element)
            }
        )
    }
}
