/// Something a person should know about a plan: why nothing is booked, or what was booked with a remark.
package struct Alert: Hashable, Sendable, Error {
    package var code: AlertCode
    /// What is the case, with the figures.
    package var message: LocalizedText
    /// What to do about it.
    package var remedy: LocalizedText

    package init(_ code: AlertCode, message: LocalizedText, remedy: LocalizedText) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}

/// The closed list of what can keep an order from being booked, or be remarked about it.
package enum AlertCode: String, Hashable, Sendable, CaseIterable {
    case notFulfilled = "NOT_FULFILLED"
    case notPaid = "NOT_PAID"
    case partiallyPaid = "PARTIALLY_PAID"
    case cancelled = "CANCELLED"
    case zeroTotal = "ZERO_TOTAL"
    case beforeFromDate = "BEFORE_FROM_DATE"
    case totalMismatch = "TOTAL_MISMATCH"
    case paymentMismatch = "PAYMENT_MISMATCH"
    case vatDeviation = "VAT_DEVIATION"
    case vatChargedByUnregistered = "VAT_CHARGED_BY_UNREGISTERED"
    case missingAccountMapping = "MISSING_ACCOUNT_MAPPING"
    case missingVATRule = "MISSING_VAT_RULE"
    case missingRate = "MISSING_RATE"
    case foreignVATThreshold = "FOREIGN_VAT_THRESHOLD"
    case foreignVATNotRegistered = "FOREIGN_VAT_NOT_REGISTERED"
    case giftCardDiscount = "GIFT_CARD_DISCOUNT"
    case refundMismatch = "REFUND_MISMATCH"
    case refundExceedsSale = "REFUND_EXCEEDS_SALE"
    case payoutMismatch = "PAYOUT_MISMATCH"
    case periodClosed = "PERIOD_CLOSED"
    case roundingPosted = "ROUNDING_POSTED"
    case invalidOrganizationNumber = "INVALID_ORG_NUMBER"
    case noDeliveryChannel = "NO_DELIVERY_CHANNEL"
    case lowValueNoIOSS = "LOW_VALUE_NO_IOSS"
}
