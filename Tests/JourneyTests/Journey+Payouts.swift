import Bookkeeping
import Connectors
import Destinations
import Foundation
import Testing

@testable import App

extension Journey {
    /// What an account has come to, in øre.
    func balance(_ account: Int) -> Int64 {
        world.ledger.snapshot().balances.filter { $0.key.account == account }.map(\.value)
            .reduce(0, +)
    }

    func answer(_ operation: ControlOperation) async -> ControlAnswer {
        do {
            return await operations(try Self.configuration(directory)).answer(operation)
        } catch {
            return .failure(message: "\(error)", exitCode: 78)
        }
    }

    func perform(_ operation: ControlOperation) async throws -> OperationReply {
        switch await answer(operation) {
        case .reply(let reply): return reply
        case .failure(let message, let exitCode):
            throw CommandFailure(message, exitCode: exitCode)
        }
    }

    func importPayouts(
        _ report: String,
        provider: String? = nil,
        isDryRun: Bool = false
    ) async throws -> OperationReply {
        try await perform(
            .importPayouts(
                company: "nordlys",
                provider: provider,
                file: Data(report.utf8),
                isDryRun: isDryRun
            )
        )
    }

    /// Applies the company's file anew, changed as the caller says.
    func apply(rules: String, _ change: (String) -> String = { $0 }) async throws {
        let yaml = change(Self.companyFile(rules: rules, secret: Self.webhookSecret))
        _ = try await perform(.applyCompany(yaml: yaml, environment: [:]))
    }

    /// Sweeps every source once, as the running server does now and then.
    func sweep() async {
        await Sweeper(
            installation: installation,
            interval: .seconds(900),
            now: { [self] in moment },
            logger: Self.silence
        ).sweepAll()
    }

    /// A signed message about an order of one line, delivered in March 2026 and paid.
    func orderFromPartner(
        _ number: String,
        currency: String = "NOK",
        payments: [(method: String, minor: Int64)],
        changing change: (String) -> String = { $0 }
    ) async throws {
        let total = payments.map(\.minor).reduce(0, +)
        let tenders = payments.map {
            #"{"method":"\#($0.method)","amountMinor":\#($0.minor),"date":"2026-03-19"}"#
        }.joined(separator: ",")
        let body = Data(
            change(
                """
                {"type":"order.updated","timestamp":"2026-03-20T09:00:00Z","data":{"number":"\(number)",\
                "orderDate":"2026-03-18","fulfilledDate":"2026-03-19","currency":"\(currency)",\
                "pricesIncludeVat":true,"customer":{"type":"B2C","country":"NO","email":"kunde@example.com"},\
                "shipTo":{"country":"NO","postalCode":"0150"},"lines":[{"id":"1","qty":"1",\
                "unitPriceMinor":\(total),"productClass":"standard","supplyType":"goods"}],\
                "totalMinor":\(total),"payments":[\(tenders)],"refunds":[]}}
                """
            ).utf8
        )
        let headers = try #require(
            StandardWebhookSigner.headers(
                body: body,
                id: "msg_\(number)_\(body.hashValue)",
                at: moment,
                secret: "whsec_cGFydG5lci1wYXJ0bmVyLXBhcnRuZXI="
            )
        )
        let answer = try await post(body, to: "/webhooks/nordlys/partner", headers: headers)
        #expect(answer.status == 200, "\(answer.body)")
    }
}
