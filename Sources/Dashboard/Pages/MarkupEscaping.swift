import Mustache

/// Escapes text for HTML scalar by scalar.
///
/// The template library's own escaping goes character by character, and a quote followed by a combining mark is
/// one character that it does not know: such a pair would end an attribute (swift-mustache 2.1.1, `htmlEscape`).
/// Marks that turn the direction of writing around are dropped, so that no name can rewrite the text beside it.
struct MarkupEscaping: MustacheContentType {
    static let name = "MARKUP"

    func escapeText(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}", "\u{200e}", "\u{200f}",
                "\u{61c}":
                continue
            case "\0"..."\u{8}", "\u{b}", "\u{c}", "\u{e}"..."\u{1f}", "\u{7f}"..."\u{9f}":
                result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
