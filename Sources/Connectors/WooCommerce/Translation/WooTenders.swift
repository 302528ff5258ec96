import Bookkeeping
import Crypto
import Foundation

/// Stored value that paid a part of an order: gift cards and store credit, by whichever plugin.
///
/// All of them lower the order's total and leave its lines alone, except codes that a plugin passes off as coupons:
/// those lowered lines and tax, which the company must say (`hiddenTenders`).
struct WooTenders: Sendable {
    /// The discount type of store credit.
    ///
    /// Source: public code of Smart Coupons.
    static let storeCreditType = "smart_coupon"
    static let giftCard = "gift_card"

    /// One tender; becomes a payment once the order is placed.
    struct Tender: Hashable, Sendable {
        var id: String
        var method: String
        var amount: Amount
        var giftCardID: String?
        /// Whether the plugin puts the value back on the card by itself when the whole order is refunded.
        var isRestoredOnFullRefund: Bool
    }

    private(set) var tenders: [Tender] = []
    /// Whether a coupon is a tender, so that lines count before coupons.
    private(set) var isBeforeCoupons = false
    /// Fees that are no lines.
    private(set) var fees: Set<Int64> = []

    private let currency: Currency
    private let options: WooOptions

    init(
        of order: WooOrder,
        options: WooOptions,
        currency: Currency,
        isDomestic: Bool
    ) throws(Alert) {
        self.currency = currency
        self.options = options
        try readCoupons(order.coupons)
        for (index, card) in order.giftCards.enumerated() {
            let id = card.id.map { String($0) } ?? "no-\(index + 1)"
            add("gift-card-\(id)", Self.giftCard, card.amount, card: id, isRestored: false)
        }
        try readYITH(order)
        for fee in order.fees where fee.net < .zero && fee.exactTax.isZero {
            try read(fee, of: order, isDomestic: isDomestic)
        }
    }

    var total: Amount { tenders.map(\.amount).total }

    /// Adds what lines and tax come to above the total, where the company says what that is.
    mutating func add(gap: Amount) -> Bool {
        guard let method = options.method(of: { $0 == .gap }) else { return false }
        tenders.append(
            Tender(id: "gap", method: method, amount: gap, isRestoredOnFullRefund: true)
        )
        return true
    }

    private mutating func add(
        _ id: String,
        _ method: String,
        _ figure: WooFigure,
        card: String? = nil,
        isRestored: Bool = true
    ) {
        let amount = figure.amount(in: currency)
        guard !amount.isZero else { return }
        tenders.append(
            Tender(
                id: id,
                method: method,
                amount: amount,
                giftCardID: card,
                isRestoredOnFullRefund: isRestored
            )
        )
    }

    // MARK: Coupons

    private mutating func readCoupons(_ coupons: [WooCoupon]) throws(Alert) {
        var hasDiscount = false
        for coupon in coupons {
            let chosen = options.method { sign in
                if case .coupon(let pattern) = sign { pattern.matches(coupon.code) } else { false }
            }
            if coupon.type == Self.storeCreditType {
                add("coupon-\(coupon.id)", chosen ?? "store_credit", coupon.discount)
            } else if let chosen, chosen != "discount" {
                isBeforeCoupons = true
                add(
                    "coupon-\(coupon.id)",
                    chosen,
                    coupon.discount + coupon.discountTax,
                    card: Self.anonymous(coupon.code)
                )
            } else if chosen == nil, coupon.type == "fixed_cart",
                Self.looksLikeCard(coupon.code)
            {
                throw .wooCouponIsCard(prefix: String(coupon.code.prefix(4)))
            } else if !coupon.discount.isZero {
                hasDiscount = true
            }
        }
        // How much of each line's discount is whose is nowhere told.
        if isBeforeCoupons, hasDiscount { throw .wooMixedCoupons }
    }

    /// `ABCD-EF12-3456-7890`, as gift card plugins make codes.
    private static func looksLikeCard(_ code: String) -> Bool {
        let groups = code.split(separator: "-", omittingEmptySubsequences: false)
        return groups.count >= 3
            && groups.allSatisfy { group in
                group.utf8.count == 4
                    && group.unicodeScalars.allSatisfy {
                        $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
                    }
            }
    }

    // MARK: YITH

    private static let cardsField = "_ywgc_applied_gift_cards"
    private static let sumField = "_ywgc_applied_gift_cards_totals"
    private static let feeField = "ywgc_gift_card_updated_as_fee"

    private mutating func readYITH(_ order: WooOrder) throws(Alert) {
        // The same cards then stand as a negative fee.
        guard !order.meta.isSet(Self.feeField) else { return }
        if case .object(let cards)? = order.meta.value(Self.cardsField) {
            for card in cards {
                guard let figure = card.value.text.flatMap(WooFigure.init) else {
                    throw .wooUnreadable(Self.cardsField)
                }
                let name = Self.anonymous(card.name)
                add("yith-\(name)", Self.giftCard, figure, card: name)
            }
        } else if let text = order.meta.text(Self.sumField) {
            guard let figure = WooFigure(text) else { throw .wooUnreadable(Self.sumField) }
            add("yith", Self.giftCard, figure)
        }
    }

    // MARK: Fees

    private mutating func read(
        _ fee: WooLine,
        of order: WooOrder,
        isDomestic: Bool
    ) throws(Alert) {
        let name = fee.name ?? ""
        let chosen = options.method { sign in
            if case .fee(let pattern) = sign { pattern.matches(name) } else { false }
        }
        let isCard = order.meta.isSet(Self.feeField) && isYITH(name, of: order)
        guard let method = chosen ?? (isCard ? Self.giftCard : nil) else {
            // Where nothing is taxed, a reduction without tax is an ordinary one.
            if isDomestic, order.charges.contains(where: { !$0.exactTax.isZero }) {
                throw .wooNegativeFee(name)
            }
            return
        }
        guard method != "discount" else { return }
        fees.insert(fee.id)
        add("fee-\(fee.id)", method, -fee.net, card: isCard ? Self.anonymous(name) : nil)
    }

    /// The fee is named after the codes it stands for.
    private func isYITH(_ name: String, of order: WooOrder) -> Bool {
        guard case .object(let cards)? = order.meta.value(Self.cardsField) else { return true }
        return cards.contains { name.contains($0.name) }
    }

    /// A code is as good as money: what is kept of it tells cards apart and cannot be spent.
    private static func anonymous(_ code: String) -> String {
        SHA256.hash(data: Data(code.utf8)).prefix(6).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
