/// Figures in the text format of Prometheus 0.0.4.
struct Metrics: Sendable {
    enum Kind: String, Sendable {
        case gauge
        case counter
    }

    /// Series of one metric at most: labels have bounded values, this bounds them for certain.
    static let seriesLimit = 10_000

    private(set) var text = ""

    /// Adds a metric with its series; one without any is left out.
    mutating func add(
        _ name: String,
        _ kind: Kind,
        _ help: String,
        _ series: [(labels: [(String, String)], value: String)]
    ) {
        guard !series.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for (labels, value) in series.prefix(Self.seriesLimit) {
            let list = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
            text += list.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
        }
    }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        add(name, kind, help, [([], String(value))])
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }
}
