import Connectors
import Foundation
import Testing

struct HMACSignatureTests {
    private let body = Data(#"{"id":1}"#.utf8)

    @Test func `a signature is made by its secret and no other`() throws {
        let signature = HMACSignature(of: body, secret: "old")

        #expect(signature.isMade(of: body, withOneOf: ["new", "old"]))
        #expect(!signature.isMade(of: body, withOneOf: ["new"]))
        #expect(!signature.isMade(of: body, withOneOf: []))
        #expect(!signature.isMade(of: body + Data([0x20]), withOneOf: ["old"]))
    }

    @Test func `the known answer of RFC 4231 comes out`() throws {
        let signature = HMACSignature(of: Data("what do ya want for nothing?".utf8), secret: "Jefe")

        #expect(signature.base64 == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=")
    }

    @Test func `an empty secret never verifies`() throws {
        let signature = HMACSignature(of: body, secret: "")

        #expect(!signature.isMade(of: body, withOneOf: ["", "other"]))
    }

    @Test func `only the canonical base64 of 32 bytes is a signature`() throws {
        let text = HMACSignature(of: body, secret: "secret").base64

        #expect(HMACSignature(base64: text)?.base64 == text)
        for wrong in [
            "", "=", String(text.dropLast()), String(text.dropFirst()), text + "=", text + text,
            " " + text,
            text + "\n", text.lowercased() + "é", String(repeating: "!", count: 44),
            Data(repeating: 1, count: 31).base64EncodedString(),
            Data(repeating: 1, count: 33).base64EncodedString(),
        ] { #expect(HMACSignature(base64: wrong) == nil, "\(wrong)") }
    }

    @Test func `changing the unused bits of the last character is noticed`() throws {
        let text = Data(repeating: 0, count: 32).base64EncodedString()

        #expect(text.hasSuffix("A="))
        #expect(HMACSignature(base64: text.dropLast(2) + "B=") == nil)
    }
}
