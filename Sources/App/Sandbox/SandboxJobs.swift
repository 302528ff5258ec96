import Bookkeeping
import Connectors
import Destinations
import Foundation
import HTTPTypes
import Logging
import Outbox
import Remote

/// The jobs of the sandbox's Rentman, lived day by day in fast motion: each day's changes happen, their webhooks arrive
/// doubled and out of order, some never, and the night's timers and sweep come after.
struct SandboxJobs: Sendable {
    /// Webhooks in a hundred that come twice, and that never come.
    static let repeatPercent = 15
    static let lossPercent = 5
    static let triesPerDelivery = 10
    /// Long enough that the channels of the last jobs that end are archived.
    static let days = RentalLifeGenerator.days + 10
    /// When a day's changes are through, and its webhooks arrive.
    static let hour = 12
    /// How long one day's work may take.
    static let patience = Duration.seconds(120)

    let lives: [RentalLife]
    let firstDay: LocalDate
    let world: SandboxWorld
    let installation: Installation
    let transport: any RemoteTransport
    let address: String

    struct Tally: Sendable {
        var deliveries = 0
        var duplicates = 0
        var lost = 0
        var refused = 0
    }

    /// Lets everything happen; returns when the last day's work is done.
    func run() async throws -> Tally {
        prepare()
        var tally = Tally()
        var random = SplitMix64(seed: world.options.seed ^ 0x0B5)
        for day in 0..<Self.days {
            let date = firstDay.adding(days: day) ?? firstDay
            world.clock.skip(to: date.moment(hour: Self.hour, in: SandboxCompany.timeZone))
            installation.outbox.wake()
            try await deliver(happen(on: day), &tally, &random)
            try await drain()
            try await sweep()
            try await drain()
        }
        return tally
    }

    /// The people of the company: some of the crew are employed, some are in Slack.
    private func prepare() {
        world.rentman.apply(RentalLifeGenerator.foundation)
        world.ledger.employ(
            number: "1000",
            firstName: "Tekniker",
            lastName: "40",
            email: "crew40@nordlyslyd.example",
            isAssignableManager: true
        )
        for (number, crew) in [("1001", 41), ("1002", 42)] {
            world.ledger.employ(
                number: number,
                firstName: "Tekniker",
                lastName: "\(crew)",
                email: "crew\(crew)@nordlyslyd.example"
            )
        }
        for name in ["crew40", "crew41", "crew42", "vakt"] {
            world.slack.addUser(email: "\(name)@nordlyslyd.example")
        }
        world.slack.addChannel(named: "regnskap")
    }

    private func happen(on day: Int) -> [Data] {
        var webhooks: [Data] = []
        for moment in lives.flatMap(\.moments) where moment.day == day {
            world.rentman.apply(moment.changes)
            webhooks += moment.webhooks
        }
        return webhooks
    }

    // MARK: Webhooks

    private func deliver(
        _ webhooks: [Data],
        _ tally: inout Tally,
        _ random: inout SplitMix64
    ) async throws {
        var bodies: [Data] = []
        for body in webhooks {
            if random.chance(percent: Self.lossPercent) {
                tally.lost += 1
                continue
            }
            bodies += Array(
                repeating: body,
                count: random.chance(percent: Self.repeatPercent) ? 2 : 1
            )
        }
        bodies.shuffle(using: &random)
        for body in bodies {
            tally.deliveries += 1
            switch try await deliver(body) {
            case true?: tally.duplicates += 1
            case false?: break
            case nil: tally.refused += 1
            }
        }
    }

    /// Whether it was a duplicate; nil when it was refused again and again.
    private func deliver(_ body: Data) async throws -> Bool? {
        let call = RemoteCall(
            method: .post,
            url: "\(address)/webhooks/\(SandboxCompany.id)/\(SandboxCompany.rentman)",
            headers: RentmanSigner.headers(body: body, token: SandboxCompany.rentmanHook),
            body: body
        )
        return try await transport.deliver(call, tries: Self.triesPerDelivery)
    }

    // MARK: Work

    /// Waits until nothing is due; time runs on meanwhile, so that what settles or is tried again need not be waited for.
    private func drain() async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        while clock.now < deadline {
            let counts = try await installation.outbox.counts()
            guard counts.pending + counts.running > 0 else { return }
            world.clock.skip(.seconds(1))
            installation.outbox.wake()
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Asks Rentman for what its webhooks did not tell; the services fail here too, and then it is asked again.
    private func sweep() async throws {
        guard
            let source = installation.live.source(
                company: Substring(SandboxCompany.id),
                connection: Substring(SandboxCompany.rentman)
            )
        else { return }
        // What changed within the last minutes is left for later: its webhook may be on the way.
        world.clock.skip(Sweep.settling + .seconds(1))
        for _ in 0..<Self.triesPerDelivery {
            let last = try await installation.outbox.sweeps().first {
                $0.company == source.company && $0.connection == source.connection
            }
            do {
                try await Sweep(
                    source: source,
                    outbox: installation.outbox,
                    now: { [clock = world.clock] in clock.now },
                    logger: world.logger
                ).run(after: last)
                return
            } catch {
                world.logger.debug("a sweep failed", metadata: ["reason": "\(error)"])
                try await Task.sleep(for: .milliseconds(250))
            }
        }
        // The next night's sweep begins where this one would have.
    }
}
