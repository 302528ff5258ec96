package import Logging

/// What a run of the sandbox is to do.
package struct SandboxOptions: Sendable {
    package var orders: Int
    /// Jobs in Rentman.
    package var projects: Int
    package var seed: UInt64
    /// `none`, `some` or `many`.
    package var faults: String
    /// Orders in a hundred whose figures do not tie.
    package var oddPercent: Int
    package var port: Int
    /// nil: a temporary directory, removed at the end.
    package var dataDirectory: String?
    package var exitsWhenDone: Bool
    package var printsJSON: Bool
    package var logLevel: Logger.Level

    package init(
        orders: Int,
        projects: Int,
        seed: UInt64,
        faults: String,
        oddPercent: Int,
        port: Int,
        dataDirectory: String?,
        exitsWhenDone: Bool,
        printsJSON: Bool,
        logLevel: Logger.Level
    ) {
        self.orders = orders
        self.projects = projects
        self.seed = seed
        self.faults = faults
        self.oddPercent = oddPercent
        self.port = port
        self.dataDirectory = dataDirectory
        self.exitsWhenDone = exitsWhenDone
        self.printsJSON = printsJSON
        self.logLevel = logLevel
    }
}
