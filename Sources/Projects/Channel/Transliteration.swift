import Foundation

/// Writes names with the letters a–z.
enum Transliteration {
    /// Longer titles are cut off before they are looked at; no name shows more.
    private static let lengthLimit = 1_000

    /// Lower case; `æ` becomes `ae`, `ø` `oe`, `å` `aa`, accents are dropped, what has no letter stays as it is.
    static func ascii(_ text: String) -> String {
        var result = ""
        for character in text.prefix(lengthLimit).lowercased().precomposedStringWithCanonicalMapping
        {
            if let letters = letters[character] {
                result += letters
            } else {
                let scalars = String(character).decomposedStringWithCompatibilityMapping
                    .unicodeScalars
                for scalar in scalars where !scalar.properties.isDiacritic && !isMark(scalar) {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result.lowercased()
    }

    private static let letters: [Character: String] = [
        "æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "đ": "d",
        "ð": "d", "þ": "th", "ł": "l", "œ": "oe", "ı": "i",
    ]

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
