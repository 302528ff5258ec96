package import Bookkeeping
package import Foundation
import HTTPTypes
package import Remote
import Synchronization

/// An in-memory Report API of Vipps MobilePay, as strict as the real one.
///
/// Keeps the balances and schedules the payouts itself. Knows the token's end, the ledgers of its keys alone, and
/// the days that are still open. Source: developer.vippsmobilepay.com, Report API guide.
package final class FakeVippsReport: FakeService {
    /// Seconds that a token lives.
    package static let tokenSeconds = 3_600

    private struct Entry: Sendable {
        var psp: String
        var day: LocalDate
        var type: String
        var reference: String
        var minor: Int64
        var before: Int64
    }

    private struct Ledger: Sendable {
        var funds: [Entry] = []
        var fees: [Entry] = []
        var openFrom: LocalDate?
        var payoutNumber = 0

        var balance: Int64 { funds.last.map { $0.before + $0.minor } ?? 0 }
        var feeBalance: Int64 { fees.last.map { $0.before + $0.minor } ?? 0 }
    }

    private struct State: Sendable {
        var ledgers: [String: Ledger] = [:]
        var tokens: [String: Date] = [:]
        var serial = 0
    }

    private let clientID: String
    private let clientSecret: String
    private let subscriptionKey: String
    private let pageSize: Int
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    package init(
        clientID: String,
        clientSecret: String,
        subscriptionKey: String,
        pageSize: Int = 1_000,
        now: @escaping @Sendable () -> Date
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.subscriptionKey = subscriptionKey
        self.pageSize = pageSize
        self.now = now
    }

    // MARK: What happens at the merchant's

    /// A capture (positive) or refund (negative), with what it costs.
    package func move(
        _ minor: Int64,
        reference: String,
        feeMinor: Int64 = 0,
        on day: LocalDate,
        ledger id: String
    ) {
        state.withLock { state in
            state.serial += 1
            var ledger = state.ledgers[id] ?? Ledger()
            let psp = String(3_300_000_000 + state.serial)
            ledger.funds.append(
                Entry(
                    psp: psp,
                    day: day,
                    type: minor < 0 ? "refund" : "capture",
                    reference: reference,
                    minor: minor,
                    before: ledger.balance
                )
            )
            if feeMinor != 0 {
                ledger.fees.append(
                    Entry(
                        psp: psp,
                        day: day,
                        type: "capture-fee",
                        reference: reference,
                        minor: -feeMinor,
                        before: ledger.feeBalance
                    )
                )
            }
            state.ledgers[id] = ledger
        }
    }

    /// Keeps the fees owed and schedules a payout of the rest, but for a reserve.
    package func settle(on day: LocalDate, ledger id: String, reserveMinor: Int64 = 0) {
        state.withLock { state in
            var ledger = state.ledgers[id] ?? Ledger()
            state.serial += 1
            let owed = -ledger.feeBalance
            if owed != 0 {
                let psp = "01H7W\(state.serial)"
                ledger.funds.append(
                    Entry(
                        psp: psp,
                        day: day,
                        type: "fees-retained",
                        reference: "",
                        minor: -owed,
                        before: ledger.balance
                    )
                )
                ledger.fees.append(
                    Entry(
                        psp: psp,
                        day: day,
                        type: "fees-retained",
                        reference: "",
                        minor: owed,
                        before: ledger.feeBalance
                    )
                )
            }
            ledger.payoutNumber += 1
            let number = 2_000_000 + ledger.payoutNumber
            ledger.funds.append(
                Entry(
                    psp: "\(id)-\(number)",
                    day: day,
                    type: "payout-scheduled",
                    reference: "",
                    minor: -(ledger.balance - reserveMinor),
                    before: ledger.balance
                )
            )
            state.ledgers[id] = ledger
        }
    }

    /// From this day on the ledger's days are not over.
    package func open(from day: LocalDate, ledger id: String) {
        state.withLock { $0.ledgers[id, default: Ledger()].openFrom = day }
    }

    // MARK: Answers

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let moment = now()
        return state.withLock { answer(request, &$0, at: moment) }
    }

    private func answer(
        _ request: FakeRequest,
        _ state: inout State,
        at moment: Date
    ) -> RemoteResponse {
        guard request.headers.value("ocp-apim-subscription-key") == subscriptionKey else {
            return .problem(401, "Access denied due to invalid subscription key.")
        }
        if request.path == "/accesstoken/get" { return token(request, &state, at: moment) }
        let bearer = request.headers.value("authorization") ?? ""
        guard bearer.hasPrefix("Bearer "),
            let until = state.tokens[String(bearer.dropFirst(7))], until > moment
        else { return .problem(401, "Unauthorized") }
        guard request.method == .get else { return .problem(405, "Method Not Allowed") }
        if request.path == "/settlement/v1/ledgers" { return ledgers(state) }
        let parts = request.path.split(separator: "/")
        guard parts.count == 7, parts[0...2] == ["report", "v2", "ledgers"], parts[5] == "dates",
            parts[4] == "funds" || parts[4] == "fees"
        else { return .problem(404, "Not Found") }
        guard let ledger = state.ledgers[String(parts[3])] else {
            return .problem(404, "No such ledgerId")
        }
        guard let day = LocalDate(parts[6]) else { return .problem(400, "Invalid ledgerDate") }
        return report(parts[4] == "funds" ? ledger.funds : ledger.fees, ledger, day, request)
    }

    private func token(
        _ request: FakeRequest,
        _ state: inout State,
        at moment: Date
    ) -> RemoteResponse {
        guard request.method == .post else { return .problem(405, "Method Not Allowed") }
        guard request.headers.value("client_id") == clientID,
            request.headers.value("client_secret") == clientSecret
        else { return .problem(401, "Unauthorized") }
        state.serial += 1
        let text = "token-\(state.serial)"
        state.tokens[text] = moment.addingTimeInterval(TimeInterval(Self.tokenSeconds))
        return .json(
            .object([
                ("token_type", .string("Bearer")), ("access_token", .string(text)),
                ("expires_in", .string(String(Self.tokenSeconds))),
            ])
        )
    }

    private func ledgers(_ state: State) -> RemoteResponse {
        let items = state.ledgers.keys.sorted().map { id in
            JSONText.object([
                ("ledgerId", .string(id)), ("currency", .string("NOK")),
                ("settlesForRecipientHandles", .array([.string("api:\(id)")])),
            ])
        }
        return .json(.object([("items", .array(items))]))
    }

    private func report(
        _ entries: [Entry],
        _ ledger: Ledger,
        _ day: LocalDate,
        _ request: FakeRequest
    ) -> RemoteResponse {
        var start = 0
        if let cursor = request.queryValue("cursor") {
            guard let place = Int(cursor), place > 0 else {
                return .problem(400, "Invalid cursor")
            }
            start = place
        }
        let today = entries.filter { $0.day == day }
        let shown = today.dropFirst(start).prefix(pageSize)
        let hasMore = start + pageSize < today.count
        var members: [(String, JSONText)] = [
            ("items", .array(shown.map { Self.json($0) })), ("hasMore", .bool(hasMore)),
            ("tryLater", .bool(ledger.openFrom.map { day >= $0 } ?? false)),
        ]
        if hasMore { members.append(("cursor", .string(String(start + pageSize)))) }
        return .json(.object(members))
    }

    private static func json(_ entry: Entry) -> JSONText {
        .object([
            ("pspReference", .string(entry.psp)),
            ("time", .string("\(entry.day)T12:00:00.000000Z")),
            ("ledgerDate", .string(entry.day.description)), ("entryType", .string(entry.type)),
            ("reference", .string(entry.reference)), ("currency", .string("NOK")),
            ("amount", .int(entry.minor)), ("balanceBefore", .int(entry.before)),
            ("balanceAfter", .int(entry.before + entry.minor)), ("recipientHandle", .null),
        ])
    }
}

extension RemoteResponse {
    fileprivate static func problem(_ status: Int, _ title: String) -> RemoteResponse {
        json(
            .object([
                ("type", .string("about:blank")), ("title", .string(title)),
                ("status", .int(Int64(status))),
            ]),
            status: status
        )
    }
}
