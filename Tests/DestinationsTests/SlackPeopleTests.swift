import Foundation
import Testing

@testable import Destinations

@Suite struct SlackPeopleTests {
    @Test func `no more addresses are remembered than the limit`() async throws {
        let bed = SlackTestbed(limitFactor: 0)
        bed.fake.addUser(email: "siste@firma.example")

        for number in 0..<SlackPeople.limit + 5 {
            _ = try await bed.untilDone {
                try await bed.people.user(
                    email: "\(number)@firma.example",
                    through: bed.workspace.bot
                )
            }
        }
        let last = try await bed.untilDone {
            try await bed.people.user(email: "siste@firma.example", through: bed.workspace.bot)
        }

        #expect(await bed.people.count <= SlackPeople.limit)
        #expect(last != nil)
    }

    @Test(arguments: ["", "uten krøllalfa", "to ord@firma.example"])
    func `what is no address is not asked for`(email: String) async throws {
        let bed = SlackTestbed()

        let user = try await bed.people.user(email: email, through: bed.workspace.bot)

        #expect(user == nil)
        #expect(bed.transport.calls.isEmpty)
    }
}
