/// What a run of the sandbox is to do.
package struct SandboxOptions: Sendable {
    package var orders: Int
    package var seed: UInt64
    /// `none`, `some` or `many`.
    package var faults: String
    package var port: Int
    /// nil: a temporary directory, removed at the end.
    package var dataDirectory: String?
    package var exitsWhenDone: Bool
    package var printsJSON: Bool

    package init(
        orders: Int,
        seed: UInt64,
        faults: String,
        port: Int,
        dataDirectory: String?,
        exitsWhenDone: Bool,
        printsJSON: Bool
    ) {
        self.orders = orders
        self.seed = seed
        self.faults = faults
        self.port = port
        self.dataDirectory = dataDirectory
        self.exitsWhenDone = exitsWhenDone
        self.printsJSON = printsJSON
    }
}
