package import Foundation

/// Finds one integer of a JSON object without decoding the rest, and proves that the whole body is JSON.
///
/// Webhooks are answered within seconds and arrive by the thousands, while only their subject's number is needed.
/// One pass over the bytes, no allocation, depth bounded by ``maximumDepth``. Follows RFC 8259; a body that
/// names the member twice is refused, since readers would disagree about it.
package struct TopLevelScan {
    /// Objects and arrays inside each other; real orders have about eight.
    package static let maximumDepth = 64

    /// Why there is no integer to be had.
    package enum Failure: Error, Hashable, Sendable {
        case notJSON(offset: Int)
        case notAnObject
        case tooDeep
        case missing
        case repeated
        case notAnInteger
    }

    private static let wordTrue = Array("true".utf8)
    private static let wordFalse = Array("false".utf8)
    private static let wordNull = Array("null".utf8)

    private let bytes: [UInt8]
    private var position = 0
    /// Bit n is set when level n is an object, clear when it is an array.
    private var objects: UInt64 = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value of the member `name` of the outermost object; it must be a plain integer within 64 bits.
    ///
    /// With a `wrapper`, the member may as well stand in the object of that name directly below the outermost.
    package static func integer(
        _ name: String,
        inside wrapper: String? = nil,
        in body: Data
    ) throws(Failure) -> Int64 {
        var scan = TopLevelScan([UInt8](body))
        return try scan.integer(Array(name.utf8), wrapper: wrapper.map { Array($0.utf8) })
    }

    private mutating func integer(_ name: [UInt8], wrapper: [UInt8]?) throws(Failure) -> Int64 {
        skipSpace()
        guard current == UInt8(ascii: "{") else {
            try skipDocument()
            throw .notAnObject
        }
        try open(isObject: true)
        var found: Int64?
        var isFound = false
        var isInWrapper = false
        var isExpectingMember = !closesAtOnce()
        while depth > 0 {
            if isExpectingMember {
                let memberName = try memberName()
                if depth == 1 { isInWrapper = wrapper.map { isEqual(memberName, $0) } ?? false }
                if depth == 1 || (depth == 2 && isInWrapper), isEqual(memberName, name) {
                    guard !isFound else { throw .repeated }
                    isFound = true
                    found = integerHere()
                }
                isExpectingMember = try value() && !closesAtOnce()
                continue
            }
            skipSpace()
            switch current {
            case UInt8(ascii: ","):
                position += 1
                isExpectingMember = true
            case UInt8(ascii: "}") where isInObject, UInt8(ascii: "]") where !isInObject:
                position += 1
                depth -= 1
            default: throw notJSON
            }
        }
        skipSpace()
        guard position == bytes.count else { throw notJSON }
        guard isFound else { throw .missing }
        guard let found else { throw .notAnInteger }
        return found
    }

    /// A body that is no object is still told apart from one that is no JSON.
    private mutating func skipDocument() throws(Failure) {
        guard position < bytes.count else { throw notJSON }
        if current == UInt8(ascii: "[") { return }
        _ = try value()
        skipSpace()
        guard position == bytes.count else { throw notJSON }
    }

    // MARK: Structure

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var notJSON: Failure { .notJSON(offset: position) }

    private var isInObject: Bool { depth > 0 && objects & (1 << UInt64(depth - 1)) != 0 }

    private mutating func open(isObject: Bool) throws(Failure) {
        guard depth < Self.maximumDepth else { throw .tooDeep }
        let bit: UInt64 = 1 << UInt64(depth)
        if isObject { objects |= bit } else { objects &= ~bit }
        depth += 1
        position += 1
    }

    /// Whether the container just opened is empty; the closing mark is left for the main loop.
    private mutating func closesAtOnce() -> Bool {
        skipSpace()
        return current == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }

    /// Reads a member's name and colon when an object is open, and says where the name stands.
    private mutating func memberName() throws(Failure) -> Range<Int> {
        skipSpace()
        guard isInObject else { return 0..<0 }
        guard current == UInt8(ascii: "\"") else { throw notJSON }
        let start = position + 1
        try string()
        let end = position - 1
        skipSpace()
        guard current == UInt8(ascii: ":") else { throw notJSON }
        position += 1
        skipSpace()
        return start..<end
    }

    private func isEqual(_ range: Range<Int>, _ name: [UInt8]) -> Bool {
        guard range.count == name.count else { return false }
        for index in 0..<name.count where bytes[range.lowerBound + index] != name[index] {
            return false
        }
        return true
    }

    /// Passes a scalar, or opens a container and returns true.
    private mutating func value() throws(Failure) -> Bool {
        switch current {
        case UInt8(ascii: "{"):
            try open(isObject: true)
            return true
        case UInt8(ascii: "["):
            try open(isObject: false)
            return true
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word(Self.wordTrue)
        case UInt8(ascii: "f"): try word(Self.wordFalse)
        case UInt8(ascii: "n"): try word(Self.wordNull)
        default: try number()
        }
        return false
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }
}

// MARK: - Scalars

extension TopLevelScan {
    /// The plain integer that begins here, without moving on.
    private func integerHere() -> Int64? {
        var index = position
        let isNegative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let first = index
        var value: Int64 = 0
        while index < bytes.count, Self.isDigit(bytes[index]) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(
                Int64(bytes[index] - UInt8(ascii: "0"))
            )
            guard !overflow, !carry else { return nil }
            value = sum
            index += 1
        }
        guard index > first else { return nil }
        if index < bytes.count,
            [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[index])
        {
            return nil
        }
        return isNegative ? -value : value
    }

    private mutating func number() throws(Failure) {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        guard current == UInt8(ascii: "e") || current == UInt8(ascii: "E") else { return }
        position += 1
        if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
        try digits()
    }

    private mutating func digits() throws(Failure) {
        let start = position
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
        guard position > start else { throw notJSON }
    }

    private mutating func word(_ expected: [UInt8]) throws(Failure) {
        let range = position..<position + expected.count
        guard range.upperBound <= bytes.count, isEqual(range, expected) else { throw notJSON }
        position += expected.count
    }

    private mutating func string() throws(Failure) {
        position += 1
        while true {
            position = endOfPlainText(from: position)
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"): try escape()
            case .some(0x80...): try multibyteCharacter()
            default: throw notJSON
            }
        }
    }

    /// Where the characters end that stand for themselves: most of a body.
    private func endOfPlainText(from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\")
            else { break }
            index += 1
        }
        return index
    }

    private mutating func escape() throws(Failure) {
        position += 1
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            position += 1
            for _ in 0..<4 {
                guard let digit = current, Self.isHexadecimal(digit) else { throw notJSON }
                position += 1
            }
        default: throw notJSON
        }
    }

    /// Passes one well-formed UTF-8 sequence of two to four bytes.
    ///
    /// Source: The Unicode Standard, table 3-7.
    private mutating func multibyteCharacter() throws(Failure) {
        let lead = bytes[position]
        let count: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: count = 2
        case 0xE0: (count, second) = (3, 0xA0...0xBF)
        case 0xED: (count, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: count = 3
        case 0xF0: (count, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: count = 4
        case 0xF4: (count, second) = (4, 0x80...0x8F)
        default: throw notJSON
        }
        guard position + count <= bytes.count, second.contains(bytes[position + 1]) else {
            throw notJSON
        }
        for index in 2..<max(count, 2) where !(0x80...0xBF).contains(bytes[position + index]) {
            throw notJSON
        }
        position += count
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
    }
}
