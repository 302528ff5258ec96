import Connectors
import Foundation
import Testing

struct TopLevelScanTests {
    private func id(_ text: String) throws(TopLevelScan.Failure) -> Int64 {
        try TopLevelScan.integer("id", in: Data(text.utf8))
    }

    @Test func `the member of the outermost object is found wherever it stands`() throws {
        #expect(try id(#"{"id":450789469}"#) == 450_789_469)
        #expect(
            try id(#" { "a" : [ { "id" : 1 } , {} , [] ] , "id" : 9007199254740993 } "#)
                == 9_007_199_254_740_993
        )
        #expect(try id(#"{"a":{"id":1},"id":-2,"b":"id"}"#) == -2)
        #expect(try id(#"{"id":9223372036854775807}"#) == .max)
    }

    @Test(arguments: [
        "", " ", "{", "}", "{]", "{\"id\":1", "{\"id\":1}}", "{\"id\":1} x",
        "{\"id\":1}{\"id\":1}",
        "{\"id\":01}", "{\"id\":1.}", "{\"id\":.5}", "{\"id\":+1}", "{\"id\":1e}", "{\"id\":-}",
        "{\"id\":1,}",
        "{,\"id\":1}", "{\"id\" 1}", "{\"id\":}", "{id:1}", "{'id':1}", "{\"id\":1 \"a\":2}",
        "{\"id\":1,\"a\":[1,]}",
        "{\"id\":1,\"a\":[,1]}", "{\"id\":1,\"a\":[1 2]}", "{\"id\":1,\"a\":tru}",
        "{\"id\":1,\"a\":nul", "{\"id\":1,\"a\":NaN}",
        "{\"id\":1,\"a\":\"\u{1}\"}", "{\"id\":1,\"a\":\"\\x\"}", "{\"id\":1,\"a\":\"\\u12G4\"}",
        "{\"id\":1,\"a\":\"\\u12\"}",
        "{\"id\":1,\"a\":\"unended}", "{\"id\":1,\"a\":\"\\\"}", "{\"id\":1,\"a\":{1:2}}",
        "\u{FEFF}{\"id\":1}", "nul", "-", "\"",
        "{\"id\":1 /* no */}",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect {
            _ = try id(text)
        } throws: { error in
            if case .notJSON = error as? TopLevelScan.Failure { true } else { false }
        }
    }

    @Test func `what is JSON without a plain integer there is told apart`() {
        #expect(throws: TopLevelScan.Failure.missing) { try id("{}") }
        #expect(throws: TopLevelScan.Failure.missing) { try id(#"{"a":{"id":1}}"#) }
        #expect(throws: TopLevelScan.Failure.notAnObject) { try id("17") }
        #expect(throws: TopLevelScan.Failure.notAnObject) { try id(#"[{"id":1}]"#) }
        #expect(throws: TopLevelScan.Failure.repeated) { try id(#"{"id":1,"id":1}"#) }
        for text in ["1.0", "1e3", "\"1\"", "null", "true", "[1]", "{}", "9223372036854775808"] {
            #expect(throws: TopLevelScan.Failure.notAnInteger) { try id(#"{"id":\#(text)}"#) }
        }
    }

    @Test func `a wrapper's member counts, that of any other object does not`() throws {
        let wrapped = Data(#"{"other":{"id":3},"order_edit":{"x":{"id":5},"id":7}}"#.utf8)

        #expect(try TopLevelScan.integer("id", inside: "order_edit", in: wrapped) == 7)
        #expect(throws: TopLevelScan.Failure.missing) {
            try TopLevelScan.integer("id", in: wrapped)
        }
    }

    @Test func `depth is bounded`() throws {
        func nested(_ depth: Int) -> String {
            let opening = String(repeating: "[", count: depth - 1)
            return #"{"a":"# + opening + String(repeating: "]", count: depth - 1) + #","id":1}"#
        }

        #expect(try id(nested(TopLevelScan.maximumDepth)) == 1)
        #expect(throws: TopLevelScan.Failure.tooDeep) {
            try id(nested(TopLevelScan.maximumDepth + 1))
        }
        #expect(throws: TopLevelScan.Failure.tooDeep) { try id(nested(100_000)) }
    }

    @Test func `ill-formed UTF-8 is refused, well-formed is passed`() throws {
        func body(_ bytes: [UInt8]) -> Data {
            Data(#"{"id":1,"a":""#.utf8) + Data(bytes) + Data(#""}"#.utf8)
        }

        for text in ["å", "–", "€", "\u{10FFFF}", "\u{D7FF}", "\u{E000}", "🧶"] {
            #expect(try TopLevelScan.integer("id", in: body(Array(text.utf8))) == 1)
        }
        for bytes: [UInt8] in [
            [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF],
        ] {
            #expect(throws: TopLevelScan.Failure.self) {
                try TopLevelScan.integer("id", in: body(bytes))
            }
        }
    }

    @Test func `a body changed at random is judged as Foundation's parser judges it`() throws {
        var random = SeededGenerator(state: 7)
        let seed = Array(
            #"{"a":[1,2.5e3,{"b":"x\n\u00e5å"},true,null],"id":12345678901,"c":{}}"#.utf8
        )
        let alphabet = Array(#"{}[]:,"\0129eE+-.truefalsn ab"#.utf8)

        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                case 1: bytes.remove(at: place)
                default:
                    bytes.insert(
                        alphabet[Int.random(in: 0..<alphabet.count, using: &random)],
                        at: place
                    )
                }
            }
            let body = Data(bytes)
            let isJSON =
                (try? JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)) != nil
            var accepted = true
            do { _ = try TopLevelScan.integer("id", in: body) } catch TopLevelScan.Failure.notJSON {
                accepted = false
            } catch {}
            // Foundation takes a comma before a closing bracket, which the grammar does not allow, and refuses
            // numbers beyond a Double and lone surrogates, which it does.
            let text = String(decoding: bytes, as: UTF8.self)
            let endsInComma = text.contains(#/,\s*[\]}]/#)
            if isJSON, !endsInComma {
                #expect(accepted, "\(String(decoding: bytes, as: UTF8.self))")
            }
            if accepted, !isJSON {
                #expect(
                    bytes.contains(UInt8(ascii: "e")) || bytes.contains(UInt8(ascii: "\\"))
                        || bytes.first == UInt8(ascii: "["),
                    "\(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
    }

    @Test func `truncating a body anywhere is noticed`() throws {
        let body = Data(#"{"a":[1,{"b":"å"},true],"id":12}"#.utf8)

        for count in 0..<body.count {
            #expect(throws: TopLevelScan.Failure.self) {
                try TopLevelScan.integer("id", in: body.prefix(count))
            }
        }
        #expect(try TopLevelScan.integer("id", in: (Data([0x20]) + body).dropFirst()) == 12)
    }
}

/// A linear congruential generator: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
