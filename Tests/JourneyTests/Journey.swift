import Connectors
import Destinations
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Outbox
import Remote
import Synchronization
import Testing

@testable import App

/// A bokbro in a directory of its own, worked by hand: a webhook is taken in, an event claimed, handled, settled.
final class Journey: Sendable {
    static let webhookSecret = "hush"
    static let wooSecret = "woo-hush"
    static let partnerSecret = "whsec_cGFydG5lci1wYXJ0bmVyLXBhcnRuZXI="
    static let firstMoment = Date(timeIntervalSince1970: 1_774_000_000)
    /// More rounds than any test needs.
    static let roundLimit = 20_000

    let world: World
    let directory: URL
    let installation: Installation
    let clock: TestClock

    /// Opens the directory, a new one unless given, and applies the company's file.
    init(
        world: World? = nil,
        clock: TestClock = TestClock(Journey.firstMoment),
        directory: URL? = nil,
        rules: String = "rules: {}",
        secret: String = Journey.webhookSecret,
        wooSecret: String = Journey.wooSecret,
        partnerSecret: String = Journey.partnerSecret,
        environment: [String: String] = [:],
        slackUserToken: String? = nil,
        rentmanOptions: String = ""
    ) async throws {
        self.clock = clock
        self.world = world ?? World(now: { clock.now })
        self.directory =
            directory
            ?? FileManager.default.temporaryDirectory.appending(
                path: "journey-\(UUID().uuidString)"
            )
        let configuration = try Self.configuration(self.directory, environment)
        installation = try await Installation.open(
            configuration,
            conditions: .init(
                transport: self.world,
                limitScale: 10_000,
                now: { clock.now }
            ),
            now: { clock.now },
            logger: Self.silence
        )
        let reply = await operations(configuration).answer(
            .applyCompany(
                yaml: Self.companyFile(rules: rules, secret: secret)
                    .replacing(Self.wooSecret, with: wooSecret)
                    .replacing(Self.partnerSecret, with: partnerSecret)
                    .replacing(
                        "botToken: slack-bot",
                        with: "botToken: slack-bot"
                            + (slackUserToken.map { ", userToken: \($0)" } ?? "")
                    )
                    .replacing(
                        "webhookToken: rentman-hook",
                        with: "webhookToken: rentman-hook\(rentmanOptions)"
                    ),
                environment: [:]
            )
        )
        guard case .reply = reply else { throw Refused(reply) }
    }

    struct Refused: Error, CustomStringConvertible {
        let description: String
        init(_ answer: ControlAnswer) { description = "\(answer)" }
    }

    /// Closes the database and removes the directory.
    func end() throws {
        try installation.store.close()
        try FileManager.default.removeItem(at: directory)
    }

    var moment: Date { clock.now }

    func advance(by duration: Duration) { clock.advance(by: duration) }

    func operations(_ configuration: Configuration) -> Operations {
        Operations(installation: installation, configuration: configuration) { [clock] in clock.now
        }
    }

    static func configuration(
        _ directory: URL,
        _ environment: [String: String] = [:]
    ) throws -> Configuration {
        try Configuration.load(
            environment: [
                "BOKBRO_DATA": directory.path(),
                "BOKBRO_MASTER_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
            ].merging(environment) { _, given in given }
        )
    }

    static var silence: Logger { Logger(label: "journey") { _ in SwiftLogNoOpLogHandler() } }

    static func companyFile(rules: String, secret: String) -> String {
        """
        company:
          id: nordlys
          name: Nordlys Lyd AS
          organizationNumber: "910667574"
          baseCurrency: NOK
          language: nb
          timeZone: Europe/Oslo
        connections:
          - {id: tripletex, service: tripletex, baseURL: "\(World.ledgerAddress)/v2", consumerToken: consumer, \
        employeeToken: employee}
          - {id: shop, service: shopify, baseURL: "\(World.shopAddress)", accessToken: shop-token, \
        webhookSecret: [\(secret), old-secret]}
          - {id: woo, service: woocommerce, baseURL: "\(World.wooAddress)", consumerKey: ck_test, \
        consumerSecret: cs_test, webhookSecret: \(wooSecret), hiddenTenders: [{gap: gift_card}]}
          - {id: partner, service: standard-webhooks, webhookSecret: \(partnerSecret)}
          - {id: rentman, service: rentman, baseURL: "\(World.rentmanAddress)", token: rentman-token, \
        webhookToken: rentman-hook}
          - {id: slack, service: slack, baseURL: "\(World.slackAddress)/api", botToken: slack-bot, \
        alertChannel: "#regnskap"}
          - {id: vipps, service: vipps, baseURL: "\(World.vippsAddress)", clientId: vipps-id, \
        clientSecret: vipps-secret, subscriptionKey: vipps-key}
        \(rules)
        """
    }

    var now: Date { clock.now }

    // MARK: Webhooks

    /// The answer to a webhook of the generated step.
    func deliver(_ step: GeneratedStep) async throws -> (status: Int, body: String) {
        try await post(
            step.body,
            headers: ShopifySigner.headers(
                body: step.body,
                topic: step.topic,
                secret: Self.webhookSecret,
                eventID: step.eventID,
                shopDomain: "nordlys.myshopify.com"
            )
        )
    }

    func post(
        _ body: Data,
        to path: String = "/webhooks/nordlys/shop",
        headers: HTTPFields
    ) async throws -> (status: Int, body: String) {
        let intake = WebhookIntake(
            companies: installation.live,
            outbox: installation.outbox,
            bodyLimitBytes: 1_048_576,
            refusals: RefusalCounter(),
            now: { [clock] in clock.now },
            logger: Self.silence
        )
        let request = Request(
            head: HTTPRequest(
                method: .post,
                scheme: "http",
                authority: "localhost",
                path: path,
                headerFields: headers
            ),
            body: RequestBody(buffer: ByteBuffer(bytes: body))
        )
        let response = await intake.respond(to: request)
        let writer = CollectedBody()
        try await response.body.write(writer)
        return (response.status.code, writer.text)
    }

    // MARK: Work

    private var handler: EventHandler { installation.handler }

    /// Claims one event and handles it, without settling it.
    func handleOne() async throws -> (event: ClaimedEvent, verdict: Verdict)? {
        guard let event = try await installation.outbox.claim(limit: 1).first else { return nil }
        let effects = Effects(outbox: installation.outbox, event: event)
        return (event, await handler.handle(event, effects: effects))
    }

    /// Works everything off; the clock moves on to what is due later.
    func workOff() async throws {
        for _ in 0..<Self.roundLimit {
            if let (event, verdict) = try await handleOne() {
                try await installation.outbox.finish(event, verdict)
                continue
            }
            guard try await installation.outbox.counts().pending > 0 else { return }
            clock.advance(by: .seconds(60))
        }
        Issue.record("the work does not end")
    }

    /// Works off what is due now, a few seconds for each event, as the services' limits have it; timers ahead stay.
    func workOffDue() async throws {
        for _ in 0..<Self.roundLimit {
            clock.advance(by: .seconds(6))
            guard let (event, verdict) = try await handleOne() else { return }
            try await installation.outbox.finish(event, verdict)
        }
        Issue.record("the work does not end")
    }

    /// Works off what is due at this very moment.
    func workOffNow() async throws {
        for _ in 0..<Self.roundLimit {
            guard let (event, verdict) = try await handleOne() else { return }
            try await installation.outbox.finish(event, verdict)
        }
        Issue.record("the work does not end")
    }

    func events() async throws -> [EventSummary] {
        try await installation.outbox.events(EventFilter(), limit: Outbox.pageLimit).items
    }
}

/// A clock that a test sets.
final class TestClock: Sendable {
    private let time: Mutex<Date>

    init(_ start: Date) {
        time = Mutex(start)
    }

    var now: Date { time.withLock { $0 } }

    /// Never back.
    func advance(to moment: Date) {
        time.withLock { $0 = max($0, moment) }
    }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0.addingTimeInterval(Double(duration.components.seconds)) }
    }
}

/// A response's body as text.
private final class CollectedBody: ResponseBodyWriter {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0 += buffer.readableBytesView }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
