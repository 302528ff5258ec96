import Remote
import Testing

@testable import Destinations

@Suite struct SlackFaultTests {
    static let faults = Fault.allCases

    /// A project's whole life: channel, changes, archive, reopening.
    private func live(in bed: SlackTestbed) async throws {
        bed.fake.addUser(email: "lyd@firma.example")
        bed.fake.addUser(email: "lys@firma.example")
        try await bed.bring(.sample(members: ["lyd@firma.example"]))
        try await bed.bring(.sample(name: "p-812-omdoept", topic: "Nytt sted"))
        try await bed.bring(.sample(name: "p-812-omdoept", members: ["lys@firma.example"]))
        try await bed.close(.sample(name: "p-812-omdoept"))
        try await bed.bring(.sample(name: "p-812-omdoept", members: ["lys@firma.example"]))
    }

    @Test(arguments: faults)
    func `whatever call goes wrong, each channel is made once and ends right`(
        fault: Fault
    ) async throws {
        let plain = SlackTestbed()
        try await live(in: plain)
        let count = plain.transport.calls.count
        try #require(count > 15)

        for call in 0..<count {
            let bed = SlackTestbed(stumble: .init(call: call, fault: fault))
            try await live(in: bed)

            let (channels, wanted) = (bed.channels, plain.channels)
            #expect(channels.count == 2, "call \(call)")
            #expect(channels.map(\.name) == wanted.map(\.name), "call \(call)")
            #expect(channels.map(\.isArchived) == [true, false], "call \(call)")
            #expect(channels.map(\.members) == wanted.map(\.members), "call \(call)")
            #expect(channels.map(\.topic) == wanted.map(\.topic), "call \(call)")
            #expect(channels.map(\.purpose) == wanted.map(\.purpose), "call \(call)")
            // Twice perhaps, never not at all.
            #expect((1...2).contains(channels[0].messages.count), "call \(call)")
            #expect((1...2).contains(channels[1].messages.count), "call \(call)")
        }
    }

    @Test(arguments: faults)
    func `an alert comes at least once`(fault: Fault) async throws {
        let bed = SlackTestbed(stumble: .init(call: 0, fault: fault))
        bed.fake.addChannel(named: "regnskap")

        try await bed.untilDone {
            try await bed.workspace.tell(
                SlackMessage("Noe er galt."),
                in: "#regnskap",
                key: "alert/1",
                journal: bed.journal
            )
        }
        try await bed.workspace.tell(
            SlackMessage("Noe er galt."),
            in: "#regnskap",
            key: "alert/1",
            journal: bed.journal
        )

        #expect((1...2).contains(bed.channels[0].messages.count))
    }
}
