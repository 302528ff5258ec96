import Bookkeeping
import Companies
import Connectors
import Destinations
import Foundation
import Outbox
import Projects
import Remote
import ServiceLifecycle
import Synchronization

/// One run of the sandbox: set up, stream, wait, verify, and stay open if asked to.
final class SandboxRun: ServiceLifecycle.Service {
    /// How long the queue may take: this, and so much for each order.
    static let patience = Duration.seconds(120)
    static let patiencePerOrder = Duration.milliseconds(300)

    private let world: SandboxWorld
    private let code = Mutex(OperationReply.Exit.foundSomethingWrong)

    init(world: SandboxWorld) {
        self.world = world
    }

    var exitCode: Int32 { code.withLock { $0 } }

    func run() async throws {
        let transport = NetworkTransport()
        do {
            try await run(transport: transport)
        } catch {
            try? await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
    }

    private func run(transport: NetworkTransport) async throws {
        let configuration = try Configuration.load(environment: [
            "BOKBRO_DATA": world.directory,
            "BOKBRO_HTTP_PORT": String(world.options.port),
            "BOKBRO_MASTER_KEY": KeyMaterial.generate(),
        ])
        let installation = try await Installation.open(
            configuration,
            retry: RetryPolicy(
                base: .milliseconds(50),
                cap: .seconds(1),
                maximumAttempts: 100
            ),
            conditions: .init(
                transport: transport,
                circuitPause: .milliseconds(200),
                limitScale: 100,
                second: .milliseconds(20),
                now: { [clock = world.clock] in clock.now },
                limitNow: { [clock = world.clock] in clock.now }
            ),
            now: { [clock = world.clock] in clock.now },
            logger: world.logger
        )
        let password = try await setUp(installation, configuration)
        let port = OneValue<Int>()
        let server = Server(
            configuration: configuration,
            installation: installation,
            logger: world.logger,
            now: { [clock = world.clock] in clock.now },
            watches: !world.options.exitsWhenDone,
            onRunning: { port.set($0) }
        )
        let group = try server.group()
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            let address = configuration.publicAddress(port: try await port.value())
            greet(address: address, password: password)
            try await work(installation, transport: transport, address: address)
            if !world.options.exitsWhenDone {
                tell("Press Ctrl-C to stop.")
                try? await gracefulShutdown()
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        try installation.store.close()
    }

    /// Makes the company and someone to sign in; returns the password.
    private func setUp(
        _ installation: Installation,
        _ configuration: Configuration
    ) async throws -> String {
        let operations = Operations(
            installation: installation,
            configuration: configuration,
            now: { [clock = world.clock] in clock.now }
        )
        let file = try await world.companyFile()
        if case .failure(let message, let code) = await operations.answer(
            .applyCompany(yaml: file, environment: [:])
        ) {
            throw CommandFailure(message, exitCode: code)
        }
        let link = try await installation.companies.addUser(
            SandboxCompany.userEmail,
            roles: [SandboxCompany.id: .owner],
            actor: "sandbox"
        )
        let password = Self.password()
        _ = try await installation.companies.setPassword(password, link: link.reveal())
        return password
    }

    private static func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return (0..<4).map { _ in
            String((0..<4).map { _ in letters.randomElement() ?? "x" })
        }.joined(separator: "-")
    }

    private func work(
        _ installation: Installation,
        transport: NetworkTransport,
        address: String
    ) async throws {
        guard let company = installation.live.company(SandboxCompany.id) else {
            throw OutboxError.unusable(reason: "the sandbox's company is not there")
        }
        let jobs = try await liveJobs(installation, transport: transport, address: address)
        let started = Date()
        var mix = SandboxMix(
            seed: world.options.seed,
            oddPercent: world.options.oddPercent,
            secrets: SandboxCompany.secrets
        )
        let orders = mix.orders(world.options.orders)
        let tally = try await SandboxStream(
            orders: orders,
            shops: world.shops,
            transport: transport,
            address: address,
            seed: world.options.seed
        ).run()
        try await waitUntilDrained(installation.outbox)
        var report = try await SandboxCheck(
            orders: orders,
            ledger: world.ledger,
            planner: SandboxPlanner(shops: world.shops, ledger: world.ledger, company: company),
            outbox: installation.outbox
        ).report(tally, since: started)
        if let jobs { report.add(jobs) }
        code.withLock {
            $0 = report.ok ? OperationReply.Exit.done : OperationReply.Exit.foundSomethingWrong
        }
        say(world.options.printsJSON ? try report.json() : report.table())
    }

    /// Lets the jobs live, up to the present; nil when there are none.
    private func liveJobs(
        _ installation: Installation,
        transport: NetworkTransport,
        address: String
    ) async throws -> ProjectReport? {
        guard world.options.projects > 0,
            let company = installation.live.company(SandboxCompany.id),
            let source = company.sources[SandboxCompany.rentman]
        else { return nil }
        let firstDay = LocalDate(world.clock.now, in: SandboxCompany.timeZone)
        var generator = RentalLifeGenerator(seed: world.options.seed, firstDay: firstDay)
        let lives = generator.lives(world.options.projects)
        let tally = try await SandboxJobs(
            lives: lives,
            firstDay: firstDay,
            world: world,
            installation: installation,
            transport: transport,
            address: address
        ).run()
        var report = try await ProjectCheck(
            projects: lives.map(\.project),
            rentman: world.rentman,
            token: SandboxCompany.rentmanToken,
            ledger: world.ledger,
            slack: world.slack,
            company: company,
            source: source,
            outbox: installation.outbox,
            today: LocalDate(world.clock.now, in: SandboxCompany.timeZone)
        ).report(deliveries: tally.deliveries, duplicates: tally.duplicates, lost: tally.lost)
        if tally.refused > 0 {
            report.differences.append("\(tally.refused) webhooks of Rentman were refused")
        }
        world.clock.skip(to: Date())
        return report
    }

    /// Waits until nothing is due, at most so long; what is left then shows in the report.
    private func waitUntilDrained(_ outbox: Outbox) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience + Self.patiencePerOrder * world.options.orders
        var nextWord = clock.now + .seconds(5)
        while clock.now < deadline {
            let left = try await Self.left(in: outbox)
            guard left > 0 else { return }
            if clock.now >= nextWord {
                tell("\(left) events are left to work off …")
                nextWord = clock.now + .seconds(5)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Events of the shops that are not worked off; the jobs' timers are days ahead.
    static func left(in outbox: Outbox) async throws -> Int {
        var left = 0
        for state in [EventState.pending, .running] {
            for shop in SandboxCompany.shops {
                left += try await outbox.count(EventFilter(state: state, connection: shop))
            }
        }
        return left
    }

    private func greet(address: String, password: String) {
        tell(
            """
            Dashboard:  \(address)
            E-mail:     \(SandboxCompany.userEmail)
            Password:   \(password)

            \(world.options.projects) jobs live through two months, then \(world.options.orders) orders stream in …
            """
        )
    }

    /// Words beside the outcome: they stay out of the way of JSON.
    private func tell(_ text: String) {
        let output: FileHandle = world.options.printsJSON ? .standardError : .standardOutput
        output.write(Data((text + "\n").utf8))
    }

    private func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
