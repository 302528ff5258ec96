import Testing

@testable import Dashboard

@Suite struct RedactedPayloadTests {
    private func shown(_ payload: String) -> String? {
        RedactedPayload.text(of: payload.utf8)
    }

    @Test
    func `a payload is indented and keeps the spelling of its numbers and the order of its fields`()
    {
        #expect(
            shown(#"{"b":1.50,"a":[1,-2e3,{}],"c":[],"d":null,"e":true}"#) == """
                {
                  "b": 1.50,
                  "a": [
                    1,
                    -2e3,
                    {}
                  ],
                  "c": [],
                  "d": null,
                  "e": true
                }
                """
        )
    }

    @Test(arguments: [
        #"{"email":"ola@example.com"}"#, #"{"contact_email":"SECRET"}"#, #"{"phone":"SECRET"}"#,
        #"{"billing_address":{"name":"SECRET","lines":["SECRET"],"deep":{"x":"SECRET"}}}"#,
        #"{"customer":{"first_name":"SECRET","id":7}}"#, #"{"customer":"SECRET"}"#,
        #"{"customer":[{"tags":["SECRET"]}]}"#, #"{"browser_ip":"SECRET"}"#, #"{"token":"SECRET"}"#,
        #"{"cart_token":"SECRET"}"#, #"{"note":"SECRET"}"#, #"{"anything":"SECRET@example.com"}"#,
        #"{"shipping":{"address_1":"SECRET"}}"#, #"{"order_key":"SECRET"}"#,
        #"{"client_details":{"user_agent":"SECRET"}}"#,
        #"{"meta_data":[{"key":"x","value":"SECRET"}]}"#,
        #"{"First-Name":"SECRET"}"#, #"{"first_n\u0061me":"SECRET"}"#, #"{"phone":90909090}"#,
    ])
    func `what tells about a person or opens a door is masked`(payload: String) throws {
        let text = try #require(shown(payload))

        #expect(!text.contains("SECRET") && !text.contains("ola@") && !text.contains("9090"))
        #expect(text.contains(RedactedPayload.mask))
    }

    @Test func `what the books are made of stays readable`() throws {
        let text = try #require(shown(SampleEvents.payload))

        for part in ["450789469", "#1042", "\"499.00\"", "499.00", "MIC-1", "Mikrofon", "\"NO\""] {
            #expect(text.contains(part), "\(part)")
        }
        for part in ["Ola", "ola@", "0150", "abc123", "192.0.2.7", "stamkunde"] {
            #expect(!text.contains(part), "\(part)")
        }
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{'a':1}", "name=Ola&email=x", "nul", "01",
        "\"\\q\"",
        "{} {}", "\"\u{1}\"", "[1 2]", "{\"a\":1,}",
    ])
    func `what is not JSON is not shown at all`(payload: String) {
        #expect(shown(payload) == nil)
    }

    @Test func `nesting beyond the limit ends the reading, not the program`() {
        let depth = 100_000

        #expect(shown(String(repeating: "[", count: depth)) == nil)
        #expect(
            shown(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
                == nil
        )
    }

    @Test func `bytes that are no UTF-8 are not shown`() {
        #expect(RedactedPayload.text(of: [0x22, 0xff, 0x22] as [UInt8]) == nil)
    }

    @Test func `marks that turn the writing around are spelled out`() throws {
        let text = try #require(shown("{\"title\":\"a\u{202e}b\"}"))

        #expect(text.contains("\\u202e"))
        #expect(!text.unicodeScalars.contains("\u{202e}"))
    }

    @Test func `a very long payload is cut`() throws {
        let text = try #require(
            shown("{\"title\":\"" + String(repeating: "x", count: 300_000) + "\"}")
        )

        #expect(text.count <= RedactedPayload.lengthLimit + 2)
        #expect(text.hasSuffix("…"))
    }
}
