import Bookkeeping
import Projects
import Testing

struct ProjectChannelTests {
    private let today = day("2026-03-10")

    private func crew(_ id: CrewMember.ID, _ email: String?, told: Bool = true) -> CrewPlanning {
        CrewPlanning(member: .sample(id, email: email), subproject: 930, isPublished: told)
    }

    private func plan(
        _ project: RentalProject,
        _ existing: ExistingProject = .none,
        on today: LocalDate? = nil,
        _ change: (inout ProjectSettings) -> Void = { _ in }
    ) -> ProjectPlan {
        ProjectPlanner.sample(change).plan(project, existing: existing, today: today ?? self.today)
    }

    private func world(of project: RentalProject) -> ExistingProject {
        var world = ProjectWorld()
        world.apply(plan(project).steps)
        return world.existing
    }

    private func channelSteps(_ plan: ProjectPlan) -> [ProjectStep] {
        plan.steps.filter {
            switch $0 {
            case .createChannel, .reopenChannel, .renameChannel, .setTopic, .setPurpose,
                .inviteToChannel, .removeFromChannel, .archiveChannel:
                true
            default: false
            }
        }
    }

    @Test func `a project gets a channel with name, topic, marker and the crew that was told`()
        throws
    {
        let plan = plan(
            .sample(crew: [
                crew(40, " Lyd@Firma.example"), crew(41, "lyd@firma.example"), crew(42, nil),
                crew(43, "lys@firma.example", told: false), crew(44, "rigg@firma.example"),
            ])
        )

        let channel = try #require(plan.channel)
        #expect(channel.name.description == "p-812-vaarkonferansen-2026")
        #expect(channel.purpose.hasSuffix("[rm:nordlyslyd:812]"))
        #expect(channel.members.map(\.email) == ["lyd@firma.example", "rigg@firma.example"])
        #expect(
            channel.topic.text(ledgerURL: "https://t.no/9")
                == "2026-05-11 – 2026-05-13 · Kongressen AS · "
                + "https://nordlyslyd.rentmanapp.com/#/projects/812/details · https://t.no/9"
        )
        #expect(channelSteps(plan) == [.createChannel(channel)])
    }

    @Test(arguments: [
        (1, true), (2, false), (3, true), (4, true), (5, true), (7, false), (8, false),
    ])
    func `only the chosen statuses give a channel`(status: Int64, has: Bool) {
        let plan = plan(.sample(subprojects: [.sample(status: status)]))
        #expect((plan.channel != nil) == has)
    }

    @Test func `no channels when the company wants none`() {
        #expect(channelSteps(plan(.sample()) { $0.slackChannels = false }).isEmpty)
    }

    @Test func `membership, name and topic follow`() {
        let existing = world(of: .sample(crew: [crew(40, "a@x.no"), crew(41, "b@x.no")]))
        let changed = RentalProject.sample(
            name: "Ny tittel",
            crew: [crew(40, "a@x.no"), crew(42, "c@x.no")]
        )

        var steps = channelSteps(plan(changed, existing))
        #expect(steps.contains(.inviteToChannel([ChannelMember(crew: 42, email: "c@x.no")])))
        #expect(
            steps.contains(
                .renameChannel(
                    id: "C1",
                    ChannelName(prefix: "p-", number: "812", title: "Ny tittel")
                )
            )
        )
        #expect(!steps.contains(.removeFromChannel(["b@x.no"])))

        steps = channelSteps(
            plan(changed, existing) {
                $0.crewLeaves = .remove
                $0.renameChannels = false
            }
        )
        #expect(steps.contains(.removeFromChannel(["b@x.no"])))
        #expect(!steps.contains { if case .renameChannel = $0 { true } else { false } })
    }

    @Test func `who joined by themselves is never removed`() {
        var existing = world(of: .sample())
        existing.channel?.members.insert("gjest@x.no")

        #expect(channelSteps(plan(.sample(), existing) { $0.crewLeaves = .remove }).isEmpty)
    }

    @Test
    func `the channel is archived when the grace after the period is over, and not a day before`() {
        let existing = world(of: .sample())

        let before = plan(.sample(), existing, on: day("2026-05-19"))
        #expect(channelSteps(before).isEmpty)
        #expect(before.endedOn == day("2026-05-13") && before.lookAgainOn == day("2026-05-20"))
        let after = plan(.sample(), existing, on: day("2026-05-20"))
        #expect(channelSteps(after) == [.archiveChannel(id: "C1")])
        #expect(after.lookAgainOn == nil)
    }

    @Test func `with no grace the channel is archived the day after the period`() {
        let existing = world(of: .sample())

        for (today, isArchived) in [("2026-05-13", false), ("2026-05-14", true)] {
            let plan = plan(.sample(), existing, on: day(today)) { $0.archiveAfterDays = 0 }
            #expect(channelSteps(plan) == (isArchived ? [.archiveChannel(id: "C1")] : []))
        }
    }

    @Test
    func
        `returned or cancelled subprojects end a project; the grace counts from when that was seen`()
    {
        let ended = RentalProject.sample(subprojects: [
            .sample(status: 6), .sample(931, status: 2),
        ])
        var world = ProjectWorld(existing: self.world(of: .sample()))

        world.apply(plan(ended, world.existing).steps)
        #expect(world.existing.endedOn == today && world.existing.channel?.isArchived == false)
        world.apply(plan(ended, world.existing, on: day("2026-03-16")).steps)
        #expect(world.existing.endedOn == today && world.existing.channel?.isArchived == false)
        world.apply(plan(ended, world.existing, on: day("2026-03-17")).steps)
        #expect(world.existing.channel?.isArchived == true)
        #expect(world.existing.ledger?.isClosed == false)
    }

    @Test func `without dates time alone ends nothing`() {
        let project = RentalProject.sample(subprojects: [.sample(from: nil, to: nil)])

        let plan = plan(project, world(of: project), on: day("2030-01-01"))
        #expect(plan.endedOn == nil && channelSteps(plan).isEmpty)
    }

    @Test func `a job that is planned on again gets its channel back`() {
        var world = ProjectWorld(existing: self.world(of: .sample()))
        world.apply(plan(.sample(), world.existing, on: day("2026-06-01")).steps)
        #expect(world.existing.channel?.isArchived == true)

        let moved = RentalProject.sample(subprojects: [.sample(to: "2026-06-20")])
        let plan = plan(moved, world.existing, on: day("2026-06-01"))
        world.apply(plan.steps)
        #expect(world.existing.channel?.isArchived == false && world.createdChannels == 0)
        #expect(world.existing.endedOn == nil)
    }

    @Test func `a channel that a person archived is left alone, with a notice`() {
        var existing = world(of: .sample())
        existing.channel?.isArchived = true

        let plan = plan(.sample(), existing)
        #expect(channelSteps(plan).isEmpty)
        #expect(plan.notices.map(\.code) == [.channelArchivedByHand])
    }

    @Test func `a channel that is gone is made again`() {
        var existing = world(of: .sample())
        existing.channel = nil

        #expect(channelSteps(plan(.sample(), existing)).count == 1)
    }

    @Test func `a deleted project's channel is archived after the grace`() {
        let planner = ProjectPlanner.sample()
        var world = ProjectWorld(existing: self.world(of: .sample()))

        world.apply(planner.planDeleted(812, existing: world.existing, today: today).steps)
        #expect(world.existing.channel?.isArchived == false)
        let later = planner.planDeleted(812, existing: world.existing, today: day("2026-03-17"))
        #expect(later.steps == [.archiveChannel(id: "C1")])
    }
}
