import Bookkeeping
import Hummingbird

/// Which language a page is written in: the reader's choice, else what the browser asks for, else Norwegian.
enum ReaderLanguage {
    static let cookieName = "bokbro_language"
    private static let yearSeconds = 31_536_000

    static func of(_ request: Request) -> Language {
        if let chosen = request.cookies[cookieName].flatMap({ Language(rawValue: $0.value) }) {
            return chosen
        }
        return preferred(by: request.headers[.acceptLanguage] ?? "")
    }

    /// The first of our languages by weight, then by place.
    static func preferred(by header: String) -> Language {
        var best: (language: Language, weight: Double)?
        for part in header.prefix(500).split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = pieces.first, let language = language(tag) else { continue }
            let weight =
                pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap {
                    Double($0.dropFirst(2))
                } ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language ?? .nb
    }

    static func cookie(_ language: Language, isSecure: Bool) -> Cookie {
        Cookie(
            name: cookieName,
            value: language.rawValue,
            maxAge: yearSeconds,
            path: "/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }

    private static func language(_ tag: String) -> Language? {
        switch tag.split(separator: "-").first {
        case "nb", "no", "nn", "da", "sv": .nb
        case "en": .en
        default: nil
        }
    }
}
