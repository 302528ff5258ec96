import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import Testing

@testable import Destinations

@Suite struct SlackWorkspaceTests {
    @Test func `a project gets a channel with its texts and crew`() async throws {
        let bed = SlackTestbed()
        bed.fake.addUser(email: "lyd@firma.example")
        bed.fake.addUser(email: "lys@firma.example")

        let outcome = try await bed.bring(.sample())

        let channel = try #require(bed.channels.first)
        #expect(bed.channels.count == 1)
        #expect(outcome.wasCreated && outcome.joined == 2 && outcome.notices.isEmpty)
        #expect(channel.name == "p-812-vaarkonferansen-2026")
        #expect(channel.purpose.hasSuffix("· [rm:nordlys:812]"))
        #expect(channel.topic == "2026-10-12 – 2026-10-14 · Grieghallen & <Lille Sal>")
        #expect(channel.members == ["lyd@firma.example", "lys@firma.example"])
    }

    @Test func `bringing it again changes nothing and reads twice`() async throws {
        let bed = SlackTestbed()
        bed.fake.addUser(email: "lyd@firma.example")
        try await bed.bring(.sample())
        let before = bed.channels
        bed.transport.forgetCalls()

        let outcome = try await bed.bring(.sample())

        #expect(bed.channels == before)
        #expect(!outcome.wasCreated)
        #expect(bed.transport.calls.map(\.method) == [.get, .get])
    }

    @Test func `thirty crew members cost at most six calls besides their look-ups`() async throws {
        let bed = SlackTestbed()
        let crew = (1...30).map { "tekniker\($0)@firma.example" }
        for email in crew { bed.fake.addUser(email: email) }

        try await bed.bring(.sample(members: crew))

        #expect(bed.channels.first?.members.count == 30)
        #expect(bed.callsToWorkspace <= 6, "\(bed.transport.calls.map(\.url))")
    }

    @Test func `more than a hundred are invited in chunks`() async throws {
        let bed = SlackTestbed(limitFactor: 0)
        let crew = (1...230).map { "tekniker\($0)@firma.example" }
        for email in crew { bed.fake.addUser(email: email) }

        try await bed.bring(.sample(members: crew))

        #expect(bed.channels.first?.members.count == 230)
        #expect(bed.fake.snapshot().calls["conversations.invite"] == 3)
    }

    @Test func `a name that is taken gets a number`() async throws {
        let bed = SlackTestbed()
        bed.fake.addChannel(named: "p-812-vaarkonferansen-2026")
        bed.fake.addChannel(named: "p-812-vaarkonferansen-2026-2")

        let outcome = try await bed.bring(.sample(members: []))

        #expect(outcome.name == "p-812-vaarkonferansen-2026-3")
    }

    @Test func `ten channels of one name end in a failure with a remedy`() async throws {
        let bed = SlackTestbed()
        for name in ChannelNames.candidates("p-812-vaarkonferansen-2026") {
            bed.fake.addChannel(named: name)
        }

        let failure = await #expect(throws: SlackFailure.self) {
            try await bed.bring(.sample(members: []))
        }

        #expect(failure?.refusal == .nameTaken)
        #expect(failure?.disposition == .fail)
        #expect(failure?.remedy.nb.contains("channelPrefix") == true)
    }

    @Test func `a channel is found by its marker when the journal was lost`() async throws {
        let bed = SlackTestbed()
        let first = try await bed.bring(.sample(members: []))
        bed.journal.forgetAll()
        bed.clock.advance(by: 100)

        let second = try await bed.bring(.sample(name: "p-812-omdoept", members: []))

        #expect(bed.channels.count == 1)
        #expect(second.id == first.id)
        #expect(bed.channels.first?.name == "p-812-omdoept")
    }

    @Test func `a channel made without its being noted is found by its name`() async throws {
        let bed = SlackTestbed(stumble: .init(call: 1, fault: .replyLost))

        await #expect(throws: SlackFailure.self) {
            try await bed.workspace.bring(.sample(members: []), journal: bed.journal)
        }
        let outcome = try await bed.bring(.sample(name: "p-812-omdoept", members: []))

        #expect(bed.channels.count == 1)
        #expect(outcome.state == .open)
    }

    @Test func `people come and go with the plan, but not those who were not invited by us`()
        async throws
    {
        let bed = SlackTestbed()
        for email in ["lyd@firma.example", "lys@firma.example", "gjest@firma.example"] {
            bed.fake.addUser(email: email)
        }
        try await bed.bring(.sample())
        bed.fake.change { workspace in
            let guest = workspace.users.first { $0.email == "gjest@firma.example" }
            var channel = workspace.channels[1]
            channel.members.append(guest?.id ?? "")
            workspace.change(channel)
        }

        let outcome = try await bed.bring(.sample(members: ["lys@firma.example"]))

        #expect(outcome.left == 1)
        #expect(bed.channels.first?.members == ["gjest@firma.example", "lys@firma.example"])
    }

    @Test func `nobody is removed when the setting says so`() async throws {
        let bed = SlackTestbed(settings: SlackSettings(removesMembers: false))
        bed.fake.addUser(email: "lyd@firma.example")
        try await bed.bring(.sample(members: ["lyd@firma.example"]))

        try await bed.bring(.sample(members: []))

        #expect(bed.channels.first?.members == ["lyd@firma.example"])
    }

    @Test func `somebody without a user is a notice, asked for again after an hour`() async throws {
        let bed = SlackTestbed()

        let outcome = try await bed.bring(.sample(members: ["ny@firma.example"]))
        bed.fake.addUser(email: "ny@firma.example")
        let tooSoon = try await bed.bring(.sample(members: ["ny@firma.example"]))
        bed.clock.advance(by: 3_601)
        let later = try await bed.bring(.sample(members: ["ny@firma.example"]))

        #expect(outcome.notices.map(\.subject) == ["crew/1"])
        #expect(outcome.notices.first?.message.nb.contains("@") == false)
        #expect(tooSoon.joined == 0)
        #expect(later.joined == 1 && later.notices.isEmpty)
    }

    @Test func `two crew members with one address are one member`() async throws {
        let bed = SlackTestbed()
        bed.fake.addUser(email: "lyd@firma.example")

        let outcome = try await bed.bring(
            .sample(members: ["lyd@firma.example", " LYD@firma.example"])
        )

        #expect(outcome.joined == 1)
        #expect(bed.fake.snapshot().calls["users.lookupByEmail"] == 1)
    }

    @Test func `one who cannot be invited does not keep the others out`() async throws {
        let bed = SlackTestbed()
        bed.fake.addUser(email: "lyd@firma.example")
        bed.fake.addUser(email: "gjest@firma.example")
        bed.fake.change { $0.users[$0.users.count - 1].isRestricted = true }

        let outcome = try await bed.bring(
            .sample(members: ["gjest@firma.example", "lyd@firma.example"])
        )

        #expect(bed.channels.first?.members == ["lyd@firma.example"])
        #expect(outcome.notices.map(\.subject) == ["crew/1"])
    }

    @Test func `the end of a project is a word of farewell and the archive`() async throws {
        let bed = SlackTestbed()
        try await bed.bring(.sample(members: []))

        let outcome = try await bed.close(.sample(members: []))
        let again = try await bed.close(.sample(members: []))

        #expect(outcome.state == .archived && again.state == .archived)
        #expect(bed.channels.first?.isArchived == true)
        #expect(bed.channels.first?.messages == ["Prosjektet er avsluttet."])
    }

    @Test func `a project without a channel ends without one`() async throws {
        let bed = SlackTestbed()

        let outcome = try await bed.close(.sample())

        #expect(outcome.state == .none)
        #expect(bed.channels.isEmpty)
    }

    @Test func `a reopened project gets a new channel that points to the old`() async throws {
        let bed = SlackTestbed()
        try await bed.bring(.sample(members: []))
        try await bed.close(.sample(members: []))

        let outcome = try await bed.bring(.sample(members: []))
        try await bed.bring(.sample(members: []))

        #expect(bed.channels.count == 2)
        #expect(outcome.name == "p-812-vaarkonferansen-2026-2")
        #expect(bed.channels.last?.messages.count == 1)
        #expect(bed.channels.last?.isArchived == false)
    }

    @Test func `a person's token fetches the old channel from the archive`() async throws {
        let bed = SlackTestbed(hasPerson: true)
        bed.fake.addUser(email: "lyd@firma.example")
        try await bed.bring(.sample(members: ["lyd@firma.example"]))
        try await bed.close(.sample())

        let outcome = try await bed.bring(.sample(members: ["lyd@firma.example"], topic: "Nytt"))
        try await bed.close(.sample())

        #expect(bed.channels.count == 1)
        #expect(outcome.state == .open)
        #expect(bed.channels.first?.topic == "Nytt")
        #expect(bed.channels.first?.isArchived == true)
        #expect(bed.channels.first?.messages.count == 2)
    }

    @Test func `a reopened project without leave for a new channel is a notice`() async throws {
        let bed = SlackTestbed(settings: SlackSettings(makesNewWhenReopened: false))
        try await bed.bring(.sample(members: []))
        try await bed.close(.sample(members: []))

        let outcome = try await bed.bring(.sample(members: []))

        #expect(bed.channels.count == 1)
        #expect(outcome.notices.map(\.cause) == ["MISSING_RIGHT"])
    }

    @Test func `a channel archived by hand is left alone with a notice`() async throws {
        let bed = SlackTestbed()
        try await bed.bring(.sample(members: []))
        bed.fake.change { $0.channels[1].isArchived = true }

        let outcome = try await bed.bring(.sample(members: []))

        #expect(outcome.state == .archivedByHand)
        #expect(outcome.notices == [.archivedByHand])
        #expect(bed.channels.count == 1)
    }

    @Test func `a deleted channel is made anew`() async throws {
        let bed = SlackTestbed()
        try await bed.bring(.sample(members: []))
        bed.fake.change { $0.channels.removeLast() }
        bed.clock.advance(by: 100)

        let outcome = try await bed.bring(.sample(members: []))

        #expect(outcome.wasCreated)
        #expect(bed.channels.count == 1)
    }

    @Test func `a private channel that lost its bot is a notice`() async throws {
        let bed = SlackTestbed(settings: SlackSettings(isPrivate: true))
        try await bed.bring(.sample(members: []))
        bed.fake.change { $0.channels[1].members = [] }

        let outcome = try await bed.bring(.sample(members: []))

        #expect(outcome.state == .missing)
        #expect(outcome.notices == [.missing])
        #expect(bed.channels.count == 1)
    }

    @Test func `a public channel that lost its bot is entered again`() async throws {
        let bed = SlackTestbed()
        try await bed.bring(.sample(members: []))
        bed.fake.change { $0.channels[1].members = [] }

        try await bed.bring(.sample(members: [], topic: "Nytt"))
        bed.fake.change { $0.channels[1].members = [] }
        let closed = try await bed.close(.sample())

        #expect(bed.channels.first?.topic == "Nytt")
        #expect(closed.state == .archived)
    }

    @Test func `a missing scope is a failure that names it and can be replayed`() async throws {
        let scopes = FakeSlack.usualScopes.filter { $0 != "users:read.email" }
        let bed = SlackTestbed(scopes: scopes)
        bed.fake.addUser(email: "lyd@firma.example")

        let failure = await #expect(throws: SlackFailure.self) { try await bed.bring(.sample()) }
        bed.fake.setScopes(FakeSlack.usualScopes, of: SlackTestbed.secret)
        let outcome = try await bed.bring(.sample())

        #expect(failure?.refusal == .missingScope(needed: "users:read.email"))
        #expect(failure?.cause == "MISSING_RIGHT")
        #expect(failure?.remedy.en.contains("users:read.email") == true)
        #expect(outcome.joined == 1)
        #expect(bed.channels.count == 1)
    }

    @Test func `a revoked token is a failure with a remedy`() async throws {
        let bed = SlackTestbed()
        bed.fake.revoke(SlackTestbed.secret)

        let failure = await #expect(throws: SlackFailure.self) { try await bed.bring(.sample()) }

        #expect(failure?.cause == "CREDENTIALS_REJECTED")
        #expect(failure?.isOutcomeKnown == true)
    }

    @Test func `rules of the workspace that forbid archiving are a notice`() async throws {
        let bed = SlackTestbed()
        try await bed.bring(.sample(members: []))
        bed.fake.change { $0.forbiddenMethods = ["conversations.archive"] }

        let outcome = try await bed.close(.sample(members: []))

        #expect(outcome.state == .open)
        #expect(outcome.notices.map(\.cause) == ["MISSING_RIGHT"])
    }

    @Test func `an empty page is not the end of the list`() async throws {
        let bed = SlackTestbed()
        for number in 1...950 { bed.fake.addChannel(named: "kanal-\(number)") }
        try await bed.bring(.sample(members: []))
        bed.journal.forgetAll()
        bed.clock.advance(by: 100)
        bed.fake.change { $0.hasEmptyMiddlePage = true }

        let outcome = try await bed.bring(.sample(members: []))

        #expect(!outcome.wasCreated)
    }

    @Test func `fifty new projects keep within Slack's limits`() async throws {
        let bed = SlackTestbed()

        for number in 1...50 {
            var draft = ChannelDraft.sample(name: "p-\(number)-jobb", members: [])
            (draft.fact, draft.marker) = ("rentman/project/\(number)", "[rm:nordlys:\(number)]")
            draft.stem = "p-\(number)-"
            try await bed.bring(draft)
        }

        #expect(bed.channels.count == 50)
        #expect(bed.fake.snapshot().calls["conversations.create"] == 50)
    }

    @Test(arguments: [
        String(repeating: "Ærlig talt 🎉 ", count: 40), "", "   ", "\n\n",
        String(repeating: "x", count: 300),
    ])
    func `strange and long texts are cut to what Slack takes`(text: String) async throws {
        let bed = SlackTestbed()
        var draft = ChannelDraft.sample(members: [], topic: text)
        draft.purpose = text

        try await bed.bring(draft)
        bed.transport.forgetCalls()
        try await bed.bring(draft)

        #expect(bed.channels.first?.purpose.hasSuffix("[rm:nordlys:812]") == true)
        #expect(bed.transport.calls.count == 1 || bed.transport.calls.count == 2)
    }

    @Test func `the examination tells what is missing`() async throws {
        let bed = SlackTestbed(scopes: ["chat:write", "channels:read"])

        let examination = try await bed.workspace.examine()

        #expect(
            examination.missingScopes
                == ["channels:manage", "channels:join", "users:read", "users:read.email"]
        )
    }

    @Test func `the examination tells whether alerts can be written in their channel`() async throws
    {
        let bed = SlackTestbed()
        let standing = { try await bed.workspace.examine(alertChannel: "#regnskap").alertChannel }
        #expect(try await standing() == .missing)

        bed.fake.addChannel(named: "regnskap")
        #expect(try await standing() == .ready)

        let scopes = FakeSlack.usualScopes.filter { $0 != "chat:write.public" }
        bed.fake.setScopes(scopes, of: SlackTestbed.secret)
        bed.fake.change { $0.channels[0].members = [] }
        #expect(try await standing() == .notInvited)
        bed.fake.setScopes(FakeSlack.usualScopes, of: SlackTestbed.secret)
        #expect(try await standing() == .ready, "it may write where it is not")

        let id = try #require(bed.channels.first?.id)
        #expect(try await bed.workspace.examine(alertChannel: id).alertChannel == .ready)
        bed.fake.setArchived(true, channel: id)
        #expect(try await standing() == .archived)
    }
}
