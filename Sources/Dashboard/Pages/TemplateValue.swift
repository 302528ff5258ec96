import Mustache

/// A page's model as templates read it: the fields of its values by name, each looked at once.
///
/// The library reflects a whole value anew for every name in a template, which costs more than all else of a page.
enum TemplateValue {
    /// Values in values, at most; no page has as many.
    private static let depthLimit = 16

    /// nil for an optional that has none.
    static func of(_ value: Any, depth: Int = 0) -> Any? {
        if value is String || value is Bool || value is Int || value is any MustacheParent {
            return value
        }
        guard depth < depthLimit else { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            return mirror.children.first.flatMap { of($0.value, depth: depth + 1) }
        case .collection:
            return mirror.children.compactMap { of($0.value, depth: depth + 1) }
        case .struct where !(value is any CustomStringConvertible):
            var fields: [String: Any] = [:]
            fields.reserveCapacity(mirror.children.count)
            for child in mirror.children {
                if let name = child.label { fields[name] = of(child.value, depth: depth + 1) }
            }
            return fields
        default: return value
        }
    }
}
