/// The number by which a service knows one thing of a kind.
///
/// Numbers of different kinds overlap (a project and its only subproject may share one), so each kind has its own type.
package struct Identifier<Thing>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: Int64

    package init(_ value: Int64) {
        self.value = value
    }

    package var description: String { String(value) }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension Identifier: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) {
        self.init(value)
    }
}
