import Foundation
import Testing

@testable import Remote

struct HTTPDateTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Mon, 29 Feb 2016 23:59:59 GMT", 1_456_790_399),
    ])
    func `a date as HTTP writes it is read`(text: String, seconds: Int) {
        #expect(Date(httpDate: text) == Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    @Test(arguments: [
        "", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
    ])
    func `anything else is no date`(text: String) {
        #expect(Date(httpDate: text) == nil)
    }
}
