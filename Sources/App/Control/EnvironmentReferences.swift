/// Finds the variables that a text names as `${NAME}`.
package enum EnvironmentReferences {
    /// The named variables that exist in the environment; nothing else of it leaves the process.
    package static func values(
        namedIn text: String,
        from environment: [String: String]
    ) -> [String: String] {
        var values: [String: String] = [:]
        for match in text.matches(of: #/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/#) {
            let name = String(match.1)
            values[name] = environment[name]
        }
        return values
    }
}
