import Testing

@testable import Bookkeeping

@Suite struct `A wildcard` {
    @Test(arguments: [
        ("BOK-*", "bok-17"), ("*", ""), ("*", "anything"), ("*kaffe*", "Økologisk KAFFE 250 g"),
        ("a*b*c", "a--b--c"), ("abc", "ABC"), ("Øl*", "øl 0,5 l"), ("a**c", "abc"),
        ("*.pdf", "x.PDF"),
        ("a*a", "aa"), ("ab*b", "abb"),
    ])
    func `fits`(_ pattern: String, _ text: String) {
        #expect(Wildcard(pattern).matches(text))
    }

    @Test(arguments: [
        ("BOK-*", "abok-17"), ("abc", "abcd"), ("", "a"), ("a*a", "a"), ("ab*b", "ab"),
        ("a*b*c", "acb"), ("*kaffe*", "te"), ("?", "a"), ("[a]*", "a"),
    ])
    func `does not fit`(_ pattern: String, _ text: String) {
        #expect(!Wildcard(pattern).matches(text))
    }

    @Test func `of a hostile pattern is soon done`() {
        let pattern = String(repeating: "a*", count: 500) + "b"

        #expect(!Wildcard(pattern).matches(String(repeating: "a", count: 2_000)))
    }
}
