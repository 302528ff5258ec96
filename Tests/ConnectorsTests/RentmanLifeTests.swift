import Connectors
import Foundation
import Projects
import Remote
import Testing

/// Lives of projects, told by webhooks that come late, twice, in any order, or not at all.
struct RentmanLifeTests {
    /// What is known of each project, as last read.
    private struct Knowledge {
        var projects: [String: RentalProject?] = [:]

        mutating func learn(_ results: [String: SourceFacts]) {
            for (subject, facts) in results {
                switch facts {
                case .project(let project): projects[subject] = .some(project)
                case .deletedProject: projects[subject] = .some(nil)
                default: break
                }
            }
        }
    }

    private func truth(_ account: RentmanAccount, _ lives: [RentalLife]) async throws -> Knowledge {
        var knowledge = Knowledge()
        for life in lives {
            let subject = "project/\(life.project)"
            knowledge.learn([subject: try await account.read(subject)])
        }
        return knowledge
    }

    /// Lets everything happen, with webhooks delivered in random order, some twice, some lost.
    private func live(
        _ lives: [RentalLife],
        in account: RentmanAccount,
        losing lost: Int,
        seed: UInt64
    ) async throws -> Knowledge {
        var random = SplitMix64(seed: seed)
        var moments = lives.map { $0.moments[...] }
        var waiting: [Data] = []
        var knowledge = Knowledge()
        while moments.contains(where: { !$0.isEmpty }) || !waiting.isEmpty {
            let open = moments.indices.filter { !moments[$0].isEmpty }
            if let next = open.randomElement(using: &random),
                waiting.isEmpty || random.chance(percent: 40)
            {
                let moment = moments[next].removeFirst()
                account.fake.apply(moment.changes)
                waiting += moment.webhooks.filter { _ in !random.chance(percent: lost) }
            } else if let index = waiting.indices.randomElement(using: &random) {
                let body = waiting[index]
                if !random.chance(percent: 20) { waiting.remove(at: index) }
                knowledge.learn(try await account.follow(body))
            }
        }
        return knowledge
    }

    @Test(arguments: 0..<6)
    func `doubled and disordered webhooks lead to the present state of every project`(
        seed: UInt64
    )
        async throws
    {
        let account = try RentmanAccount()
        var generator = RentalLifeGenerator(seed: seed)
        let lives = generator.lives(8)

        let known = try await live(lives, in: account, losing: 0, seed: seed)
        let truth = try await truth(account, lives)
        #expect(known.projects.keys.sorted() == truth.projects.keys.sorted())
        for (subject, project) in truth.projects {
            #expect(known.projects[subject] == project, "\(subject)")
        }
    }

    @Test(arguments: 0..<3)
    func `what lost webhooks did not tell, the sweep and the comparison find`(
        seed: UInt64
    ) async throws {
        let account = try RentmanAccount()
        var generator = RentalLifeGenerator(seed: seed + 100)
        let lives = generator.lives(8)

        var known = try await live(lives, in: account, losing: 50, seed: seed)
        var request = HistoryRequest(.changed, from: Date(timeIntervalSince1970: 1_700_000_000))
        repeat {
            let page = try await account.rentman.history(request, from: account.access())
            for item in page.items where item.subject.hasPrefix("project/") {
                known.learn([item.subject: try await account.read(item.subject)])
            }
            request.cursor = page.next
        } while request.cursor != nil
        let inventory = try #require(
            try await account.rentman.inventory(from: account.access())
        )
        for subject in known.projects.keys where inventory.lacks(subject) {
            known.learn([subject: try await account.read(subject)])
        }

        // A project that came and went without anybody being told was never there for us.
        for (subject, project) in try await truth(account, lives).projects
        where project != nil || known.projects[subject] != nil {
            #expect(known.projects[subject] == project, "\(subject)")
        }
    }

    @Test func `the same seed makes the same lives, each with its ending`() {
        var one = RentalLifeGenerator(seed: 7)
        var other = RentalLifeGenerator(seed: 7)
        let lives = one.lives(40)

        #expect(
            lives.map(\.moments).map { $0.flatMap(\.webhooks) }
                == other.lives(40).map(\.moments).map { $0.flatMap(\.webhooks) }
        )
        #expect(Set(lives.map(\.ending)) == Set(RentalLife.Ending.allCases))
        #expect(Set(lives.map(\.project)).count == 40)
    }
}
