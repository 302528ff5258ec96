/// What lists can be downloaded as.
enum ExportFormat: String, CaseIterable, Sendable {
    case csv
    case json

    var type: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json; charset=utf-8"
        }
    }
}

/// One line of a download.
struct ExportRow: Sendable {
    let cells: [String]
    let document: any Encodable & Sendable
}
