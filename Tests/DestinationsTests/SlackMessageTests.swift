import Bookkeeping
import Foundation
import Remote
import Testing

@testable import Destinations

@Suite struct SlackMessageTests {
    private static let alert = SlackAlert(
        title: "Faktura ikke overført",
        cause: "REMOTE_REJECTED",
        message: "Tripletex avviste <kunde> & «kari.nordmann@example.com»",
        remedy: "Rett kunden.",
        facts: [.init(name: "Prosjekt", value: "812")],
        link: .init(label: "Se hendelsen", address: "https://bokbro.example/e?a=1&b=<2>|3")
    )

    private func post(
        _ alert: SlackAlert,
        bed: SlackTestbed = SlackTestbed()
    ) async throws -> String {
        bed.fake.addChannel(named: "regnskap")
        try await bed.workspace.tell(
            alert.message(in: .nb),
            in: "#regnskap",
            key: "1",
            journal: bed.journal
        )
        return bed.fake.read { $0.messages.first?.blocks ?? "" }
    }

    @Test func `an alert shows cause, remedy and link, escaped`() async throws {
        let blocks = try await post(Self.alert)

        #expect(blocks.contains("&lt;kunde&gt; &amp;"))
        #expect(blocks.contains("Slik rettes det"))
        #expect(blocks.contains("<https://bokbro.example/e?a=1&amp;b=%3C2%3E%7C3|Se hendelsen>"))
        #expect(blocks.contains("REMOTE_REJECTED"))
    }

    @Test func `an e-mail address in a remote text stays out`() async throws {
        let blocks = try await post(Self.alert)

        #expect(!blocks.contains("nordmann"))
    }

    @Test func `texts of any length and kind are taken`() async throws {
        var alert = Self.alert
        alert.title = String(repeating: "🎉<&>", count: 200)
        alert.message = String(repeating: "&", count: 5_000)
        alert.remedy = ""
        alert.facts = (1...20).map {
            .init(name: "\($0)", value: String(repeating: "<", count: 3_000))
        }

        let blocks = try await post(alert)

        #expect(!blocks.isEmpty)
    }

    @Test(arguments: [("#finnes-ikke", "REMOTE_REJECTED"), ("#lukket", "MISSING_RIGHT")])
    func `an alert channel that cannot be used is a failure with a remedy`(
        channel: String,
        cause: String
    ) async throws {
        let bed = SlackTestbed(scopes: FakeSlack.usualScopes.filter { $0 != "chat:write.public" })
        bed.fake.addChannel(named: "lukket")

        let failure = await #expect(throws: SlackFailure.self) {
            try await bed.workspace.tell(
                SlackMessage("Hei"),
                in: channel,
                key: "1",
                journal: bed.journal
            )
        }

        #expect(failure?.cause == cause)
        #expect(failure?.remedy.nb.isEmpty == false)
    }

    @Test func `an archived alert channel is a failure with a remedy`() async throws {
        let bed = SlackTestbed()
        bed.fake.addChannel(named: "regnskap")
        bed.fake.change { $0.channels[1].isArchived = true }

        let failure = await #expect(throws: SlackFailure.self) {
            try await bed.workspace.tell(
                SlackMessage("Hei"),
                in: "#regnskap",
                key: "1",
                journal: bed.journal
            )
        }

        #expect(failure?.refusal == .channelArchived)
    }

    @Test(arguments: [
        ("<https://x.example/a?b=1&amp;c=2> &lt;x&gt;", "https://x.example/a?b=1&c=2 <x>"),
        ("<https://x.example|her>", "https://x.example"), ("a < b", "a < b"),
    ])
    func `Slack's form of a text is read back`(theirs: String, ours: String) {
        #expect(ChannelText.plain(theirs) == ours)
    }
}
