/// A secret in clear text that cannot be printed, encoded or logged by accident.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let clear: String

    package init(_ clear: String) {
        self.clear = clear
    }

    /// Hands the clear text to the code that sends or checks it.
    package func reveal() -> String { clear }

    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
