import Bookkeeping

/// How the orders of a gateway show that their money was captured, not only reserved.
///
/// `date_paid` means authorised with Klarna and Vipps, so each plugin's own field is asked.
struct WooCaptureRule: Sendable {
    /// One field and what it says; the first that says anything decides.
    enum Proof: Sendable {
        /// Captured when the field is set to one of the words (to anything, when there are none); says nothing
        /// when the field is absent.
        case field(String, words: [String])
        /// The field's presence means that nothing is captured.
        case denial(String)
        /// Minor units captured.
        case amountMinor(String)
        /// `date_paid` is enough: money is received by hand, or always captured at once.
        case datePaid
    }

    /// Which moment of the order stands for the capture.
    enum Day: Sendable {
        case paid
        case completed
    }

    var gateway: Wildcard
    var proofs: [Proof]
    var day: Day
    /// What a person is told to look for.
    var field: String

    init(_ gateway: String, _ proofs: [Proof], day: Day, field: String) {
        self.gateway = Wildcard(gateway)
        self.proofs = proofs
        self.day = day
        self.field = field
    }

    /// A company's own: `{gateway: "dintero*", field: _dintero_captured, value: yes}`, `{gateway: …, amountMinor: …}`
    /// or `{gateway: …, trust: datePaid}`.
    init?(_ json: WooJSON) {
        guard let gateway = json.value["gateway"]?.text else { return nil }
        if let field = json.text("field") {
            let words = json.text("value").map { [$0.lowercased()] } ?? []
            self.init(gateway, [.field(field, words: words)], day: .completed, field: field)
        } else if let field = json.text("amountMinor") {
            self.init(gateway, [.amountMinor(field)], day: .completed, field: field)
        } else if json.text("trust") == "datePaid" {
            self.init(gateway, [.datePaid], day: .paid, field: "date_paid")
        } else {
            return nil
        }
    }

    /// The plugins that are known.
    ///
    /// Source: their public code; see the names in front of each field.
    static let standard: [WooCaptureRule] = [
        klarna("klarna*"), klarna("kco*"),
        WooCaptureRule(
            "vipps*",
            [
                .amountMinor("_vipps_captured"),
                .field("_vipps_status", words: ["sale", "captured"]),
            ],
            day: .completed,
            field: "_vipps_captured"
        ),
        WooCaptureRule(
            "stripe*",
            [
                .field("_stripe_charge_captured", words: ["yes"]),
                .field("_stripe_net", words: []), .field("_stripe_fee", words: []),
                // Only reserved, the plugin leaves an order on hold and date_paid empty.
                .datePaid,
            ],
            day: .paid,
            field: "_stripe_charge_captured"
        ),
        WooCaptureRule(
            "woocommerce_payments*",
            [
                .field("_intention_status", words: ["succeeded"]),
                .field("_wcpay_transaction_fee", words: []),
            ],
            day: .paid,
            field: "_intention_status"
        ),
        byHand("bacs"), byHand("cheque"), byHand("cod"), byHand("invoice"),
    ]

    private static func klarna(_ gateway: String) -> WooCaptureRule {
        WooCaptureRule(
            gateway,
            [.denial("_wc_klarna_cancelled"), .field("_wc_klarna_capture_id", words: [])],
            day: .completed,
            field: "_wc_klarna_capture_id"
        )
    }

    private static func byHand(_ gateway: String) -> WooCaptureRule {
        WooCaptureRule(gateway, [.datePaid], day: .paid, field: "date_paid")
    }
}
