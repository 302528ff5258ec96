import Remote
import Testing

@testable import Destinations

@Suite struct TripletexProjectFaultTests {
    static let faults = Fault.allCases

    /// A project's whole life: made, changed, closed and opened again.
    private func live(in bed: TripletexProjectTestbed) async throws {
        let crew = bed.employ(4)
        try await bed.bring(.sample(participants: [crew[0], crew[1]]))
        try await bed.bring(
            .sample(
                name: "Nytt navn",
                lines: [.sample(3), .sample(1, amount: 7_00)],
                participants: [crew[1], crew[2]]
            )
        )
        var cancelled = ProjectDraft.sample(lines: [])
        cancelled.isClosed = true
        try await bed.bring(cancelled)
        try await bed.bring(.sample(participants: Set(crew)))
    }

    @Test(arguments: faults)
    func `whatever call goes wrong, project, lines and participants are there once`(
        fault: Fault
    ) async throws {
        let plain = TripletexProjectTestbed()
        try await live(in: plain)
        let count = plain.transport.calls.count
        try #require(count > 15)

        for call in 0..<count {
            let bed = TripletexProjectTestbed(stumble: .init(call: call, fault: fault))
            try await live(in: bed)
            #expect(bed.snapshot == plain.snapshot, "call \(call)")
        }
    }

    @Test(arguments: faults)
    func `a number that is taken is no reason to make a project twice`(fault: Fault) async throws {
        for call in 0..<12 {
            let bed = TripletexProjectTestbed(stumble: .init(call: call, fault: fault))
            bed.fake.change { company in
                let id = company.nextID()
                company.projects.projects.append(
                    .init(
                        id: id,
                        number: "812",
                        name: "Noe annet",
                        manager: 1,
                        startDate: .sample(1),
                        isInternal: true
                    )
                )
            }

            try await bed.bring(.sample())
            try await bed.bring(.sample())

            #expect(bed.snapshot.count == 2, "call \(call)")
            #expect(bed.snapshot.last?.lines.count == 2, "call \(call)")
        }
    }
}
