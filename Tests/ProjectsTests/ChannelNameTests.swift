import Projects
import Testing

struct ChannelNameTests {
    private func name(_ title: String, number: String = "812") -> String {
        ChannelName(prefix: "p-", number: number, title: title).description
    }

    @Test(arguments: [
        ("Vårkonferansen 2026", "p-812-vaarkonferansen-2026"),
        ("Blåbær & Ærlig øl", "p-812-blaabaer-aerlig-oel"),
        ("  __Café  Ÿ--Ünter__ ", "p-812-cafe-y-uenter"),
        ("🎉🎸", "p-prosjekt-812"), ("", "p-prosjekt-812"), ("...", "p-prosjekt-812"),
        ("Party 🎉 2026", "p-812-party-2026"), ("ＦＵＬＬ", "p-812-full"), ("日本", "p-prosjekt-812"),
        ("a\u{30A}", "p-812-aa"), ("<script>", "p-812-script"),
    ])
    func `a title becomes a name with the number first`(title: String, name: String) {
        #expect(self.name(title) == name)
    }

    @Test(arguments: ["x", "æøå ", "🎉a", "a-", "Å"])
    func `no name is longer than a channel's may be`(part: String) {
        let name = ChannelName(
            prefix: "p-",
            number: "812",
            title: String(repeating: part, count: 300)
        )

        for text in [name.description] + ChannelName.suffixes.map({ name.suffixed($0).description })
        {
            #expect(text.utf8.count <= 80)
            #expect(text.hasPrefix("p-812"))
            #expect(
                text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains($0) }
            )
            #expect(!text.hasSuffix("-"))
        }
    }

    @Test func `names of projects with one title differ by their numbers`() {
        let title = String(repeating: "lang ", count: 100)

        #expect(name(title, number: "1") != name(title, number: "2"))
    }

    @Test func `a name with a suffix is still the project's`() {
        let name = ChannelName(prefix: "p-", number: "812", title: "Fest")

        #expect(name.isBorne(by: "p-812-fest") && name.isBorne(by: "p-812-fest-2"))
        #expect(!name.isBorne(by: "p-812-fest-10") && !name.isBorne(by: "p-812-test"))
    }

    @Test func `a topic never holds half a link`() {
        let topic = ChannelTopic(
            period: "2026-05-11",
            customer: String(repeating: "k", count: 230),
            rentalURL: "https://nordlyslyd.rentmanapp.com/#/projects/812/details"
        )

        let text = topic.text(ledgerURL: "https://t.no/9")
        #expect(text.count <= ChannelTopic.limit)
        #expect(!text.contains("https"))
    }
}
