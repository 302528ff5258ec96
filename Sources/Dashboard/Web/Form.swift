import Foundation
import Hummingbird

/// The fields of a submitted form.
struct Form: Sendable {
    /// The most bytes a form may have.
    static let lengthLimit = 32_768

    private let fields: [String: String]

    init(of request: Request) async throws {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.lengthLimit)
        } catch {
            throw PageRefusal.tooLarge
        }
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw PageRefusal.unreadable
        }
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]),
                let value = Self.decoded(parts.count > 1 ? parts[1] : "")
            else { throw PageRefusal.unreadable }
            fields[name] = value
        }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
