import Bookkeeping
import Crypto
package import Foundation

extension SettledPayout {
    /// The payout as an event carries it: what it is booked from, however often.
    package var payload: Data {
        Data(
            JSONValue.object([.init("id", .string(id)), .init("payout", payout.neutral)])
                .description.utf8
        )
    }

    /// Throws for what no payload of ours is.
    package init(payload: Data) throws {
        let value = try JSONValue(parsing: payload)
        self.init(
            id: value["id"]?.text ?? "",
            payout: try Payout(neutral: value["payout"] ?? .null, at: "payout")
        )
    }

    /// The same for the same figures, another for changed ones.
    package var fingerprint: String {
        SHA256.hash(data: payload).prefix(8).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
