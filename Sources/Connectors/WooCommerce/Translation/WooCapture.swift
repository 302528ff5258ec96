import Bookkeeping
import Foundation

/// The money that an order's gateway has really taken.
struct WooCapture: Sendable {
    /// What one proof says.
    private enum Evidence {
        case nothing
        case none
        case all
        case amount(Amount)
    }

    let order: WooOrder
    let options: WooOptions
    let currency: Currency
    let zone: TimeZone
    /// Whether the order's status says that the goods are delivered.
    let isDelivered: Bool

    /// What the gateway was to take: stored value is already off.
    private var due: Amount { order.head.total.amount(in: currency) }

    /// The captured money, or nil while there is none; an alert when a delivered order does not say.
    func payment() throws(Alert) -> Payment? {
        guard due > .zero else { return nil }
        let rules = options.captures + WooCaptureRule.standard
        guard let rule = rules.first(where: { $0.gateway.matches(order.paymentMethod) }) else {
            guard isDelivered else { return nil }
            throw .wooUnknownGateway(order.paymentMethod)
        }
        let captured: Amount
        switch evidence(rule) {
        case .all: captured = due
        case .amount(let amount) where !amount.isZero: captured = amount
        case .amount, .none, .nothing:
            guard isDelivered else { return nil }
            throw .wooNotCaptured(order.paymentMethod, field: rule.field)
        }
        guard let moment = moment(rule), let day = moment.day(in: zone) else {
            throw .wooUnreadable("date_paid_gmt")
        }
        return Payment(id: "payment", method: method, amount: captured, date: day)
    }

    /// The plugin's id, as the company's rules know it.
    ///
    /// `invoice` is kept for promises; money that came for an invoice came by bank.
    var method: String {
        switch order.paymentMethod.lowercased() {
        case "": "manual"
        case "invoice": "bank_transfer"
        default: order.paymentMethod
        }
    }

    private func evidence(_ rule: WooCaptureRule) -> Evidence {
        for proof in rule.proofs {
            switch evidence(proof) {
            case .nothing: continue
            case let found: return found
            }
        }
        return .nothing
    }

    private func evidence(_ proof: WooCaptureRule.Proof) -> Evidence {
        switch proof {
        case .field(let key, let words):
            guard let value = order.meta.value(key) else { return .nothing }
            if words.isEmpty { return order.meta.isSet(key) ? .all : .none }
            return words.contains(value.text?.lowercased() ?? "") ? .all : .none
        case .denial(let key): return order.meta.isSet(key) ? .none : .nothing
        case .amountMinor(let key):
            guard let text = order.meta.text(key) else { return .nothing }
            guard let minor = Int64(text), minor > 0, minor <= Amount.limit else { return .none }
            return .amount(Amount(minor: minor))
        case .datePaid: return order.paid == nil ? .none : .all
        }
    }

    private func moment(_ rule: WooCaptureRule) -> WooMoment? {
        switch rule.day {
        case .paid: order.paid ?? order.completed ?? order.created
        case .completed: order.completed ?? order.paid ?? order.created
        }
    }
}
