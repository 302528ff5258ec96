import Remote
import TestSupport
import Testing

@testable import Destinations

@Suite struct SlackSpecificationTests {
    @Test(.enabled(if: Samples.hasRecordings))
    func `every call and every answer is of Slack's published form`() async throws {
        let specification = try SlackSpecification("slack", basePath: "/api")
        let bed = SlackTestbed(hasPerson: true)
        bed.fake.addUser(email: "lyd@firma.example")
        bed.fake.addUser(email: "lys@firma.example")

        try await bed.bring(.sample())
        try await bed.bring(
            .sample(name: "p-812-nytt", members: ["lyd@firma.example"], topic: "Nytt")
        )
        try await bed.close(.sample())
        try await bed.bring(.sample())
        bed.fake.change { $0.channels[1].members = [] }
        try await bed.bring(.sample())
        _ = try await bed.workspace.examine()

        let exchanges = bed.transport.exchanges
        try #require(exchanges.count > 15)
        #expect(exchanges.flatMap { specification.problems($0.call, $0.response) } == [])
        let methods = Set(
            exchanges.map {
                String($0.call.url.split(separator: "?")[0].split(separator: "/").last ?? "")
            }
        )
        #expect(methods == Set(SlackMethod.allCases.map(\.rawValue)))
    }
}
