import Foundation
import Hummingbird

/// The fields of a submitted form.
struct Form: Sendable {
    /// The most bytes a form may have.
    static let lengthLimit = 32_768
    /// The most bytes of a form that holds a company's rules.
    static let rulesLengthLimit = 1_048_576

    private let fields: [String: String]

    init(of request: Request, upTo limit: Int = lengthLimit) async throws {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: limit)
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

    init(_ fields: [String: String]) {
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    /// The field without blanks around it; nil when there is nothing left.
    func text(_ name: String) -> String? {
        let text = fields[name]?.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The numbers of rows whose fields are named `list.0.part`, ascending.
    func rows(of list: String) -> [Int] {
        let numbers = fields.keys.compactMap { name -> Int? in
            guard name.hasPrefix(list + ".") else { return nil }
            return name.dropFirst(list.count + 1).split(separator: ".").first.flatMap { Int($0) }
        }
        return Set(numbers).sorted()
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
