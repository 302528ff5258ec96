import Foundation
import HTTPTypes
import Remote

/// The sandbox's shops at work: orders live, and their webhooks arrive doubled and out of order.
struct SandboxStream: Sendable {
    /// Webhooks in a hundred that the shop sends twice.
    static let repeatPercent = 15
    /// How many webhooks are under way at the same time.
    static let concurrency = 16
    static let triesPerDelivery = 10

    struct Tally: Sendable {
        var deliveries = 0
        /// Answered `"duplicate": true`.
        var duplicates = 0
        /// Not answered 200 in all their tries.
        var refused = 0
    }

    private enum Moment {
        case change(SandboxStep)
        case delivery(SandboxStep)
    }

    let orders: [SandboxOrder]
    let shops: SandboxShops
    let transport: any RemoteTransport
    let address: String
    let seed: UInt64

    /// Lets everything happen; returns when the last webhook is answered.
    func run() async throws -> Tally {
        var tally = Tally()
        var waiting: [SandboxStep] = []
        for moment in moments() {
            switch moment {
            case .change(let step):
                try step.change(shops)
            case .delivery(let step):
                waiting.append(step)
            }
            if waiting.count == Self.concurrency {
                try await send(waiting, &tally)
                waiting = []
            }
        }
        try await send(waiting, &tally)
        return tally
    }

    /// Changes of an order happen in their order; webhooks are told of up to a dozen changes later.
    private func moments() -> [Moment] {
        var random = SplitMix64(seed: seed ^ 0x5EED)
        var timed: [(at: Int, moment: Moment)] = []
        for (index, order) in orders.enumerated() {
            for (number, step) in order.steps.enumerated() {
                let time = (index + number * 3) * 10
                timed.append((time, .change(step)))
                let copies = random.chance(percent: Self.repeatPercent) ? 2 : 1
                for _ in 0..<copies {
                    timed.append((time + Int.random(in: 1...120, using: &random), .delivery(step)))
                }
            }
        }
        // Stable: what stands earlier in the list happens first at the same time.
        return timed.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1.moment)
    }

    private func send(_ steps: [SandboxStep], _ tally: inout Tally) async throws {
        let answers = try await withThrowingTaskGroup(of: Bool?.self) { group in
            for step in steps {
                group.addTask { try await deliver(step) }
            }
            var answers: [Bool?] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
        tally.deliveries += answers.count
        tally.duplicates += answers.count { $0 == true }
        tally.refused += answers.count { $0 == nil }
    }

    /// Whether it was a duplicate; nil when it was refused again and again.
    private func deliver(_ step: SandboxStep) async throws -> Bool? {
        let call = RemoteCall(
            method: .post,
            url: "\(address)/webhooks/\(SandboxCompany.id)/\(step.connection)",
            headers: step.headers(Date()),
            body: step.body
        )
        return try await transport.deliver(call, tries: Self.triesPerDelivery)
    }
}

extension RemoteTransport {
    /// Sends a webhook until it is taken: whether it was a duplicate; nil when it was refused again and again.
    func deliver(_ call: RemoteCall, tries: Int) async throws -> Bool? {
        for _ in 0..<tries {
            let response = try? await send(call, timeout: .seconds(10), bodyLimitBytes: 65_536)
            if let response, response.status == 200 {
                return String(decoding: response.body, as: UTF8.self)
                    .contains(#""duplicate":true"#)
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }
}
