import Companies
import Connectors
import Dashboard
import Foundation
import Glibc
import Hummingbird
import Logging
import NIOCore
import Outbox
import Remote
import ServiceLifecycle
import UnixSignals

/// The running service: listener, workers, housekeeping and control socket over one installation.
package struct Server: Sendable {
    /// Requests that may be under way or waiting at the same time.
    static let connectionLimit = 2_048
    /// How long a connection may be silent between requests.
    static let idleTimeout = TimeAmount.seconds(75)
    /// How long a request may take to arrive whole.
    static let readDeadline = TimeAmount.seconds(30)
    /// How long shutdown may take before what is left is cut off.
    static let shutdownLimit = Duration.seconds(30)

    let configuration: Configuration
    let installation: Installation
    let logger: Logger
    var now: @Sendable () -> Date = { Date() }
    /// Whether alerts are raised and told; a run that is only counted goes without.
    var watches = true
    /// Called with the listener's port once it listens.
    var onRunning: @Sendable (_ port: Int) async -> Void = { _ in }

    /// Runs `bokbro serve` until SIGTERM or SIGINT.
    package static func run(configuration: Configuration) async throws {
        let logger = LogOutput.logger(
            level: configuration.logLevel,
            format: configuration.logFormat
        )
        // A limit on file sizes is a full disk to us, which webhooks are told; its signal would end the process.
        _ = signal(SIGXFSZ, SIG_IGN)
        let transport = NetworkTransport()
        do {
            let installation = try await Installation.open(
                configuration,
                conditions: .init(transport: transport),
                logger: logger
            )
            let server = Server(
                configuration: configuration,
                installation: installation,
                logger: logger
            )
            try await server.group(signals: [.sigterm, .sigint]).run()
            try installation.store.close()
        } catch {
            try? await transport.shutDown()
            throw Self.failure(error, configuration: configuration)
        }
        try await transport.shutDown()
        logger.notice("stopped")
    }

    /// Everything that runs, in the order of its start; it stops in reverse.
    func group(signals: [UnixSignal] = []) throws -> ServiceGroup {
        let refusals = RefusalCounter()
        let handler = installation.handler
        var services: [any ServiceLifecycle.Service] = [
            Housekeeping(
                outbox: installation.outbox,
                payloadRetentionDays: configuration.payloadRetentionDays
            )
        ]
        if configuration.workers > 0 {
            services.append(
                Worker(
                    outbox: installation.outbox,
                    concurrency: configuration.workers,
                    handler: { await handler.handle($0, effects: $1) }
                )
            )
        }
        if configuration.workers > 0 { services.append(installation.backfills) }
        services.append(installation.reconciliations)
        if configuration.sweepSeconds > 0 {
            services.append(
                Sweeper(
                    installation: installation,
                    interval: .seconds(configuration.sweepSeconds),
                    now: now,
                    logger: logger
                )
            )
        }
        if configuration.workers > 0, watches {
            services.append(AlertWatch(installation: installation, now: now, logger: logger))
        }
        services.append(try controlServer())
        services.append(listener(refusals: refusals))
        var group = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: signals,
            logger: quietLogger
        )
        group.maximumGracefulShutdownDuration = Self.shutdownLimit
        return ServiceGroup(configuration: group)
    }

    private func controlServer() throws -> some ServiceLifecycle.Service {
        let operations = Operations(
            installation: installation,
            configuration: configuration,
            now: now
        )
        return try ControlServer(
            socketPath: DataDirectory.controlSocketPath(in: installation.directory.path),
            logger: logger,
            perform: { await operations.answer($0) }
        ).application()
    }

    private func listener(refusals: RefusalCounter) -> some ServiceLifecycle.Service {
        let check = HealthCheck(
            installation: installation,
            refusals: refusals,
            startedAt: now(),
            now: now
        )
        let phase = ServerPhase<RouterResponder<ServerContext>>()
        let responder = ServerResponder(
            intake: WebhookIntake(
                companies: installation.live,
                outbox: installation.outbox,
                bodyLimitBytes: configuration.bodyLimitBytes,
                refusals: refusals,
                now: now,
                logger: logger
            ),
            health: HealthRoutes(check: check),
            metrics: MetricsRoute(
                page: MetricsPage(check: check),
                token: configuration.metricsToken,
                addresses: ClientAddress(trustedProxies: Set(configuration.trustedProxies))
            ),
            phase: phase
        )
        let application = Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ReadDeadlineHandler(limit: Self.readDeadline)],
                    idleTimeout: Self.idleTimeout
                )
            ),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil,
                backlog: 1_024,
                availableConnectionsDelegate: .maximum(Self.connectionLimit, logger: quietLogger)
            ),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                installation.address.set(configuration.publicAddress(port: port))
                do {
                    phase.run(try routes(port: port, check: check) { phase.isStopping })
                } catch {
                    logger.critical("the pages cannot be made", metadata: ["reason": "\(error)"])
                }
                logStart(port: port)
                await offerSetUp(port: port)
                await onRunning(port)
            },
            logger: quietLogger
        )
        return Listener(application: application) { phase.stop() }
    }

    /// The dashboard's routes; links in them start with an address that is only known once the port is.
    private func routes(
        port: Int,
        check: HealthCheck,
        isStopping: @escaping @Sendable () -> Bool
    ) throws -> RouterResponder<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        let addresses = ClientAddress(trustedProxies: Set(configuration.trustedProxies))
        try Dashboard(
            companies: installation.companies,
            log: OutboxEventLog(outbox: installation.outbox),
            work: .done(
                by: installation,
                configuration: configuration,
                publicURL: configuration.publicAddress(port: port)
            ),
            surroundings: .init(
                publicURL: configuration.publicAddress(port: port),
                status: { await check.dashboardStatus() },
                now: now,
                isStopping: isStopping,
                logger: logger
            )
        ).addRoutes(to: router) { request, context in
            addresses.of(request, peer: context.remoteAddress)
        }
        router.get("/api/schemas/order.json") { _, _ in
            JSONReply.json(StandardWebhooks.orderSchema)
        }
        return router.buildResponder()
    }

    /// While nobody can sign in, the log shows the link by which the first user is made; whoever reads it runs the
    /// server.
    private func offerSetUp(port: Int) async {
        do {
            guard let link = try await installation.companies.beginSetUp() else { return }
            let address = configuration.publicAddress(port: port)
            logger.notice(
                "nobody can sign in yet: open this link to make the first user",
                metadata: ["address": "\(address + Dashboard.setUpPath(link.reveal()))"]
            )
        } catch {
            logger.error("no first user can be made", metadata: ["reason": "\(error)"])
        }
    }

    private func logStart(port: Int) {
        let version = installation.store.sqliteVersion
        logger.notice(
            "listening",
            metadata: [
                "address": "\(configuration.publicAddress(port: port))", "port": "\(port)",
                "version": "\(BuildVersion.current)", "data": "\(installation.directory.path)",
                "workers": "\(configuration.workers)", "sqlite": "\(version)",
            ]
        )
        if let note = SQLiteNote.text(for: version) {
            logger.info("\(note)")
        }
    }

    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .error)
        return quiet
    }

    /// The reason why the service cannot run, as the command line says it.
    private static func failure(
        _ error: any Error,
        configuration: Configuration
    ) -> any Error {
        guard let error = error as? IOError else { return error }
        return CommandFailure(
            "Cannot listen on \(configuration.host):\(configuration.port): \(error.localizedDescription). "
                + "Is another program using the port? Choose one with BOKBRO_HTTP_PORT.",
            exitCode: OperationReply.Exit.unavailable
        )
    }
}

/// The listener as a service that tells when it is asked to stop.
private struct Listener<Base: ServiceLifecycle.Service>: ServiceLifecycle.Service {
    let application: Base
    let onStop: @Sendable () -> Void

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            onStop()
        }
    }
}
