import Connectors
import Destinations
import Foundation
import Logging
import Outbox
import Remote
import ServiceLifecycle

/// Counts the calls that Tripletex gets for the usual orders, when all that is kept is known.
package struct CallCount {
    /// Calls by what was done.
    package struct Figures: Encodable, Sendable {
        package var knownConsumer = 0
        package var newConsumer = 0
        package var knownBusiness = 0
        package var fullRefund = 0
        package var backfilledOrders = 0
        package var backfill = 0
        /// While the service runs, sweeps again and again, and nothing happens.
        package var idle = 0

        package func json() throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// What an order of the backfill is numbered from.
    private static let firstNumber: Int64 = 100_001
    /// How long nothing happens; sweeps come every second then.
    private static let rest = Duration.milliseconds(2_500)

    private let configuration: Configuration
    private let installation: Installation
    private let shop: FakeShopify
    private let ledger: FakeTripletex

    /// Works in a temporary directory, which is removed at the end.
    ///
    /// - `backfilled`: how many paid orders, each of another new customer, the backfill books.
    package static func measure(backfilled: Int) async throws -> Figures {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "bokbro-calls-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let count = try await CallCount(in: directory)
        let figures = try await count.figures(backfilled: backfilled)
        try count.installation.store.close()
        return figures
    }

    private init(in directory: URL) async throws {
        let shop = FakeShopify(
            accessToken: SandboxCompany.accessToken,
            leaksPerSecond: Sandbox.shopCallsPerSecond,
            now: { Date() }
        )
        let ledger = FakeTripletex(
            consumerToken: SandboxCompany.consumerToken,
            employeeToken: SandboxCompany.employeeToken,
            limits: Sandbox.ledgerLimits
        )
        (self.shop, self.ledger) = (shop, ledger)
        configuration = try Configuration.load(environment: [
            "BOKBRO_DATA": directory.path(), "BOKBRO_HTTP_PORT": "0",
            "BOKBRO_MASTER_KEY": KeyMaterial.generate(), "BOKBRO_SWEEP_SECONDS": "1",
        ])
        installation = try await Installation.open(
            configuration,
            conditions: .init(
                transport: CallCountTransport(
                    shop: FakeTransport(to: shop),
                    ledger: FakeTransport(to: ledger)
                ),
                limitScale: 1_000
            ),
            logger: Self.silence
        )
        let operations = Operations(
            installation: installation,
            configuration: configuration,
            now: { Date() }
        )
        let file = SandboxCompany.yaml(
            shopAddress: CallCountTransport.shopAddress,
            wooAddress: CallCountTransport.wooAddress,
            ledgerAddress: CallCountTransport.ledgerAddress,
            rentmanAddress: CallCountTransport.unusedAddress,
            slackAddress: CallCountTransport.unusedAddress
        )
        if case .failure(let message, let code) = await operations.answer(
            .applyCompany(yaml: file, environment: [:])
        ) {
            throw CommandFailure(message, exitCode: code)
        }
    }

    private static var silence: Logger { Logger(label: "calls") { _ in SwiftLogNoOpLogHandler() } }

    private func figures(backfilled: Int) async throws -> Figures {
        var figures = Figures()
        // The first of each kind warms what is kept.
        for (index, kind) in [PlainShopOrder.consumer, .business, .returned].enumerated() {
            let order = kind.generated(number: 1_001 + Int64(index), customer: Int64(index))
            _ = try await calls(for: order, inSteps: true)
        }
        figures.knownConsumer = try await calls(
            for: PlainShopOrder.consumer.generated(number: 1_011, customer: 0)
        )
        figures.newConsumer = try await calls(
            for: PlainShopOrder.consumer.generated(number: 1_012, customer: 12)
        )
        figures.knownBusiness = try await calls(
            for: PlainShopOrder.business.generated(number: 1_013, customer: 1)
        )
        figures.fullRefund = try await calls(
            for: PlainShopOrder.returned.generated(number: 1_014, customer: 2),
            inSteps: true
        )
        figures.backfill = try await backfill(backfilled)
        figures.backfilledOrders = backfilled
        figures.idle = try await idle()
        return figures
    }

    /// The calls for the last step; the steps before are worked too when they are not left out.
    private func calls(for order: GeneratedOrder, inSteps: Bool = false) async throws -> Int {
        var calls = 0
        for step in inSteps ? order.steps[...] : order.steps.suffix(1) {
            try shop.put(order: step.order, transactions: step.transactions)
            let before = ledger.callCount
            try await work(
                IncomingEvent(
                    company: SandboxCompany.id,
                    connection: SandboxCompany.shop,
                    topic: step.topic,
                    subject: "order/\(order.id)",
                    deliveryID: step.eventID,
                    payload: step.body,
                    receivedAt: Date()
                )
            )
            calls = ledger.callCount - before
        }
        return calls
    }

    private func work(_ event: IncomingEvent) async throws {
        _ = try await installation.outbox.accept(event)
        guard let claimed = try await installation.outbox.claim(limit: 1).first else {
            throw OutboxError.unusable(reason: "the event is not due")
        }
        let effects = Effects(outbox: installation.outbox, event: claimed)
        let verdict = await installation.handler.handle(claimed, effects: effects)
        try await installation.outbox.finish(claimed, verdict)
        if case .failed(let cause) = verdict {
            throw OutboxError.unusable(reason: "\(cause.code) \(cause.message)")
        }
    }

    private func backfill(_ count: Int) async throws -> Int {
        for index in 0..<Int64(count) {
            let order = PlainShopOrder.consumer.generated(
                number: Self.firstNumber + index,
                customer: 1_000 + index
            )
            guard let last = order.steps.last else { continue }
            try shop.put(order: last.order, transactions: last.transactions)
        }
        guard let company = installation.live.company(SandboxCompany.id),
            let source = company.sources[SandboxCompany.shop]
        else { throw OutboxError.unusable(reason: "the company is not there") }
        let before = (calls: ledger.callCount, invoices: ledger.invoiceCount)
        let job = try await Backfill(
            source: source,
            timeZone: company.timeZone,
            ledger: company.ledger?.books,
            outbox: installation.outbox,
            handler: installation.handler,
            now: { Date() },
            isStopped: { false },
            logger: Self.silence
        ).run(
            try await installation.outbox.beginJob(
                kind: Backfill.topic,
                company: SandboxCompany.id,
                connection: SandboxCompany.shop,
                parameters: BackfillRequest(from: "2026-01-01", to: nil, isDryRun: false).text
            )
        )
        guard job.state == .done, ledger.invoiceCount - before.invoices == count else {
            throw OutboxError.unusable(
                reason: "\(ledger.invoiceCount - before.invoices) of \(count) orders are booked: "
                    + (job.message ?? job.tally)
            )
        }
        return ledger.callCount - before.calls
    }

    private func idle() async throws -> Int {
        let server = Server(
            configuration: configuration,
            installation: installation,
            logger: Self.silence
        )
        let group = try server.group()
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let before = ledger.callCount
            try await Task.sleep(for: Self.rest)
            let calls = ledger.callCount - before
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return calls
        }
    }
}

/// Reaches the two stand-ins in process.
private struct CallCountTransport: RemoteTransport {
    static let shopAddress = "http://127.0.0.1:1"
    static let wooAddress = "http://127.0.0.1:2"
    static let ledgerAddress = "http://127.0.0.1:3"
    /// Where nobody answers; nothing that is counted calls there.
    static let unusedAddress = "http://127.0.0.1:4"

    let shop: FakeTransport
    let ledger: FakeTransport

    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        let transport: FakeTransport
        if call.url.hasPrefix(Self.shopAddress) {
            transport = shop
        } else if call.url.hasPrefix(Self.ledgerAddress) {
            transport = ledger
        } else {
            throw .notConnected("no such service")
        }
        return try await transport.send(call, timeout: timeout, bodyLimitBytes: bodyLimitBytes)
    }
}
