/// Reads markup tag by tag and notes what is out of order: tags left open, attributes without quotes, ids twice.
struct MarkupCheck {
    private(set) var problems: [String] = []
    private(set) var attributes: Set<String> = []

    private static let void: Set<String> = [
        "meta", "link", "input", "br", "path", "line", "img",
    ]

    init(_ html: String) {
        var open: [String] = []
        var ids: Set<String> = []
        let pattern = /<(\/?)([a-zA-Z0-9]+)((?:\s+[a-zA-Z0-9:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/
        for tag in html.matches(of: pattern) {
            let name = String(tag.2)
            if tag.1 == "/" {
                if open.popLast() != name { problems.append("unexpected </\(name)>") }
                continue
            }
            if tag.4 != "/", !Self.void.contains(name) { open.append(name) }
            for attribute in tag.3.matches(of: /([a-zA-Z0-9:-]+)(?:="([^"]*)")?/) {
                attributes.insert(String(attribute.1))
                if attribute.1 == "id", let id = attribute.2, !ids.insert(String(id)).inserted {
                    problems.append("id twice: \(id)")
                }
            }
        }
        if !open.isEmpty { problems.append("left open: \(open)") }
        // What the pattern does not read is a stray bracket.
        let rest = html.replacing(pattern, with: "").replacing("<!doctype html>", with: "")
        if rest.contains("<") { problems.append("stray <: \(rest.suffix(80))") }
    }
}
