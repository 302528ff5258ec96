import Foundation

@testable import Companies

/// The code an app would show, made from the text a person types into it.
enum SampleCode {
    static func of(_ secret: String, at date: Date) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = ""
        for letter in secret where letter != " " {
            let digits = String(alphabet.firstIndex(of: letter) ?? 0, radix: 2)
            bits += String(repeating: "0", count: 5 - digits.count) + digits
        }
        let key = stride(from: 0, to: bits.count - bits.count % 8, by: 8).map { start in
            UInt8(bits.dropFirst(start).prefix(8), radix: 2) ?? 0
        }
        let step = TimeCode.step(at: Int64(date.timeIntervalSince1970) * 1_000)
        return TimeCode.code(secret: Data(key), step: step)
    }
}
