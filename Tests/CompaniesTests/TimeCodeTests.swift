import Foundation
import Testing

@testable import Companies

struct TimeCodeTests {
    // RFC 6238, appendix B, the rows of SHA-1.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]
    )
    func `codes are those of the standard`(seconds: Int64, code: String) {
        let secret = Data("12345678901234567890".utf8)
        let step = TimeCode.step(at: seconds * 1_000)
        #expect(TimeCode.code(secret: secret, step: step, digits: 8) == code)
        #expect(TimeCode.code(secret: secret, step: step) == String(code.suffix(6)))
    }

    // RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func `secrets are written in base 32`(bytes: String, text: String) {
        #expect(TimeCode.base32(Data(bytes.utf8)) == text)
    }

    @Test func `a code is good for a step each way, and once`() {
        let secret = Data("12345678901234567890".utf8)
        let time: Int64 = 1_790_000_000_000
        let now = TimeCode.step(at: time)
        func step(_ offset: Int64, after used: Int64 = 0) -> Int64? {
            let code = TimeCode.code(secret: secret, step: now + offset)
            return TimeCode.step(of: code, secret: secret, at: time, after: used)
        }

        #expect(step(0) == now && step(-1) == now - 1 && step(1) == now + 1)
        #expect(step(-2) == nil && step(2) == nil)
        #expect(step(0, after: now) == nil && step(-1, after: now) == nil)
        #expect(TimeCode.step(of: "", secret: secret, at: time, after: 0) == nil)
        #expect(TimeCode.step(of: "12345", secret: secret, at: time, after: 0) == nil)
    }
}
