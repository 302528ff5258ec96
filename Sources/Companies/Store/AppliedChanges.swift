/// What applying a company's file changed.
package struct AppliedChanges: Hashable, Sendable {
    /// Whether the company was new or had been removed.
    package var isNewCompany = false
    package var companyChanged = false
    package var alertsChanged = false
    package var addedConnections: [String] = []
    package var changedConnections: [String] = []
    package var removedConnections: [String] = []
    /// The new version, or nil when the rules are the same.
    package var rulesVersion: Int?

    package var isEmpty: Bool { self == AppliedChanges() }

    var detail: [String: JSONValue] {
        var detail: [String: JSONValue] = [:]
        let connections = [
            ("added", addedConnections), ("changed", changedConnections),
            ("removed", removedConnections),
        ]
        for (key, ids) in connections where !ids.isEmpty {
            detail[key] = .list(ids.map(JSONValue.string))
        }
        if isNewCompany { detail["new"] = .bool(true) }
        if companyChanged { detail["company"] = .bool(true) }
        if alertsChanged { detail["alerts"] = .bool(true) }
        if let rulesVersion { detail["rulesVersion"] = .number(String(rulesVersion)) }
        return detail
    }
}
