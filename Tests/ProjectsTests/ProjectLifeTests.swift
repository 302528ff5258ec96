import Bookkeeping
import Projects
import Testing

/// Random lives of projects: whatever happens, a plan that is done leaves nothing to do.
struct ProjectLifeTests {
    private let planner = ProjectPlanner.sample(
        { $0.crewLeaves = .remove },
        employees: [
            .sample(1, number: "1001"),
            .sample(2, number: "1002", email: "a@x.no", canManage: false),
            .sample(3, number: "1003", first: "Tre", last: "Tre", email: "b@x.no"),
        ]
    )

    @Test(arguments: 0..<60)
    func `a plan applied to its own result gives no steps`(seed: UInt64) {
        var random = Lottery(seed: seed)
        var world = ProjectWorld()
        var today = day("2026-03-01")
        for _ in 0..<40 {
            let project = random.project()
            today = today.adding(days: Int(random.next() % 9)) ?? today
            world.apply(planner.plan(project, existing: world.existing, today: today).steps)

            let again = planner.plan(project, existing: world.existing, today: today)
            #expect(again.steps == [], "\(project)")
            #expect(
                Set(world.existing.lines.map(\.description)).count == world.existing.lines.count
            )
        }
        #expect(world.createdProjects <= 1 && world.createdChannels <= 1)

        world.apply(planner.planDeleted(812, existing: world.existing, today: today).steps)
        #expect(planner.planDeleted(812, existing: world.existing, today: today).steps == [])
        #expect(world.existing.ledger?.isClosed ?? true && world.existing.lines.isEmpty)
    }

    @Test(arguments: 0..<60)
    func `the order in which Rentman tells things changes nothing`(seed: UInt64) {
        var random = Lottery(seed: seed)
        let project = random.project()
        var turned = project
        turned.subprojects.shuffle(using: &random)
        turned.crew.shuffle(using: &random)
        let today = day("2026-03-01")

        #expect(
            planner.plan(turned, existing: .none, today: today)
                == planner.plan(project, existing: .none, today: today)
        )
    }

    @Test(arguments: 0..<60)
    func `skipping what happened in between ends in the same place`(seed: UInt64) {
        var random = Lottery(seed: seed)
        let states = (0..<6).map { _ in random.project() }
        let today = day("2026-03-01")
        guard let last = states.last, last.customer != nil else { return }
        var followed = ProjectWorld()
        for state in states {
            followed.apply(planner.plan(state, existing: followed.existing, today: today).steps)
        }
        var late = ProjectWorld()
        late.apply(planner.plan(last, existing: late.existing, today: today).steps)

        let plans = [followed, late].map {
            planner.plan(last, existing: $0.existing, today: today)
        }
        #expect(plans[0].lines == plans[1].lines)
        #expect(plans[0].participants == plans[1].participants)
        #expect(
            Set(followed.existing.lines.map(\.description))
                == Set(late.existing.lines.map(\.description))
        )
    }
}

/// Random numbers, and projects made of them; the same seed gives the same.
private struct Lottery: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func one<Value>(of values: [Value]) -> Value {
        values[Int(next() % UInt64(values.count))]
    }

    mutating func project() -> RentalProject {
        let names: [String] = ["Fest", "Fæst 🎉", "", String(repeating: "å", count: 300)]
        let references: [String?] = [nil, "PO-1"]
        let customers: [RentalContact?] = [.sample(), .sample(600), nil]
        let managers: [Int64?] = [nil, 33, 34]
        var project = RentalProject.sample(
            name: one(of: names),
            reference: one(of: references),
            customer: one(of: customers)
        )
        project.accountManager = one(of: managers).map { member($0) }
        project.subprojects = []
        for index in 0..<Int64(next() % 4) { project.subprojects.append(subproject(930 + index)) }
        for _ in 0..<Int(next() % 5) { project.crew.append(planning()) }
        return project
    }

    private mutating func subproject(_ id: Int64) -> Subproject {
        .sample(
            .init(id),
            name: one(of: ["Scene", "Telt", ""]),
            status: one(of: [1, 2, 3, 3, 4, 6, 8, 99, nil]),
            price: one(of: ["1350.4567", "-0.0", "100", "12980.456999999999"]),
            from: one(of: [nil, "2026-02-01", "2026-04-01"]),
            to: one(of: [nil, "2026-04-02", "2026-06-01"]),
            isTemplate: next() % 8 == 0,
            isFinancial: next() % 8 != 0,
            order: Int64(next() % 3)
        )
    }

    private mutating func planning() -> CrewPlanning {
        CrewPlanning(
            member: member(one(of: [40, 41, 42, 43])),
            subproject: one(of: [nil, 930, 931]),
            isPublished: next() % 4 != 0
        )
    }

    private func member(_ id: Int64) -> CrewMember {
        .sample(
            .init(id),
            first: id == 43 ? "Tre" : "Ny",
            last: id == 43 ? "Tre" : "\(id)",
            email: [40: "A@x.no", 41: "a@x.no", 42: "b@x.no"][id],
            reference: id == 33 ? "1003" : id == 34 ? "1002" : nil
        )
    }
}
