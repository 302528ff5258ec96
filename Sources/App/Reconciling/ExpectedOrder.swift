import Bookkeeping
import Destinations

/// What the books should hold of one order, in a form that is kept while a reconciliation runs.
struct ExpectedOrder: Codable, Hashable, Sendable {
    struct Movement: Codable, Hashable, Sendable {
        var account: Int
        var code: String?
        /// In øre, and in minor units of the currency.
        var amount: Int64
        var inCurrency: Int64
        var vat: Int64
        var currency: String
        var subject: String
        /// The payment's, for money in and out.
        var method: String?
    }

    struct Document: Codable, Hashable, Sendable {
        var kind: String
        var date: String
        var currency: String
        var refund: String?
        var postings: [Movement]
    }

    var connection: String
    var subject: String
    /// As people know it.
    var number: String
    /// Of delivery, else of the order.
    var date: String
    var status: String
    var alerts: [String]
    var documents: [Document]
    var currency: String?
    /// What the sale comes to in its currency, and what the shop says in NOK.
    var sale: Int64?
    var shopTotal: Int64?
    /// What the sale comes to, as our record keeps it.
    var figures: String?
    /// Captured money of an order that was not delivered when the period ended, in its currency.
    var paidAhead: Int64?
    var giftCardAccount: Int?
    /// What it came to under rules that were in force before, where that is something else.
    var earlier: [[Document]] = []

    var orderKey: String { "\(connection)-\(number)" }
    /// The order's name in our record.
    var fact: String { "\(connection)/order/\(number)" }
}

extension ExpectedOrder {
    init(
        _ order: Order,
        _ plan: Plan,
        subject: String,
        connection: String,
        rules: Rules,
        until end: LocalDate
    ) {
        self.init(
            connection: connection,
            subject: subject,
            number: order.number,
            date: (order.fulfilledDate ?? order.orderDate).description,
            status: plan.status.rawValue,
            alerts: plan.alerts.map(\.code.rawValue),
            documents: plan.vouchers.map(Document.init),
            currency: plan.totals?.currency.code,
            sale: plan.totals?.sale.minor,
            shopTotal: order.currency == .nok && order.refunds.isEmpty
                ? order.total.minor : nil,
            figures: plan.saleFigures,
            paidAhead: order.paidAhead(until: end)?.minor,
            giftCardAccount: rules.account("giftCardLiability")?.value
        )
        if currency == nil { currency = order.currency.code }
    }
}

extension Order {
    /// Money captured by the day for what is delivered later; nil when nothing is.
    fileprivate func paidAhead(until end: LocalDate) -> Amount? {
        guard cancelledDate == nil, orderDate <= end, fulfilledDate.map({ $0 > end }) ?? true else {
            return nil
        }
        let back = refunds.filter { $0.date <= end }.flatMap(\.transactions).map(\.amount).total
        let paid = payments.filter { $0.date <= end && $0.method != "invoice" }.map(\.amount).total
        return paid > back ? paid - back : nil
    }
}

extension ExpectedOrder.Document {
    fileprivate init(_ voucher: Voucher) {
        self.init(
            kind: voucher.kind.rawValue,
            date: voucher.date.description,
            currency: voucher.currency.code,
            refund: voucher.refundID,
            postings: voucher.postings.map(ExpectedOrder.Movement.init)
        )
    }

    /// nil when it was not kept whole.
    var voucher: Voucher? {
        guard let kind = Voucher.Kind(rawValue: kind), let date = LocalDate(date),
            let currency = Currency(code: currency)
        else { return nil }
        let rows = postings.compactMap(\.posting)
        guard rows.count == postings.count else { return nil }
        return Voucher(
            kind: kind,
            date: date,
            currency: currency,
            postings: rows,
            refundID: refund
        )
    }
}

extension ExpectedOrder.Movement {
    fileprivate init(_ posting: Posting) {
        let (subject, method) = posting.reason.subject.kept
        self.init(
            account: posting.account.value,
            code: posting.vatCode?.number,
            amount: posting.amount.minor,
            inCurrency: posting.inCurrency.minor,
            vat: posting.vat.minor,
            currency: posting.currency.code,
            subject: subject,
            method: method
        )
    }

    fileprivate var posting: Posting? {
        guard let account = AccountNumber(account), let currency = Currency(code: currency),
            let subject = PostingReason.Subject(kept: subject, method)
        else { return nil }
        return Posting(
            account: account,
            vatCode: code.map { VATCode($0) },
            amount: Amount(minor: amount),
            currency: currency,
            inCurrency: Amount(minor: inCurrency),
            vat: Amount(minor: vat),
            reason: PostingReason(subject)
        )
    }
}

extension PostingReason.Subject {
    private static let plain: [(String, PostingReason.Subject)] = [
        ("receivable", .receivable), ("advance", .advance), ("sale", .sale),
        ("foreignVAT", .foreignVAT), ("rounding", .rounding), ("credit", .credit),
        ("exchangeDifference", .exchangeDifference), ("payout", .payout), ("fee", .fee),
        ("expiry", .expiry),
    ]

    fileprivate var kept: (String, String?) {
        switch self {
        case .payment(let method): return ("payment", method)
        case .moneyBack(let method): return ("moneyBack", method)
        default: return (Self.plain.first { $0.1 == self }?.0 ?? "", nil)
        }
    }

    fileprivate init?(kept name: String, _ method: String?) {
        switch (name, method) {
        case ("payment", let method?): self = .payment(method)
        case ("moneyBack", let method?): self = .moneyBack(method)
        default:
            guard let known = Self.plain.first(where: { $0.0 == name })?.1 else { return nil }
            self = known
        }
    }
}

extension ExpectedOrder {
    /// The plan as far as reconciliation needs it; nil when it was not kept whole.
    var plan: Plan? {
        let vouchers = documents.compactMap(\.voucher)
        guard vouchers.count == documents.count, let status = Plan.Status(rawValue: status) else {
            return nil
        }
        let totals = sale.flatMap { sale in
            currency.flatMap { Currency(code: $0) }.map {
                Plan.Totals(currency: $0, sale: Amount(minor: sale), outstanding: .zero)
            }
        }
        return Plan(status: status, vouchers: vouchers, totals: totals)
    }
}

extension ExpectedOrder {
    private struct Key: Hashable {
        var account: Int
        var code: String?
    }

    /// The order under those of its rules that the ledger agrees with: a change of rules does not make what was
    /// booked before it wrong.
    func settled(by posted: [PostedVoucher]) -> ExpectedOrder {
        guard !earlier.isEmpty, !posted.isEmpty else { return self }
        var found: [Key: Int64] = [:]
        for line in posted.flatMap(\.lines) {
            let key = Key(account: line.account.value, code: line.vatCode?.number)
            found[key, default: 0] += line.amount.minor
        }
        found = found.filter { $0.value != 0 }
        guard Self.sums(documents) != found,
            let fitting = earlier.first(where: { Self.sums($0) == found })
        else { return self }
        var order = self
        order.documents = fitting
        order.status = Plan.Status.booked.rawValue
        order.alerts = []
        return order
    }

    private static func sums(_ documents: [Document]) -> [Key: Int64] {
        var sums: [Key: Int64] = [:]
        for posting in documents.flatMap(\.postings) {
            sums[Key(account: posting.account, code: posting.code), default: 0] += posting.amount
        }
        return sums.filter { $0.value != 0 }
    }

    /// Adds what the order came to under other rules.
    mutating func add(earlier plan: Plan) {
        let other = plan.vouchers.map(Document.init)
        guard plan.status == .booked, other != documents, !earlier.contains(other) else { return }
        earlier.append(other)
    }
}
